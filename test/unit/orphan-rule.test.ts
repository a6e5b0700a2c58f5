import { describe, expect, it } from "@jest/globals";
import { avoidableOrphans, orphansLeft, withoutOrphans } from "#functions/reservations/seating/orphan-rule.ts";
import { sectionsBeside } from "#functions/reservations/seating/stretch.ts";
import {
  findSeat,
  type LayoutForm,
  type Section,
  seatId,
  sectionFrom,
  type TakenSeats,
} from "#functions/seats/rules/seat-layout.ts";

/**
 * The rows of a section one after the other, with a choice, with what the rule offers instead, and why:
 *
 *     .  free     x  taken     *  chosen     o  free, newly left single by the choice     |  an aisle
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
  ["..**o|..", "...**|..", "an aisle is like the end of the row"],
  ["..**|....", "..**|....", "nothing is left at the aisle"],
  ["o***|....", undefined, "beyond the aisle is another row"],
  ["o**o|o**o", "**..|**..", "each side of the aisle by itself"],
  [".|**|.", ".|**|.", "single seats beyond the aisles were single before"],
];

const drawnRows = (drawn: string): readonly string[] => drawn.split(" ");

const sectionOf = (drawn: string, sectionId = "A", accessible: LayoutForm["accessible"] = []): Section => {
  const rows = drawnRows(drawn).map((seats, index) => {
    let from = 1;
    const blocks = seats.split("|").map((block) => {
      const range = { from, to: from + block.length - 1 };
      from += block.length;
      return range;
    });
    return { row: String(index + 1), blocks };
  });
  return sectionFrom({ sectionId, rows, accessible });
};

/** Ids of the seats that are drawn by a character, row by row. */
const idsOf = (drawn: string, character: string, sectionId = "A"): readonly string[] =>
  drawnRows(drawn).flatMap((seats, index) =>
    seats
      .replaceAll("|", "")
      .split("")
      .flatMap((seat, place) => (seat === character ? seatId(sectionId, String(index + 1), String(place + 1)) : [])),
  );

const taking =
  (...ids: readonly string[]) =>
  (section: Section): TakenSeats =>
    new Set(ids.flatMap((id) => findSeat(section, id)?.index ?? []));

const takenIn = (drawn: string) => taking(...idsOf(drawn, "x"));

describe("the orphan rule", () => {
  it.each(EXAMPLES)("%s, instead %s: %s", (chosen, instead) => {
    const sections = [sectionOf(chosen)];
    const taken = takenIn(chosen);

    expect(orphansLeft(sections, taken, idsOf(chosen, "*"))).toEqual(idsOf(chosen, "o"));
    expect(withoutOrphans(sections, taken, idsOf(chosen, "*"))).toEqual(instead && idsOf(instead, "*"));
  });

  it("does not depend on the order in which seats are named", () => {
    const chosen = ["A-1-5", "A-1-2", "A-1-4"];
    const sections = [sectionOf(".......")];

    expect(orphansLeft(sections, taking(), chosen)).toEqual(["A-1-1", "A-1-3"]);
    expect(withoutOrphans(sections, taking(), chosen)).toEqual(withoutOrphans(sections, taking(), chosen.toSorted()));
  });

  it("finds what is left single in any section of a choice, and what would avoid it in all of them", () => {
    const hall = [sectionOf("......"), sectionOf("....", "B"), sectionOf("....", "C")];
    const find = (...chosen: readonly string[]) => avoidableOrphans(hall, taking(), { now: 0 }, chosen);

    expect(find("A-1-2", "A-1-3", "B-1-1", "B-1-2")).toEqual({
      orphans: ["A-1-1"],
      instead: ["A-1-1", "A-1-2", "B-1-1", "B-1-2"],
    });
    expect(find("A-1-1", "A-1-2")).toBeUndefined();
    // Three of four leave one in B, whatever is done in A.
    expect(find("A-1-2", "A-1-3", "B-1-1", "B-1-2", "B-1-3")).toBeUndefined();
  });

  it("counts seats that are kept back as taken until they are released", () => {
    const section = sectionOf("......", "A", [{ seat: "1-1", companions: ["1-2"] }]);
    const find = (now: number, ...chosen: readonly string[]) =>
      avoidableOrphans([section], taking(), { now, keptBackUntil: 100 }, chosen);

    expect(find(99, "A-1-4")).toEqual({ orphans: ["A-1-3"], instead: ["A-1-3"] });
    expect(find(100, "A-1-4")).toBeUndefined();
  });

  it("leaves accessible seats that are asked for where they are", () => {
    const section = sectionOf("......", "A", [{ seat: "1-1", companions: ["1-2"] }]);
    const find = (...chosen: readonly string[]) => avoidableOrphans([section], taking(), { now: 0 }, chosen);

    expect(find("A-1-1", "A-1-2")).toBeUndefined();
    expect(find("A-1-1", "A-1-2", "A-1-4")?.instead).toEqual(["A-1-1", "A-1-2", "A-1-3"]);
  });

  describe("at a border over which a row goes on", () => {
    const hall = [
      { sectionId: "A", rows: [{ row: "1", from: 1, to: 4, continuesIn: { section: "B", row: "1" } }] },
      { sectionId: "B", rows: [{ row: "1", from: 1, to: 3 }] },
      { sectionId: "C", rows: [{ row: "1", from: 1, to: 3 }] },
    ].map(sectionFrom);
    const find = (taken: readonly string[], ...chosen: readonly string[]) =>
      avoidableOrphans(hall, taking(...taken), { now: 0 }, chosen);

    it("S7: sees a seat that is left single beyond it", () => {
      expect(find(["A-1-1", "B-1-2"], "A-1-3", "A-1-4")).toEqual({
        orphans: ["A-1-2", "B-1-1"],
        instead: ["A-1-2", "A-1-3"],
      });
      expect(find(["B-1-2"], "A-1-3", "A-1-4")).toEqual({
        orphans: ["B-1-1"],
        instead: ["A-1-1", "A-1-2"],
      });
    });

    it("S7: does not take a seat for single that has a free neighbour beyond it", () => {
      expect(find(["A-1-1"], "A-1-2", "A-1-3")).toBeUndefined();
      expect(find(["A-1-1", "B-1-1"], "A-1-2", "A-1-3")).toBeUndefined();
      expect(find(["B-1-1"], "A-1-2", "A-1-3")?.orphans).toEqual(["A-1-1", "A-1-4"]);
    });

    it("moves a party only in the sections that it chose", () => {
      expect(find([], "A-1-2", "A-1-3", "A-1-4")?.instead).toEqual(["A-1-1", "A-1-2", "A-1-3"]);
      expect(find([], "A-1-2", "A-1-3", "A-1-4", "B-1-1", "B-1-2")?.instead).toEqual([
        "A-1-1",
        "A-1-2",
        "A-1-3",
        "A-1-4",
        "B-1-1",
      ]);
    });

    it("needs to know the sections on its other side, in both directions, and no others", () => {
      const [a, b, c] = hall.map((section) => [section]);
      const beside = (touched: readonly Section[] = []) =>
        sectionsBeside(hall, touched).map(({ sectionId }) => sectionId);

      expect(beside(a)).toEqual(["A", "B"]);
      expect(beside(b)).toEqual(["A", "B"]);
      expect(beside(c)).toEqual(["C"]);
    });
  });

  it("moves nobody to seats of another category", () => {
    const blocks = [{ seats: ["1", { seat: "2", category: "S" }, { seat: "3", category: "S" }, "4", "5"] }];
    const section = sectionFrom({ sectionId: "A", category: "R", rows: [{ row: "1", blocks }] });
    const find = (...chosen: readonly string[]) => avoidableOrphans([section], taking(), { now: 0 }, chosen);

    // 1-2 and 4-5 would leave no single seat, but neither is a pair of S.
    expect(find("A-1-2", "A-1-3")).toBeUndefined();
    expect(find("A-1-4")).toEqual({ orphans: ["A-1-5"], instead: ["A-1-5"] });
  });

  it("does not apply at tables, nor to standing places", () => {
    const hall = [
      sectionFrom({ sectionId: "T", tables: [{ table: "1", seats: { from: 1, to: 4 }, sold: "BY_SEAT" }] }),
      sectionFrom({ sectionId: "S", standing: { capacity: 4 } }),
      sectionOf("......"),
    ];
    const find = (...chosen: readonly string[]) => avoidableOrphans(hall, taking(), { now: 0 }, chosen);

    expect(find("T-1-2", "S-0-2")).toBeUndefined();
    expect(find("T-1-2", "A-1-2")).toEqual({ orphans: ["A-1-1"], instead: ["T-1-2", "A-1-1"] });
  });
});
