/** Sections of a performance: how an operator lays them out, and how a buyer sees them. */
import * as z from "zod/mini";
import { areUnique, Count, Grade, Name, NewGrade, NewName, RowName, SectionId, Won } from "#contract/common.ts";
import { SEATS_PER_HOLD_MAX } from "#contract/seats.ts";

export const SectionSummarySchema = z.object({
  sectionId: SectionId,
  name: Name,
  grade: Grade,
  price: Won,
  capacity: Count,
  accessibleUnits: Count.check(z.describe("How many accessible seats the section has, each with its companion seats.")),
  seatsLeft: Count.check(z.describe("Seats neither held nor sold. The count is at most 2 seconds old.")),
});

const SEATS_PER_SECTION_MAX = 1000;
const ROWS_PER_SECTION_MAX = 100;
const UNITS_PER_SECTION_MAX = 100;
const SEAT_NUMBER_MAX = 9999;

const SeatNumber = z.int().check(z.gte(1), z.lte(SEAT_NUMBER_MAX));

const Row = z
  .strictObject({
    row: RowName,
    from: z._default(SeatNumber.check(z.describe("Number of the first seat.")), 1),
    to: SeatNumber.check(z.describe("Number of the last seat.")),
  })
  .check(z.refine((row) => row.from <= row.to, { message: "to must not be less than from.", path: ["to"] }));

const SeatInSection = z
  .string()
  .check(
    z.regex(/^[A-Za-z0-9]{1,8}-[1-9][0-9]{0,3}$/, "Name the seat by row and number, joined by a dash, such as 1-5."),
    z.describe("A seat of this section: row and number, joined by a dash."),
    z.meta({ examples: ["1-5"] }),
  );

const FocalPoint = z
  .strictObject({ row: RowName, number: SeatNumber })
  .check(z.describe("The best seat of the section. Default: the middle of the first row."));

const AccessibleUnit = z.strictObject({
  seat: SeatInSection.check(z.describe("The accessible seat.")),
  companions: z
    ._default(z.array(SeatInSection).check(z.maxLength(SEATS_PER_HOLD_MAX - 1)), [])
    .check(z.describe("Seats for companions, best first.")),
});

type Rows = readonly z.infer<typeof Row>[];

const seatsIn = (rows: Rows): number => rows.reduce((seats, row) => seats + row.to - row.from + 1, 0);

const hasSeat = (rows: Rows, row: string, number: number): boolean =>
  rows.some((each) => each.row === row && each.from <= number && number <= each.to);

const hasSeatNamed = (rows: Rows, seat: string): boolean => {
  const [row = "", number = ""] = seat.split("-");
  return hasSeat(rows, row, Number(number));
};

const seatsOf = (units: readonly z.infer<typeof AccessibleUnit>[] | undefined): readonly string[] =>
  (units ?? []).flatMap(({ seat, companions }) => [seat, ...companions]);

/** A section of a new performance. Rows are listed from front to back. */
export const NewSectionSchema = z
  .strictObject({
    sectionId: SectionId,
    name: NewName,
    grade: NewGrade.check(z.describe("Price class of a section."), z.meta({ examples: ["R"] })),
    price: Won.check(z.gte(1), z.lte(10_000_000)),
    rows: z.array(Row).check(
      z.minLength(1),
      z.maxLength(ROWS_PER_SECTION_MAX),
      z.refine((rows) => areUnique(rows.map((row) => row.row)), "A row may be listed only once."),
      z.refine((rows) => seatsIn(rows) <= SEATS_PER_SECTION_MAX, "A section may have at most 1,000 seats."),
    ),
    focalPoint: z.optional(FocalPoint),
    accessible: z.optional(
      z.array(AccessibleUnit).check(
        z.maxLength(UNITS_PER_SECTION_MAX),
        z.refine((units) => areUnique(seatsOf(units)), "A seat may belong to only one accessible unit."),
      ),
    ),
  })
  .check(
    z.refine(({ rows, focalPoint }) => focalPoint === undefined || hasSeat(rows, focalPoint.row, focalPoint.number), {
      message: "The section has no such seat.",
      path: ["focalPoint"],
    }),
    z.refine(({ rows, accessible }) => seatsOf(accessible).every((seat) => hasSeatNamed(rows, seat)), {
      message: "The section does not have all of these seats.",
      path: ["accessible"],
    }),
  );
