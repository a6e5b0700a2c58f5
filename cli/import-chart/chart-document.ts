/** A chart as a file holds it: the fields of a draft, and its sections as they are put one by one. */
import * as z from "zod/mini";
import { InvalidChartFile } from "#cli/import-chart/invalid-chart-file.ts";
import type { ChartDocument } from "#client/upload-chart.ts";
import { NewChartSchema } from "#contract/charts.ts";
import { areUnique, SECTIONS_PER_CHART_MAX } from "#contract/common.ts";
import { ChartSectionSchema } from "#contract/sections.ts";
import { messageOf } from "#functions/shared/http/validation-messages.ts";

const ChartDocumentSchema = z.extend(z.omit(NewChartSchema, { basedOn: true }), {
  sections: z.array(ChartSectionSchema).check(
    z.minLength(1),
    z.maxLength(SECTIONS_PER_CHART_MAX),
    z.refine((sections) => areUnique(sections.map(({ sectionId }) => sectionId)), "A section may be listed only once."),
  ),
});

/** What was read from a file, and what a person should know about how it was understood. */
export interface ReadChart {
  readonly document: ChartDocument;
  /** Seats that have no number in the file. */
  readonly unnamedSeats: number;
  readonly warnings: readonly string[];
}

const PLACES_MAX = 5;

/** What something in a list is called by, for a person who looks for it in the file. */
const ID_FIELDS = ["sectionId", "row", "table", "seat", "category"] as const;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const idOf = (value: unknown): string => {
  const field = isRecord(value) ? ID_FIELDS.find((each) => typeof value[each] === "string") : undefined;
  return field === undefined || !isRecord(value) ? "" : ` (${field} ${JSON.stringify(value[field])})`;
};

/** sections, 2, rows, 0, to: `sections[2] (sectionId "B").rows[0] (row "1").to`. */
const placeOf = (path: readonly PropertyKey[], content: unknown): string => {
  let value: unknown = content;
  let place = "";
  for (const key of path) {
    value = isRecord(value) ? value[String(key)] : undefined;
    if (typeof key === "number") place += `[${key}]${idOf(value)}`;
    else place += `${place === "" ? "" : "."}${String(key)}`;
  }
  return place === "" ? "the file" : place;
};

/** @throws InvalidChartFile naming the first places that a chart can't have */
export const parseChartDocument = (content: unknown): ChartDocument => {
  const result = ChartDocumentSchema.safeParse(content, { error: messageOf });
  if (result.success) return result.data;
  const { issues } = result.error;
  const places = issues.slice(0, PLACES_MAX).map(({ path, message }) => `  ${placeOf(path, content)}: ${message}`);
  const more = issues.length > PLACES_MAX ? [`  and ${issues.length - PLACES_MAX} more`] : [];
  throw new InvalidChartFile(
    [
      "The file does not make a chart:",
      ...places,
      ...more,
      "Correct these places. docs/guides/charts.md describes the form.",
    ].join("\n"),
  );
};
