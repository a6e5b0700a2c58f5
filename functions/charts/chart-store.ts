/**
 * The only file that writes expressions on charts. A chart is an item for the whole and one for each section, in a
 * partition of its own; sections with a drawing have it in a further item, which nobody reads who sells seats.
 */
import { gunzipSync, gzipSync } from "node:zlib";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { Chart } from "#functions/charts/rules/chart.ts";
import type { ChartSectionForm, Published } from "#functions/charts/rules/publication.ts";
import { hasDrawing, withoutDrawing } from "#functions/charts/rules/seating-form.ts";
import { type SaleSection, saleSectionOf } from "#functions/seats/rules/categories-left.ts";
import { type Section, sectionFrom } from "#functions/seats/rules/seat-layout.ts";
import type { Creation } from "#functions/shared/create-once.ts";
import {
  dynamo,
  type Item,
  itemIsAbsent,
  type Page,
  queryAll,
  queryPage,
  tableNamed,
} from "#functions/shared/dynamodb.ts";
import { objectOf, stored, storedTime } from "#functions/shared/stored.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { Part } from "#functions/shared/transaction.ts";
import { presentCache, ttlCache } from "#functions/shared/ttl-cache.ts";

const table = tableNamed("catalog");

const CHART_SORT_KEY = "CHART";
const LIST_PARTITION = "CHARTS";
/** A chart has at most 90 sections. */
const SECTION_ITEMS_MAX = 100;

const chartPartition = (chartId: string): string => `CHART#${chartId}`;
const chartKey = (chartId: string) => ({ pk: chartPartition(chartId), sk: CHART_SORT_KEY });
const sectionKey = (chartId: string, sectionId: string) => ({
  pk: chartPartition(chartId),
  sk: `SECTION#${sectionId}`,
});
const drawingKey = (chartId: string, sectionId: string) => ({
  pk: chartPartition(chartId),
  sk: `DRAWING#${sectionId}`,
});
/** Charts are listed by when they were begun. Ten digits of seconds reach beyond the year 2200. */
const listKey = ({ chartId, createdAt }: Pick<Chart, "chartId" | "createdAt">) => ({
  pk: LIST_PARTITION,
  sk: `${String(createdAt).padStart(12, "0")}#${chartId}`,
});

const point = z.tuple([z.number(), z.number()]);
const text = z.optional(z.string());

const toChart = stored(
  "chart",
  objectOf<Chart>({
    chartId: z.string(),
    name: z.string(),
    version: z.int(),
    basedOn: text,
    status: z.enum(["DRAFT", "PUBLISHED"] satisfies readonly Chart["status"][]),
    createdAt: storedTime,
    publishedAt: z.optional(storedTime),
    revision: z.int(),
    categories: z.array(z.object({ category: z.string(), label: text, colour: text })),
    stage: z.optional(z.object({ label: text, outline: z.array(point) })),
    floors: z.array(z.object({ floor: z.string(), label: z.string() })),
    texts: z.array(z.object({ text: z.string(), x: z.number(), y: z.number(), floor: text })),
    capacity: z.int(),
    sections: z.array(
      z.object({
        sectionId: z.string(),
        label: z.string(),
        kind: z.enum(["SEATS", "TABLES", "STANDING"]),
        floor: text,
        capacity: z.int(),
        accessibleUnits: z.int(),
        categories: z.array(z.object({ category: z.string(), capacity: z.int() })),
        outline: z.array(point),
        origin: point,
      }),
    ),
  }),
);

/** What the list of charts shows. */
export type ListedChart = Omit<Chart, "revision" | "categories" | "stage" | "floors" | "texts" | "sections">;

const toListedChart = stored(
  "chart",
  objectOf<ListedChart>({
    chartId: z.string(),
    name: z.string(),
    version: z.int(),
    basedOn: text,
    status: z.enum(["DRAFT", "PUBLISHED"] satisfies readonly Chart["status"][]),
    createdAt: storedTime,
    publishedAt: z.optional(storedTime),
    capacity: z.int(),
  }),
);

const listed = ({ chartId, name, version, basedOn, status, createdAt, publishedAt, capacity }: Chart): ListedChart => ({
  chartId,
  name,
  version,
  basedOn,
  status,
  createdAt,
  publishedAt,
  capacity,
});

const toRequest = stored("chart", z.object({ request: z.string() }));

/** A form as it is stored: a thousand seats are 40 KB of JSON, and one or two when they are packed. */
const packed = (form: ChartSectionForm): Uint8Array => gzipSync(JSON.stringify(form));

const toPacked = stored("section of a chart", z.object({ form: z.instanceof(Uint8Array) }));

/** It was checked by the contract when it was put. */
const toForm = (item: Item): ChartSectionForm =>
  JSON.parse(gunzipSync(toPacked(item).form).toString()) as ChartSectionForm;

const isDraft = "#status = :draft";
const STATUS_NAME = { "#status": "status" };

/**
 * A chart, on condition that there is none with its id.
 * @param request the request's fingerprint, by which a repeat with the same idempotency key is recognized
 */
export const newChart = (chart: Chart, request: string): Part => ({
  name: "chart",
  item: {
    Put: {
      TableName: table,
      Item: { ...chartKey(chart.chartId), ...chart, request },
      ConditionExpression: itemIsAbsent,
    },
  },
});

/** The line of a chart in the list of charts. */
export const listChart = (chart: Chart): Part => ({
  name: "line of the list",
  item: { Put: { TableName: table, Item: { ...listKey(chart), ...listed(chart) } } },
});

/**
 * Puts a section into a draft: a draft alone may change, and the revision says that it did.
 */
export const putSection = (chartId: string, form: ChartSectionForm): readonly Part[] => [
  {
    name: "chart",
    item: {
      Update: {
        TableName: table,
        Key: chartKey(chartId),
        UpdateExpression: "ADD revision :one",
        ConditionExpression: isDraft,
        ExpressionAttributeNames: STATUS_NAME,
        ExpressionAttributeValues: { ":one": 1, ":draft": "DRAFT" },
      },
    },
  },
  ...sectionParts(chartId, form),
];

const seatingItem = (chartId: string, form: ChartSectionForm) => ({
  TableName: table,
  Item: { ...sectionKey(chartId, form.sectionId), form: packed(withoutDrawing(form)) },
});

const drawingItem = (chartId: string, form: ChartSectionForm) => ({
  TableName: table,
  Item: { ...drawingKey(chartId, form.sectionId), form: packed(form) },
});

const sectionParts = (chartId: string, form: ChartSectionForm): readonly Part[] => [
  { name: "section", item: { Put: seatingItem(chartId, form) } },
  {
    name: "drawing",
    item: hasDrawing(form)
      ? { Put: drawingItem(chartId, form) }
      : { Delete: { TableName: table, Key: drawingKey(chartId, form.sectionId) } },
  },
];

/** Writes a section of a chart that is not there yet, and whose id follows from its sections. */
export const writeSection = async (chartId: string, form: ChartSectionForm): Promise<void> => {
  await dynamo.send(new PutCommand(seatingItem(chartId, form)));
  if (hasDrawing(form)) await dynamo.send(new PutCommand(drawingItem(chartId, form)));
};

/** DRAFT becomes PUBLISHED, on condition that no section has been put since it was checked. */
export const markPublished = (draft: Chart, { sections, stage, capacity }: Published, now: Seconds): Part => ({
  name: "chart",
  item: {
    Update: {
      TableName: table,
      Key: chartKey(draft.chartId),
      UpdateExpression:
        "SET #status = :published, sections = :sections, stage = :stage, #capacity = :capacity, publishedAt = :now",
      ConditionExpression: `${isDraft} AND revision = :revision`,
      ExpressionAttributeNames: { ...STATUS_NAME, "#capacity": "capacity" },
      ExpressionAttributeValues: {
        ":draft": "DRAFT",
        ":published": "PUBLISHED",
        ":sections": sections,
        ":stage": stage,
        ":capacity": capacity,
        ":revision": draft.revision,
        ":now": now,
      },
    },
  },
});

/** A chart or a draft, as it is at this moment. */
export const readChart = async (chartId: string): Promise<Chart | undefined> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: chartKey(chartId), ConsistentRead: true }),
  );
  return item && toChart(item);
};

/** The chart that an earlier request with the same idempotency key began, and that request. */
export const readCreatedChart = async (chartId: string): Promise<Creation<Chart> | undefined> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: chartKey(chartId), ConsistentRead: true }),
  );
  return item && { created: toChart(item), ...toRequest(item) };
};

/** Charts and drafts, the last begun first. */
export const listCharts = (page: {
  readonly limit: number;
  readonly after: Pick<Chart, "chartId" | "createdAt"> | undefined;
}): Promise<Page<ListedChart>> =>
  queryPage(
    {
      TableName: table,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": LIST_PARTITION },
      ScanIndexForward: false,
      Limit: page.limit,
      ExclusiveStartKey: page.after && listKey(page.after),
    },
    toListedChart,
  );

const queryForms = async (
  chartId: string,
  { sk: prefix }: ReturnType<typeof sectionKey>,
  consistent: boolean,
): Promise<readonly ChartSectionForm[]> => {
  const items = await queryAll(
    {
      TableName: table,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
      ExpressionAttributeValues: { ":pk": chartPartition(chartId), ":prefix": prefix },
      ConsistentRead: consistent,
    },
    SECTION_ITEMS_MAX,
  );
  return items.map(toForm);
};

/** The sections of a draft or a chart, in no order. */
const readForms = (chartId: string, consistent: boolean): Promise<readonly ChartSectionForm[]> =>
  queryForms(chartId, sectionKey("", ""), consistent);

/** The sections of a draft with their drawings, in no order, as they are at this moment. */
export const readDrawnForms = async (chartId: string): Promise<readonly ChartSectionForm[]> => {
  const drawings = await queryForms(chartId, drawingKey("", ""), true);
  const drawn = new Map(drawings.map((form) => [form.sectionId, form]));
  const forms = await readForms(chartId, true);
  return forms.map((form) => drawn.get(form.sectionId) ?? form);
};

const readForm = async (
  key: Readonly<Record<string, string>>,
  consistent = false,
): Promise<ChartSectionForm | undefined> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: key, ...(consistent && { ConsistentRead: true }) }),
  );
  return item && toForm(item);
};

/** A section with its drawing, if it has one. Callers keep it for a year, so the read must not lag. */
export const readDrawnForm = async (chartId: string, sectionId: string): Promise<ChartSectionForm | undefined> =>
  (await readForm(drawingKey(chartId, sectionId), true)) ?? (await readForm(sectionKey(chartId, sectionId), true));

const YEAR_MS = 365 * 24 * 3600 * 1000;

/** A published chart without its seats. It never changes, so each function reads it once. */
export const findChart: (chartId: string) => Promise<Chart | undefined> = presentCache({
  ttlMs: YEAR_MS,
  entriesMax: 200,
  read: async (chartId) => {
    const chart = await readChart(chartId);
    return chart?.status === "PUBLISHED" ? chart : undefined;
  },
});

/** Every section of a published chart, in the order in which they lie beside each other. Each function reads it once. */
export const findSections: (chartId: string) => Promise<readonly Section[] | undefined> = presentCache({
  ttlMs: YEAR_MS,
  entriesMax: 50,
  read: async (chartId) => {
    const chart = await findChart(chartId);
    if (chart === undefined) return undefined;
    const forms = new Map((await readForms(chartId, false)).map((form) => [form.sectionId, form]));
    const ordered = chart.sections.flatMap(({ sectionId }) => forms.get(sectionId) ?? []);
    // A read that lags behind the publication may see a part of the sections, which must not be kept.
    return ordered.length < chart.sections.length ? undefined : ordered.map(sectionFrom);
  },
});

/**
 * The sections of a published chart as admission needs them. Only those are read that have accessible units or several
 * categories, once by each function, and nothing else of them is kept: admission has many charts.
 * @throws Error if the chart is not there
 */
export const findSaleSections: (chartId: string) => Promise<ReadonlyMap<string, SaleSection>> = ttlCache({
  ttlMs: YEAR_MS,
  entriesMax: 200,
  read: async (chartId) => {
    const chart = await findChart(chartId);
    if (chart === undefined) throw new Error(`There is no chart ${chartId}.`);
    const read = async ({ sectionId, capacity, accessibleUnits, categories }: Chart["sections"][number]) => {
      if (accessibleUnits === 0 && categories.length <= 1) {
        const known = { capacity, accessible: [], categories: categories.map(({ category }) => category) };
        return [sectionId, known] as const;
      }
      const form = await readForm(sectionKey(chartId, sectionId));
      if (form === undefined) throw new Error(`Chart ${chartId} has no section ${sectionId}.`);
      return [sectionId, saleSectionOf(sectionFrom(form))] as const;
    };
    return new Map(await Promise.all(chart.sections.map(read)));
  },
});

const keptSection = presentCache({
  ttlMs: YEAR_MS,
  entriesMax: 500,
  read: async (key: string): Promise<Section | undefined> => {
    const [chartId = "", sectionId = ""] = key.split(" ");
    const form = await readForm(sectionKey(chartId, sectionId));
    return form && sectionFrom(form);
  },
});

/** One section of a published chart, for those who need no other. */
export const findSection = (chartId: string, sectionId: string): Promise<Section | undefined> =>
  keptSection(`${chartId} ${sectionId}`);
