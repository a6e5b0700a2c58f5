import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { summaryLines, summaryOf } from "#cli/import-chart/chart-summary.ts";
import { InvalidChartFile } from "#cli/import-chart/invalid-chart-file.ts";
import { readChart } from "#cli/import-chart/read-chart.ts";
import { inRowOrder, inTableOrder, splitAtAisles } from "#cli/import-chart/seat-order.ts";
import { shortIds, withOrdinals } from "#cli/import-chart/short-ids.ts";
import { shortText } from "#cli/import-chart/short-text.ts";
import type { ChartDocument, ChartSection } from "#client/upload-chart.ts";
import { distance } from "#contract/drawing/geometry.ts";
import type { Point } from "#contract/drawing/plan.ts";
import { type BlockForm, type SeatEntry, seatsOfSection } from "#contract/seating/section-form.ts";
import { PROJECT_DIR } from "#lib/project.ts";
import { ballroomPlan, largeZonePlan, sportsHallPlan, theatrePlan, untidyPlan } from "#test/support/pretix-plans.ts";

const read = (plan: unknown) => readChart(JSON.stringify(plan));

const seatsOf = (block: BlockForm): readonly SeatEntry[] =>
  "seats" in block ? block.seats : "to" in block ? [] : block;

const blocksIn = (section: ChartSection | undefined, row: string): readonly BlockForm[] => {
  const found = section?.rows?.find((each) => each.row === row);
  return found !== undefined && "blocks" in found ? found.blocks : [];
};

/** Ids of the seats of a row, block by block. */
const idsIn = (section: ChartSection | undefined, row: string): readonly string[][] => {
  return blocksIn(section, row).map((block) =>
    seatsOf(block).map((seat) => (typeof seat === "string" ? seat : (seat.seat ?? ""))),
  );
};

const messageOf = (file: string): string => {
  try {
    readChart(file);
  } catch (error) {
    if (error instanceof InvalidChartFile) return error.message;
    throw error;
  }
  return "no error";
};

describe("ids", () => {
  it.each([
    [
      ["7", "A", "stalls"],
      ["7", "A", "stalls"],
    ],
    [
      ["12½", "12"],
      ["12x2", "12"],
    ],
    [
      ["가", "나", "다"],
      ["x", "xx2", "xx3"],
    ],
    [
      ["1층 A구역", "1층 A구역"],
      ["1A", "1Ax2"],
    ],
    [
      ["Unterrang links", "Unterrang rechts"],
      ["Unterran", "Unterrx2"],
    ],
    [
      ["A", "A", "Ax2"],
      ["A", "Ax3", "Ax2"],
    ],
  ])("of %j are %j", (names, ids) => {
    expect(shortIds(names)).toEqual(ids);
  });

  it("of seats without a number are ordinals that no other seat has", () => {
    expect(withOrdinals(["", "2", "", "", "4"])).toEqual(["1", "2", "3", "5", "4"]);
  });
});

describe("texts", () => {
  it.each([
    ["  Eingang\n\tNord ", 40, "Eingang Nord"],
    ["가나다라", 3, "가나다"],
    ["abc🎭", 4, "abc"],
    ["\u202eA\u0007", 40, "A"],
    ["\u3164", 40, ""],
  ])("%j are within %i characters %j", (text, lengthMax, short) => {
    expect(shortText(text, lengthMax)).toBe(short);
  });
});

describe("seats with positions", () => {
  const at = (...places: readonly (readonly [number, number])[]) => places.map(([x, y]) => ({ x, y }));

  it("stand from left to right, whatever their order in the file, also askew and along an arc", () => {
    expect(inRowOrder(at([20, 2], [0, 0], [10, 1]))).toEqual(at([0, 0], [10, 1], [20, 2]));
    expect(inRowOrder(at([0, 30], [0, 10], [0, 20]))).toEqual(at([0, 10], [0, 20], [0, 30]));
    const arc = Array.from({ length: 13 }, (_, index) => {
      const angle = Math.PI - (Math.PI * index) / 12;
      return { x: 100 * Math.cos(angle), y: 100 * Math.sin(angle) };
    });
    expect(inRowOrder(arc.toReversed())).toEqual(arc);
  });

  it("have an aisle where a step is clearly longer than the usual one", () => {
    const row = at([0, 0], [10, 0], [21, 0], [31, 0], [47, 0], [57, 0]);

    expect(splitAtAisles(row, 10).map(({ length }) => length)).toEqual([4, 2]);
    expect(splitAtAisles(at([0, 0], [20, 0]), 10).map(({ length }) => length)).toEqual([1, 1]);
    expect(splitAtAisles(at([0, 0], [10, 0], [40, 0], [50, 0], [80, 0], [90, 0]), 10)).toHaveLength(3);
  });

  it("are around a table if they are on all sides of their middle and the last is beside the first", () => {
    expect(inTableOrder(at([0, 0], [10, 0], [0, 12], [10, 12]))).toHaveLength(4);
    expect(inTableOrder(at([0, 0], [10, 0], [20, 0], [30, 0]))).toBeUndefined();
    const arc = Array.from({ length: 9 }, (_, index) => ({ x: index * 10, y: (index - 4) ** 2 }));
    expect(inTableOrder(arc)).toBeUndefined();
  });
});

describe("a theatre of 603 seats", () => {
  const { document, unnamedSeats, warnings } = read(theatrePlan());
  const [stalls, balcony, box] = document.sections;

  it("is understood whole", () => {
    expect(summaryOf(document)).toEqual({
      sections: 3,
      rows: 25,
      blocks: 49,
      tables: 0,
      seats: 603,
      standing: 0,
      accessible: 0,
      categories: { I: 192, II: 376, Loge: 35 },
    });
    expect({ unnamedSeats, warnings }).toEqual({ unnamedSeats: 0, warnings: [] });
  });

  it("has its even and its odd half in blocks of their own: 7 and 8 are no neighbours, 2 and 1 neither", () => {
    expect(idsIn(stalls, "A")).toEqual([
      ["24", "22", "20", "18", "16", "14", "12", "10", "8", "6", "4", "2"],
      ["1", "3", "5", "7", "9", "11", "13", "15", "17", "19", "21", "23"],
    ]);
    expect(idsIn(balcony, "1")).toHaveLength(2);
  });

  it("has a row with odd numbers only, in one block, though it runs along the side", () => {
    expect(idsIn(box, "1")).toEqual([Array.from({ length: 35 }, (_, index) => String(2 * index + 1))]);
  });

  it("keeps names, ids, categories with their colours, the stage and texts", () => {
    expect(document.sections.map(({ sectionId, label }) => [sectionId, label])).toEqual([
      ["parkett", "Parkett"],
      ["Balkon", undefined],
      ["LR", "Loge rechts"],
    ]);
    expect(document).toMatchObject({
      name: "Universitätstheater",
      categories: [
        { category: "I", colour: "#aa3377" },
        { category: "II", colour: "#4477aa" },
        { category: "Loge", colour: "#ccbb44" },
      ],
      texts: [{ text: "Ausgang" }],
    });
    expect(document.stage).toMatchObject({ label: "Bühne" });
    expect(document.stage?.outline).toHaveLength(4);
    expect(stalls?.category).toBe("II");
    expect(stalls?.rows?.map(({ category }) => category).slice(6, 10)).toEqual(["I", "I", undefined, undefined]);
  });

  it("has seats one unit apart", () => {
    const [first, second] = blocksIn(stalls, "A").flatMap(seatsOf);
    expect(first).toEqual({ seat: "24", x: 4.17, y: 8.33 });
    expect(second).toEqual({ seat: "22", x: 5.17, y: 8.33 });
  });
});

describe("a sports hall", () => {
  const { document, warnings } = read(sportsHallPlan());

  it("has its aisles: rows of 28 in blocks of 7, 14 and 7", () => {
    const blocks = document.sections.flatMap((section) =>
      (section.rows ?? []).map(({ row }) => idsIn(section, row).map(({ length }) => length)),
    );

    expect(blocks).toEqual(Array.from({ length: 16 }, () => [7, 14, 7]));
  });

  it("has its rows from the stage to the back, though the file has them from back to front", () => {
    expect(document.sections[0]?.rows?.map(({ row }) => row)).toEqual(["1", "2", "3", "4", "5", "6", "7", "8"]);
  });

  it("warns that standing has no places in the file", () => {
    expect(warnings).toEqual([expect.stringContaining('"Stehplätze" has no seats in the file')]);
  });
});

describe("a ballroom", () => {
  const { document, warnings } = read(ballroomPlan());
  const [rows, tables] = document.sections;

  it("has tables in a section of their own, round ones and benches", () => {
    expect(summaryOf(document)).toMatchObject({ sections: 2, rows: 1, tables: 7, seats: 63 });
    expect(rows?.rows?.map(({ row }) => row)).toEqual(["Wand"]);
    expect(tables?.tables?.map(({ table, label }) => [table, label])).toEqual([
      ["1", "Tisch 1"],
      ["2", "Tisch 2"],
      ["3", "Tisch 3"],
      ["4", "Tisch 4"],
      ["5", "Tisch 5"],
      ["6", "Tisch 6"],
      ["Bank", undefined],
    ]);
    expect(warnings).toContain('Zone "Saal" has rows and tables, which are sections of their own.');
  });

  it("has the seats of a table in the order in which they are around it, sold one by one", () => {
    const [round, , , , , , bench] = tables?.tables ?? [];
    const ids = (block: BlockForm = []) => seatsOf(block).map((seat) => (typeof seat === "string" ? seat : seat.seat));

    expect(ids(round?.seats)).toEqual(["1", "2", "3", "4", "5", "6", "7", "8"]);
    expect(ids(bench?.seats)).toEqual(["1", "3", "5", "6", "4", "2"]);
    expect(round?.sold).toBe("BY_SEAT");
    expect(seatsOf(round?.seats ?? [])[0]).toMatchObject({ seat: "1", label: "Platz 1" });
  });

  it("has a step between seats as its unit, in spite of the tables", () => {
    const [one, other] = blocksIn(rows, "Wand").flatMap(seatsOf);
    const point = (seat: SeatEntry | undefined): Point =>
      typeof seat === "object" ? [seat.x ?? 0, seat.y ?? 0] : [0, 0];

    expect(distance(point(one), point(other))).toBeGreaterThan(0.7);
    expect(distance(point(one), point(other))).toBeLessThan(1.1);
  });
});

describe("an untidy plan", () => {
  const { document, unnamedSeats, warnings } = read(untidyPlan());
  const [first, second] = document.sections;

  it("gets ids for every name, and keeps what is printed", () => {
    expect(first).toMatchObject({
      sectionId: "1A",
      label: "1층 A구역",
      rows: [
        { row: "x", label: "가" },
        { row: "xx2", label: "나" },
        { row: "C" },
        { row: "D" },
        { row: "Dx2", label: "D" },
        { row: "7" },
      ],
    });
    expect(second).toMatchObject({ sectionId: "1Ax2", label: "1층 A구역" });
    expect(idsIn(first, "x")).toEqual([["12x2", "12", "3", "14", "14x2"]]);
  });

  it("has a row that is drawn in two halves as one row with an aisle", () => {
    expect(idsIn(first, "C")).toEqual([
      ["1", "2", "3"],
      ["4", "5", "6"],
    ]);
  });

  it("has a row without positions in the order of the file, and leaves drawing it to the service", () => {
    expect(second?.rows).toEqual([{ row: "1", blocks: [["1", "2", "3", "4"]] }]);
  });

  it("is reported: what was unnamed, there twice, without category, unknown or without a place", () => {
    expect(unnamedSeats).toBe(1);
    expect(warnings).toEqual([
      "No area is called a stage, so rows keep the order of the file. Check that their first row is in front.",
      '3 seats have no category in the file; "Normal" is used.',
      "The file lists no category Rollstuhl, but seats have it. It is added.",
      'Zone "1층 A구역": 1 row has no number in the file; the place in the zone is used.',
      'Zone "1층 A구역": 1 seat has no number in the file; the place in the row is used.',
      'Zone "1층 A구역": row 가 seat 14 occurs more than once. Each gets an id of its own, but they print alike.',
      'Zone "1층 A구역": several rows are called D and share seat numbers. They stay separate rows.',
      'Zone "1층 A구역": all seats of row 1 are at one place. They are taken as side by side.',
    ]);
  });

  it("is read the same each time", () => {
    expect(read(untidyPlan())).toEqual({ document, unnamedSeats, warnings });
  });
});

describe("a zone of 1,500 seats", () => {
  const { document, warnings } = read(largeZonePlan());

  it("is split between rows, into sections with the same label", () => {
    expect(document.sections.map(({ sectionId, label, rows }) => [sectionId, label, rows?.length])).toEqual([
      ["Unterran", "Unterrang", 20],
      ["Unterrx2", "Unterrang", 10],
    ]);
    expect(warnings).toContain('Zone "Unterrang" has more than one section can hold and is split into 2 sections.');
  });
});

describe("the summary", () => {
  it("says what was understood", () => {
    expect(summaryLines(read(theatrePlan()))).toEqual([
      "Universitätstheater: 3 sections, 603 seats",
      "  25 rows in 49 blocks",
      "  I: 192",
      "  II: 376",
      "  Loge: 35",
      "  0 seats without a number in the file",
    ]);
  });

  it("counts short forms, tables and standing", () => {
    const document: ChartDocument = {
      name: "Club",
      categories: [{ category: "R" }],
      sections: [
        {
          sectionId: "A",
          category: "R",
          rows: [
            { row: "1", from: 1, to: 9, step: 2 },
            { row: "2", category: "S", blocks: [["1", { seat: "2", category: "R" }]] },
          ],
          accessible: [{ seat: "1-1", companions: ["1-3"] }],
        },
        { sectionId: "T", category: "R", tables: [{ table: "1", sold: "WHOLE", seats: { from: 1, to: 6 } }] },
        { sectionId: "F", category: "S", standing: { capacity: 250 } },
      ],
    };

    expect(summaryOf(document)).toEqual({
      sections: 3,
      rows: 2,
      blocks: 2,
      tables: 1,
      seats: 13,
      standing: 250,
      accessible: 1,
      categories: { R: 12, S: 251 },
    });
    expect(summaryLines({ document, unnamedSeats: 0, warnings: ["Look."] })).toEqual([
      "Club: 3 sections, 13 seats, 250 standing places",
      "  2 rows in 2 blocks, 1 table, 1 accessible seat",
      "  R: 12",
      "  S: 251",
      "  0 seats without a number in the file",
      "  ! Look.",
    ]);
  });
});

describe("a file in the project's own form", () => {
  const section = { sectionId: "A", label: "1층 A구역", category: "R", rows: [{ row: "1", to: 4 }] };

  it("is read as it is, with its defaults", () => {
    const { document, unnamedSeats, warnings } = read({ name: "Hall", sections: [section] });

    expect(document).toEqual({ name: "Hall", sections: [{ ...section, rows: [{ row: "1", from: 1, to: 4 }] }] });
    expect({ unnamedSeats, warnings }).toEqual({ unnamedSeats: 0, warnings: [] });
  });

  it("may be what was read from a plan of pretix", () => {
    const { document } = read(untidyPlan());

    expect(read(document).document).toEqual(document);
  });

  it("may have the section that the guide shows", async () => {
    const guide = await readFile(join(PROJECT_DIR, "docs", "guides", "charts.md"), "utf8");
    const shown: unknown = JSON.parse(/```json\n([\s\S]*?)```/.exec(guide)?.[1] ?? "");

    const { document } = read({ name: "Hall", floors: [{ floor: "1", label: "1층" }], sections: [shown] });

    expect(summaryOf(document)).toMatchObject({ seats: 45, accessible: 1, categories: { R: 42, VIP: 3 } });
    expect(seatsOfSection(document.sections[0] ?? { sectionId: "" }).seats.at(-5)).toMatchObject({
      seat: "12h",
      label: "12½",
    });
  });

  it("is refused with the places and what to send there", () => {
    const rows = [{ row: "1", blocks: [["1", { seat: "2", x: "left" }]] }];
    const file = { name: "Hall", sections: [section, { sectionId: "B", category: "R", rows, colour: "red" }] };

    expect(messageOf(JSON.stringify(file)).split("\n")).toEqual([
      "The file does not make a chart:",
      expect.stringContaining('  sections[1] (sectionId "B").rows[0]'),
      '  sections[1] (sectionId "B"): Remove "colour": there is no such field.',
      "Correct these places. docs/guides/charts.md describes the form.",
    ]);
  });

  it.each([
    [[], "sections: Send 1 item or more."],
    [[section, section], "sections: A section may be listed only once."],
    [[{ ...section, category: undefined }], 'sections[0] (sectionId "A").category: Give each seat a category.'],
  ])("is refused with sections %j", (sections, message) => {
    expect(messageOf(JSON.stringify({ name: "Hall", sections }))).toContain(message);
  });
});

describe("a file that is no plan", () => {
  it("is refused with the place and the remedy", () => {
    const plan = theatrePlan();
    const zones = plan.zones.map((zone) => ({
      ...zone,
      rows: zone.rows.map((row) => ({
        ...row,
        seats: row.seats.map((seat) => ({ ...seat, position: { x: "left", y: 0 } })),
      })),
    }));

    const lines = messageOf(JSON.stringify({ ...plan, zones })).split("\n");

    expect(lines.slice(0, 2)).toEqual([
      "The file is not a seating plan as pretix writes it:",
      '  zone 1 "Parkett", row 1 "A", seat 1 "24", position.x must be a number',
    ]);
    expect(lines.at(-2)).toBe("  and 598 more");
    expect(lines.at(-1)).toBe("Export the plan again, or correct these places in the file.");
  });

  it.each([
    ["{", "The file is not JSON"],
    ["[]", 'The file is neither a chart, with "sections", nor a seating plan of pretix, with "zones".'],
    ["null", "The file is neither a chart"],
    ['{"zones": {}}', "zones must be the list of zones"],
    ['{"zones": [{"rows": [{"row_number": "1"}]}]}', 'zone 1, row 1 "1", seats must be the list of the row\'s seats'],
  ])("%s: %s", (file, message) => {
    expect(messageOf(file)).toContain(message);
  });

  it("is refused if a row is larger than a section", () => {
    const [zone] = largeZonePlan().zones;
    const seats = Array.from({ length: 1001 }, (_, index) => ({
      seat_guid: String(index),
      seat_number: String(index),
      category: "A",
      position: { x: index, y: 0 },
    }));
    const plan = { ...largeZonePlan(), zones: [{ ...zone, rows: [{ row_number: "Z", seats }] }] };

    expect(messageOf(JSON.stringify(plan))).toBe(
      'Zone "Unterrang", row "Z" has more than 1,000 seats, which is more than a section can have. Split the row in the file.',
    );
  });
});
