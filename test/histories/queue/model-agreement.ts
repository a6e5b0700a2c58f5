/** The line that the rules alone came to, against the one that the stores did. */
import { deepStrictEqual } from "node:assert/strict";
import { LANE_NAMES } from "#functions/queue/line.ts";
import type { History, Step } from "#test/histories/queue/history.ts";
import type { Snapshot } from "#test/histories/queue/queue-under-test.ts";

/** Reads are made in another number and order by the two; only what depends on writes can be told beforehand. */
const dependsOnReads = (step: Step): boolean =>
  (step.kind === "together" && step.turns.length > 0) || (step.kind === "run" && step.stop?.before === "call");

export const isComparable = ({ steps }: History): boolean => !steps.some(dependsOnReads);

const essentials = ({ line, shards, places }: Snapshot) => ({
  revision: line.revision,
  soldOut: line.soldOut,
  figures: line.figures,
  lanes: LANE_NAMES.map((name) => {
    const { issued, served, drawnTo, settledTo } = line.lanes[name];
    return { issued, served, drawnTo, settledTo };
  }),
  shards: shards.map(({ from, to, admittedAt, claimBy, expiresAt, claimed, left, closed }) => {
    return { from, to, admittedAt, claimBy, expiresAt, claimed, left, closed };
  }),
  places: new Map(Array.from(places, ([userId, place]) => [userId, { ...place, concertId: "" }])),
});

/** @throws AssertionError that shows where they differ */
export const agree = (stored: Snapshot, ruled: Snapshot): void =>
  deepStrictEqual(essentials(stored), essentials(ruled), undefined);
