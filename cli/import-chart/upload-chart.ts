/** Puts a chart into a service: a draft, its sections one by one, publication. A repeat continues where one stopped. */
import type { ChartDocument, SectionEntry } from "#cli/import-chart/chart-document.ts";

/** What the service does for an import. Each call may be repeated. */
export interface ChartService {
  /** Begins a draft, or finds the chart that was begun with this key. */
  readonly begin: (
    chart: Omit<ChartDocument, "sections">,
    idempotencyKey: string,
  ) => Promise<{ readonly chartId: string; readonly isPublished: boolean }>;
  readonly putSection: (chartId: string, section: SectionEntry) => Promise<void>;
  readonly publish: (chartId: string, sectionIds: readonly string[]) => Promise<void>;
}

export interface UploadedChart {
  readonly chartId: string;
  /** False if the same import had published it before, so there was nothing to do. */
  readonly isNew: boolean;
}

/**
 * Uploads and publishes a chart.
 * @param idempotencyKey the same for each try of one import, so that it continues the draft of the last try
 * @param showProgress called before each section
 */
export const uploadChart = async (
  { begin, putSection, publish }: ChartService,
  { sections, ...chart }: ChartDocument,
  idempotencyKey: string,
  showProgress: (done: number, section: SectionEntry) => void,
): Promise<UploadedChart> => {
  const { chartId, isPublished } = await begin(chart, idempotencyKey);
  if (isPublished) return { chartId, isNew: false };
  for (const [index, section] of sections.entries()) {
    showProgress(index, section);
    await putSection(chartId, section);
  }
  await publish(
    chartId,
    sections.map(({ sectionId }) => sectionId),
  );
  return { chartId, isNew: true };
};
