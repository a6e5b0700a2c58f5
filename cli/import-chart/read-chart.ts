/** Reads a chart file of either format. Pure. */
import { parseChartDocument, type ReadChart } from "#cli/import-chart/chart-document.ts";
import { InvalidChartFile } from "#cli/import-chart/invalid-chart-file.ts";
import { readPretixChart } from "#cli/import-chart/pretix-chart.ts";
import { isPretixPlan } from "#cli/import-chart/pretix-plan.ts";

const contentOf = (text: string): unknown => {
  try {
    // Editors on Windows put a byte order mark in front.
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new InvalidChartFile(
      `The file is not JSON: ${error instanceof Error ? error.message : String(error)}. Export it again, or correct it.`,
      { cause: error },
    );
  }
};

/** @throws InvalidChartFile naming what is wrong, where, and what to do */
export const readChart = (text: string): ReadChart => {
  const content = contentOf(text);
  if (isPretixPlan(content)) return readPretixChart(content);
  if (typeof content === "object" && content !== null && "sections" in content) {
    return { document: parseChartDocument(content), unnamedSeats: 0, warnings: [] };
  }
  throw new InvalidChartFile(
    'The file is neither a chart, with "sections", nor a seating plan of pretix, with "zones".',
  );
};
