import { describe, expect, it } from "@jest/globals";
import { capacityOf, findSeat, sectionFrom } from "#functions/seats/rules/seat-layout.ts";

const section = sectionFrom({
  sectionId: "A",
  category: "R",
  rows: [
    { row: "1", from: 1, to: 10 },
    { row: "2", from: 11, to: 20 },
  ],
});
const idsOf = (form: Parameters<typeof sectionFrom>[0]): readonly string[] =>
  sectionFrom(form).seats.map(({ seatId }) => seatId);
const labelsOf = (form: Parameters<typeof sectionFrom>[0]): readonly string[] =>
  sectionFrom(form).seats.map(({ label }) => label);

describe("a section", () => {
  it("has the seats that its rows list, each found by its id and at its index", () => {
    const { seats } = section;

    expect(capacityOf(section)).toBe(20);
    expect(new Set(seats.map((seat) => seat.seatId)).size).toBe(20);
    for (const [index, seat] of seats.entries())
      expect([findSeat(section, seat.seatId), seat.index]).toEqual([seat, index]);
  });

  it.each(["A-1-11", "A-2-10", "A-3-1", "B-1-1", "A-1-0", "A-1-01", "A-1", ""])("has no seat %p", (id) => {
    expect(findSeat(section, id)).toBeUndefined();
  });

  it("has blocks of seats in the order in which they stand", () => {
    const halves = [
      ["7", "5", "3", "1"],
      ["2", "4", "6", "8"],
    ];
    const row = { row: "H", label: "H열", blocks: halves };

    expect(idsOf({ sectionId: "A", category: "R", rows: [row] })).toEqual(halves.flat().map((seat) => `A-H-${seat}`));
    expect(sectionFrom({ sectionId: "A", category: "R", rows: [row] }).rows[0]?.blocks).toEqual([
      { from: 0, to: 3 },
      { from: 4, to: 7 },
    ]);
  });

  it("has odd numbers only, by a step", () => {
    expect(idsOf({ sectionId: "B", category: "S", rows: [{ row: "1", from: 1, to: 7, step: 2 }] })).toEqual(
      ["1", "3", "5", "7"].map((seat) => `B-1-${seat}`),
    );
  });

  it("prints labels in any script", () => {
    const rows = [{ row: "3", label: "3열", blocks: [[{ seat: "12", label: "12번" }]] }];

    expect(labelsOf({ sectionId: "A", label: "1층 A구역", category: "R", rows })).toEqual(["1층 A구역 3열 12번"]);
  });

  it("derives ids from labels that can't be ids, and the same ones each time", () => {
    const rows = [{ row: "1", blocks: [["12½", "12", "12-", "가", "나", "12x2"]] }];

    expect(idsOf({ sectionId: "A", category: "R", rows })).toEqual(
      ["12x3", "12", "12x4", "x", "xx2", "12x2"].map((seat) => `A-1-${seat}`),
    );
  });

  it("may have two categories, by row, block or seat", () => {
    const rows = [
      { row: "1", category: "VIP", from: 1, to: 1 },
      { row: "2", blocks: [{ from: 1, to: 1, category: "R" }, [{ label: "2", category: "A" }, "3"]] },
    ];

    expect(sectionFrom({ sectionId: "A", category: "S", rows }).seats.map(({ category }) => category)).toEqual([
      "VIP",
      "R",
      "A",
      "S",
    ]);
  });

  it("is standing: places with entry numbers", () => {
    const standing = sectionFrom({ sectionId: "F", label: "스탠딩", category: "ST", standing: { capacity: 3 } });

    expect(standing.kind).toBe("STANDING");
    expect(standing.seats.map(({ seatId, label }) => [seatId, label])).toEqual([
      ["F-0-1", "스탠딩 1"],
      ["F-0-2", "스탠딩 2"],
      ["F-0-3", "스탠딩 3"],
    ]);
  });

  it("has tables, sold by seat or whole", () => {
    const table = (id: string, sold: "BY_SEAT" | "WHOLE") => ({ table: id, seats: { from: 1, to: 4 }, sold });
    const { kind, rows } = sectionFrom({
      sectionId: "T",
      category: "R",
      tables: [table("1", "WHOLE"), table("2", "BY_SEAT")],
    });

    expect([kind, rows.map(({ row, isSoldWhole }) => [row, isSoldWhole])]).toEqual([
      "TABLES",
      [
        ["1", true],
        ["2", false],
      ],
    ]);
  });
});
