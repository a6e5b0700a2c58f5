import { describe, expect, it } from "@jest/globals";
import { drawChart } from "#contract/drawing/chart.ts";
import { sectionPlan } from "#contract/drawing/section-plan.ts";
import { chartSectionResponse } from "#functions/charts/chart-response.ts";
import { type ChartSectionForm, publicationOf } from "#functions/charts/rules/publication.ts";
import { ARENA } from "#local/seed/halls/arena.ts";
import { THEATRE } from "#local/seed/halls/theatre.ts";

const published = (
  forms: readonly ChartSectionForm[],
  draft: Parameters<typeof publicationOf>[0] = { floors: [], stage: undefined },
) => {
  const publication = publicationOf(
    draft,
    forms.map(({ sectionId }) => sectionId),
    forms,
  );
  if ("faults" in publication) throw new Error(publication.faults.join(" "));
  return publication;
};

const HALL: readonly ChartSectionForm[] = [
  { sectionId: "A", category: "R", rows: [{ row: "1", blocks: [["1", "2"], ["3"]] }] },
  { sectionId: "T", category: "R", tables: [{ table: "1", sold: "WHOLE", seats: { from: 1, to: 4 } }] },
  { sectionId: "F", category: "S", standing: { capacity: 50 } },
];

describe("a published chart", () => {
  it("has an outline for each section, and a stage, though the draft gives no positions", () => {
    const { sections, stage, capacity } = published(HALL);
    const drawn = drawChart({ sections: HALL.map(sectionPlan) });

    expect(capacity).toBe(57);
    expect(stage).toEqual({ outline: drawn.stage });
    expect(sections.map(({ outline }) => outline)).toEqual(drawn.sections.map(({ outline }) => outline));
  });

  it("keeps the stage and its label as the draft gives them", () => {
    const { stage } = published(THEATRE.sections, { floors: THEATRE.floors ?? [], stage: THEATRE.stage });

    expect(stage).toEqual(THEATRE.stage);
  });

  it("has, section by section, the positions that the whole drawing has", () => {
    const { sections } = published(ARENA.sections, { floors: [], stage: ARENA.stage });
    const drawn = drawChart({ stage: ARENA.stage?.outline, sections: ARENA.sections.map(sectionPlan) });

    for (const [index, form] of ARENA.sections.entries()) {
      const section = sections[index];
      if (section === undefined) throw new Error("The chart lacks a section.");
      const { outline, rows } = chartSectionResponse("cht_1", form, section);
      const seats = rows
        .flatMap(({ blocks }) => blocks.flat())
        .flatMap(({ x, y }) => (x === undefined ? [] : [[x, y]]));
      expect({ outline, seats }).toEqual({
        outline: drawn.sections[index]?.outline,
        seats: drawn.sections[index]?.seats,
      });
    }
  });

  it("shows where tables are, and standing places nowhere", () => {
    const { sections } = published(HALL);
    const [, tables, standing] = HALL.map((form, index) =>
      chartSectionResponse("cht_1", form, { origin: sections[index]?.origin ?? [0, 0] }),
    );

    expect(tables?.rows.map(({ table }) => table?.radius)).toEqual([0.6]);
    expect(standing?.rows.map(({ table }) => table)).toEqual([null]);
    expect(standing?.rows[0]?.blocks[0]?.slice(0, 2)).toEqual([
      { seat: "1", label: "1", category: "S" },
      { seat: "2", label: "2", category: "S" },
    ]);
  });
});

describe("the halls of the demo", () => {
  it("are a theatre of 554 seats and an arena of 10,000 seats and 1,600 standing places", () => {
    const theatre = published(THEATRE.sections, { floors: THEATRE.floors ?? [], stage: THEATRE.stage });
    const arena = published(ARENA.sections, { floors: [], stage: ARENA.stage });
    const of = (kind: string, { sections }: typeof arena) =>
      sections.filter((section) => section.kind === kind).reduce((sum, { capacity }) => sum + capacity, 0);

    expect([of("SEATS", theatre), of("TABLES", theatre)]).toEqual([522, 32]);
    expect([of("SEATS", arena), of("STANDING", arena)]).toEqual([10_000, 1600]);
    expect(theatre.sections.map(({ accessibleUnits }) => accessibleUnits)).toEqual([4, 0, 0, 0]);
  });
});
