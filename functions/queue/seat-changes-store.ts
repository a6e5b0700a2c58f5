/**
 * The last few changes that may have freed seats of a user, as the user's place notes them: a hold, which frees its seats
 * when it ends, and the end of a hold or a cancellation. Before a request is refused for want of seats, the sections of
 * these are read as they are, so that nobody is refused because of a section state from before their own change.
 */
import * as z from "zod/mini";
import type { SectionChange } from "#functions/reservations/rules/doubtful-sections.ts";
import { sectionOf } from "#functions/seats/rules/seat-layout.ts";
import type { Item } from "#functions/shared/dynamodb.ts";
import { stored } from "#functions/shared/stored.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** At up to 120 bytes each, the item of a place stays below a kilobyte. */
const CHANGES_MAX = 4;

/** `freed1` is the last change, `freed2` the one before. */
const change = (index: number): string => `freed${index}`;

/** Enough of a performance's id to tell those of a concert apart. If two ids end alike, a section more is read. */
const ID_END = 8;

interface SeatChange {
  readonly performanceId: string;
  readonly seatIds: readonly string[];
  /** From when on the seats are free. */
  readonly at: Seconds;
}

interface Clause {
  /** Without the keyword SET. */
  readonly expression: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Notes a change, and moves the earlier ones up: DynamoDB reads all attributes of an update before it writes any. */
export const noteSeatChange = ({ performanceId, seatIds, at }: SeatChange): Clause => {
  const sections = [...new Set(seatIds.map(sectionOf))];
  const older = Array.from(
    { length: CHANGES_MAX - 1 },
    (_, index) => `${change(index + 2)} = if_not_exists(${change(index + 1)}, :noChange)`,
  );
  return {
    expression: [`${change(1)} = :freed`, ...older].join(", "),
    values: { ":freed": [performanceId.slice(-ID_END), at, ...sections].join(" "), ":noChange": "" },
  };
};

const fields = Object.fromEntries(
  Array.from({ length: CHANGES_MAX }, (_, index) => [change(index + 1), z.optional(z.string())]),
);

const toChanges = stored("place", z.object(fields));

/** The changes in a performance that the item of a place notes, the last first. */
export const notedSeatChanges = (item: Item | undefined, performanceId: string): readonly SectionChange[] =>
  Object.values(item === undefined ? {} : toChanges(item)).flatMap((noted = "") => {
    const [idEnd, at, ...sections] = noted.split(" ");
    if (idEnd !== performanceId.slice(-ID_END)) return [];
    return sections.map((sectionId) => ({ sectionId, at: Number(at) }));
  });
