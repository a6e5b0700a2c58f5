import type * as z from "zod/mini";
import type { ChartListSchema, ChartSchema, ChartSectionSeatsSchema } from "#contract/charts.ts";
import { drawSection } from "#contract/drawing/section.ts";
import { sectionPlan } from "#contract/drawing/section-plan.ts";
import { type NamedSeat, seatsOfSection } from "#contract/seating/section-form.ts";
import type { ListedChart } from "#functions/charts/chart-store.ts";
import type { Chart, ChartSection, Point } from "#functions/charts/rules/chart.ts";
import type { ChartSectionForm } from "#functions/charts/rules/publication.ts";
import { seatId, sectionFrom } from "#functions/seats/rules/seat-layout.ts";
import { isoTime } from "#functions/shared/time.ts";

const points = (outline: readonly Point[]): [number, number][] => outline.map(([x, y]) => [x, y]);

/** A chart as callers see it. */
export const chartResponse = (chart: Chart): z.infer<typeof ChartSchema> => ({
  ...listedChartResponse(chart),
  categories: chart.categories.map(({ category, label = category, colour = null }) => ({ category, label, colour })),
  stage: chart.stage ? { label: chart.stage.label ?? null, outline: points(chart.stage.outline) } : null,
  floors: chart.floors.map(({ floor, label }) => ({ floor, label })),
  texts: chart.texts.map((text) => ({ ...text, floor: text.floor ?? null })),
  sections: chart.sections.map(sectionSummary),
});

export const listedChartResponse = (chart: ListedChart): z.infer<typeof ChartListSchema>["items"][number] => ({
  chartId: chart.chartId,
  name: chart.name,
  version: chart.version,
  basedOn: chart.basedOn ?? null,
  status: chart.status,
  publishedAt: chart.publishedAt === undefined ? null : isoTime(chart.publishedAt),
  capacity: chart.capacity,
});

const sectionSummary = (section: ChartSection): z.infer<typeof ChartSchema>["sections"][number] => ({
  sectionId: section.sectionId,
  label: section.label,
  kind: section.kind,
  floor: section.floor ?? null,
  capacity: section.capacity,
  accessibleUnits: section.accessibleUnits,
  categories: section.categories.map((each) => ({ ...each })),
  outline: points(section.outline),
});

/** Standing places are nowhere in particular. */
const drawnSeat = ({ seat, label, category }: NamedSeat, at: Point | undefined) => ({
  seat,
  label,
  category,
  ...(at && { x: at[0], y: at[1] }),
});

/** A section of a chart with its seats, block by block. */
export const chartSectionResponse = (
  chartId: string,
  form: ChartSectionForm,
  { origin }: Pick<ChartSection, "origin">,
): z.infer<typeof ChartSectionSeatsSchema> => {
  const { sectionId } = form;
  const section = sectionFrom(form);
  const drawn = drawSection(sectionPlan(form), origin);
  const { seats } = seatsOfSection(form);
  const curves = new Map((form.rows ?? []).map(({ row, curve }) => [row, curve]));
  const idAt = (index: number): string => section.seats[index]?.seatId ?? seatId(sectionId, "", "");
  return {
    chartId,
    sectionId,
    label: section.label,
    kind: section.kind,
    floor: form.floor ?? null,
    outline: points(drawn.outline),
    rows: section.rows.map(({ row, label, isSoldWhole, continuesIn, blocks }, index) => ({
      row,
      label,
      isSoldWhole,
      curve: curves.get(row) ?? null,
      table: drawn.tables[index] ?? null,
      continuesIn: continuesIn ?? null,
      blocks: blocks.map(({ from, to }) =>
        seats.slice(from, to + 1).map((seat, at) => drawnSeat(seat, drawn.seats[from + at])),
      ),
    })),
    focalSeat: section.focalSeat === undefined ? null : idAt(section.focalSeat),
    accessible: section.accessible.map(({ seat, companions }) => ({
      seat: idAt(seat),
      companions: companions.map(idAt),
    })),
  };
};
