import { describe, expect, it } from "@jest/globals";
import { avoidableOrphans, orphansLeft, withoutOrphans } from "#functions/reservations/seating/orphan-rule.ts";
import { type Section, seatId } from "#functions/seats/rules/seat-layout.ts";

/**
 * The rows of a section one after the other, with a choice, with what the rule offers instead, and why:
 *
 *     .  free     x  taken     *  chosen     o  free, newly left single by the choice
 */
const EXAMPLES: readonly (readonly [chosen: string, instead: string | undefined, because: string])[] = [
  ["..**..", "..**..", "two seats are left on either side"],
  ["**....", "**....", "nothing is left at the end of the row"],
  ["o**...", "**....", "1 is left single; 1-2 and 3-4 are as near, so the lower numbers"],
  ["..**ox", "...**x", "a taken seat is like the end of the row, and 2-3 would leave 1 single"],
  ["o**o", "**..", "two are left single; either end is as near, so the lower numbers"],
  ["o*....", "*.....", "one person leaves a single seat as well"],
  ["x*ox..", undefined, "of two seats for one the other is left, here and there"],
  ["x*ox.x", "x..x*x", "5 is single already, so it leaves none"],
  [".x**..", ".x**..", "1 was single before"],
  ["o***", undefined, "the only free run is one seat longer than the group, so one is over wherever it sits"],
  ["o***x...", "....x***", "but three fit exactly into the next run of the row"],
  ["o***x....", undefined, "the next run is one seat longer than the group, too"],
  ["*o*..", "**...", "two people apart leave the seat between them; one moves up"],
  ["o*o*o", "*...*", "two people apart stay apart if that is nearest"],
  ["**o**x....", "**...x**..", "four of five seats leave one, so one group goes to the next run"],
  ["o**... ..**..", "**.... ..**..", "a row that leaves none stays as it is"],
  ["o**... ..**ox", "**.... ...**x", "each row by itself"],
  ["o**... o***", undefined, "one row can't do without, so nothing is refused in the other"],
];

const drawnRows = (drawn: string): readonly string[] => drawn.split(" ");

const sectionOf = (drawn: string, sectionId = "A"): Section => ({
  sectionId,
  name: "Stalls",
  grade: "R",
  price: 100,
  rows: drawnRows(drawn).map((seats, index) => ({ row: String(index + 1), from: 1, to: seats.length })),
});

/** Ids of the seats that are drawn by a character, row by row. */
const idsOf = (drawn: string, character: string, sectionId = "A"): readonly string[] =>
  drawnRows(drawn).flatMap((seats, index) =>
    seats
      .split("")
      .flatMap((seat, place) => (seat === character ? seatId(sectionId, String(index + 1), place + 1) : [])),
  );

const takenIn = (drawn: string): ReadonlySet<string> => new Set(idsOf(drawn, "x"));

describe("the orphan rule", () => {
  it.each(EXAMPLES)("%s, instead %s: %s", (chosen, instead) => {
    const section = sectionOf(chosen);
    const taken = takenIn(chosen);

    expect(orphansLeft(section, taken, idsOf(chosen, "*"))).toEqual(idsOf(chosen, "o"));
    expect(withoutOrphans(section, taken, idsOf(chosen, "*"))).toEqual(instead && idsOf(instead, "*"));
  });

  it("does not depend on the order in which seats are named", () => {
    const chosen = ["A-1-5", "A-1-2", "A-1-4"];
    const section = sectionOf(".......");

    expect(orphansLeft(section, new Set(), chosen)).toEqual(["A-1-1", "A-1-3"]);
    expect(withoutOrphans(section, new Set(), chosen)).toEqual(withoutOrphans(section, new Set(), chosen.toSorted()));
  });

  it("finds what is left single in any section of a choice, and what would avoid it in all of them", () => {
    const hall = [sectionOf("......"), sectionOf("....", "B"), sectionOf("....", "C")];
    const find = (...chosen: readonly string[]) => avoidableOrphans(hall, new Set(), { now: 0 }, chosen);

    expect(find("A-1-2", "A-1-3", "B-1-1", "B-1-2")).toEqual({
      orphans: ["A-1-1"],
      instead: ["A-1-1", "A-1-2", "B-1-1", "B-1-2"],
    });
    expect(find("A-1-1", "A-1-2")).toBeUndefined();
    // Three of four leave one in B, whatever is done in A.
    expect(find("A-1-2", "A-1-3", "B-1-1", "B-1-2", "B-1-3")).toBeUndefined();
  });

  it("counts seats that are kept back as taken until they are released", () => {
    const section: Section = { ...sectionOf("......"), accessible: [{ seat: "1-1", companions: ["1-2"] }] };
    const find = (now: number, ...chosen: readonly string[]) =>
      avoidableOrphans([section], new Set(), { now, keptBackUntil: 100 }, chosen);

    expect(find(99, "A-1-4")).toEqual({ orphans: ["A-1-3"], instead: ["A-1-3"] });
    expect(find(100, "A-1-4")).toBeUndefined();
  });

  it("leaves accessible seats that are asked for where they are", () => {
    const section: Section = { ...sectionOf("......"), accessible: [{ seat: "1-1", companions: ["1-2"] }] };
    const find = (...chosen: readonly string[]) => avoidableOrphans([section], new Set(), { now: 0 }, chosen);

    expect(find("A-1-1", "A-1-2")).toBeUndefined();
    expect(find("A-1-1", "A-1-2", "A-1-4")?.instead).toEqual(["A-1-1", "A-1-2", "A-1-3"]);
  });
});
