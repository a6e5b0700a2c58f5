/** Puts a chart into a service: a draft, its sections one by one, publication. A repeat continues where one stopped. */
import type * as z from "zod/mini";
import type { EncoreClient } from "#client/table-client.ts";
import type { NewChartSchema } from "#contract/charts.ts";
import type { ChartSectionSchema } from "#contract/sections.ts";

export type ChartSection = z.output<typeof ChartSectionSchema>;

/** A whole chart: the fields of its draft, and its sections in the order in which they lie beside each other. */
export interface ChartDocument extends Omit<z.output<typeof NewChartSchema>, "basedOn"> {
  sections: ChartSection[];
}

/** What the service does for an upload. Each call may be repeated. */
export interface ChartService {
  /** Begins a draft, or finds the chart that was begun with this key. */
  readonly begin: (
    chart: Omit<ChartDocument, "sections">,
    idempotencyKey: string,
  ) => Promise<{ readonly chartId: string; readonly isPublished: boolean }>;
  readonly putSection: (chartId: string, section: ChartSection) => Promise<void>;
  readonly publish: (chartId: string, sectionIds: readonly string[]) => Promise<void>;
}

type Ask = <T>(call: (client: EncoreClient, signal?: AbortSignal) => Promise<T>) => Promise<T>;

/** @param ask makes one call as an operator */
export const chartServiceBy = (ask: Ask): ChartService => ({
  begin: async (body, idempotencyKey) => {
    const { chartId, status } = (
      await ask((client, signal) => client.call("createChart", { body, idempotencyKey, ...within(signal) }))
    ).body;
    return { chartId, isPublished: status === "PUBLISHED" };
  },
  putSection: async (chartId, body) => {
    const params = { chartId, sectionId: body.sectionId };
    await ask((client, signal) => client.call("putChartSection", { params, body, ...within(signal) }));
  },
  publish: async (chartId, sectionIds) => {
    const request = { params: { chartId }, body: { sections: [...sectionIds] } };
    await ask((client, signal) => client.call("publishChart", { ...request, ...within(signal) }));
  },
});

const within = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });

export interface UploadedChart {
  readonly chartId: string;
  /** False if the same upload had published it before, so there was nothing to do. */
  readonly isNew: boolean;
}

/**
 * Uploads and publishes a chart.
 * @param idempotencyKey the same for each try of one upload, so that it continues the draft of the last try
 * @param showProgress called before each section
 */
export const uploadChart = async (
  { begin, putSection, publish }: ChartService,
  { sections, ...chart }: ChartDocument,
  idempotencyKey: string,
  showProgress: (done: number, section: ChartSection) => void = () => undefined,
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
