/** The only file that writes expressions on concerts and performances. */
import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { ConcertKind } from "#contract/concerts.ts";
import type { PriceList } from "#contract/prices.ts";
import { REFUND_PRESETS, type RefundPreset, type RefundRule, type RefundTable } from "#contract/refund-rules.ts";
import { DEFAULT_TIME_ZONE } from "#contract/time-zone.ts";
import type { Concert, ConcertDetails } from "#functions/catalog/rules/concert.ts";
import {
  byStart,
  CHANGEABLE,
  type OrphanRule,
  type Performance,
  type PerformanceDate,
} from "#functions/catalog/rules/performance.ts";
import { findSections } from "#functions/charts/chart-store.ts";
import type { Creation } from "#functions/shared/create-once.ts";
import {
  dynamo,
  type Item,
  itemExists,
  itemIsAbsent,
  type Page,
  queryAll,
  queryPage,
  tableNamed,
} from "#functions/shared/dynamodb.ts";
import { intactItems, objectOf, stored, storedTime } from "#functions/shared/stored.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { Part } from "#functions/shared/transaction.ts";
import { presentCache, ttlCache } from "#functions/shared/ttl-cache.ts";

const table = tableNamed("catalog");
/** Each has the concerts alone, and partitions of its own: what one of them takes, the others do not lack. */
const BY_OPENING = "concertsByOpening";
const BY_CLOSING = "concertsByClosing";
const BY_ID = "concertsById";
const LISTED = "CONCERT";
const OPEN_CONCERTS_MAX = 10_000;
const PERFORMANCES_MAX = 10_000;

const concertKey = (concertId: string) => ({ pk: `CONCERT#${concertId}`, sk: "CONCERT" });
/** It is in the index by id alone, which has all items of this partition with an `opensAt`, and orders them by it. */
const descriptionKey = (concertId: string) => ({ pk: concertKey(concertId).pk, sk: "DESCRIPTION", opensAt: 0 });
const performanceKey = (concertId: string, performanceId: string) => ({
  pk: `CONCERT#${concertId}`,
  sk: `PERF#${performanceId}`,
});
const dateKey = (performanceId: string) => ({ pk: `PERF#${performanceId}`, sk: "PERFORMANCE" });

/** All that the contract has, by the types. */
const KINDS = {
  CONCERT: "CONCERT",
  MUSICAL: "MUSICAL",
  PLAY: "PLAY",
  CLASSICAL: "CLASSICAL",
  SPORTS: "SPORTS",
  OTHER: "OTHER",
} as const satisfies { readonly [Kind in ConcertKind]: Kind };

export const toConcert = stored(
  "concert",
  objectOf<Concert>({
    concertId: z.string(),
    title: z.string(),
    artist: z.string(),
    venue: z.string(),
    timeZone: z._default(z.string(), DEFAULT_TIME_ZONE),
    opensAt: storedTime,
    closesAt: storedTime,
    kind: z.optional(z.enum(KINDS)),
    posterUrl: z.optional(z.string()),
    ageLimit: z.optional(z.int()),
    runningMinutes: z.optional(z.int()),
    organiser: z.optional(z.string()),
    contact: z.optional(z.string()),
  }),
);

const toDescription = stored("description of a concert", z.object({ description: z.string() }));

const inBothLanguages = objectOf<{ ko: string; en: string }>({ ko: z.string(), en: z.string() });

const storedPrices = z.array(
  objectOf<PriceList[number]>({
    category: z.string(),
    types: z.array(
      objectOf<PriceList[number]["types"][number]>({
        priceType: z.string(),
        name: inBothLanguages,
        amount: z.int(),
        eligibility: z.optional(inBothLanguages),
        checkedAtDoor: z.boolean(),
        maxPerReservation: z.optional(z.int()),
        maxPerAccessibleSeat: z.optional(z.int()),
      }),
    ),
  }),
);

type Step = RefundTable["steps"][number];

const storedRefundRule: z.ZodMiniType<RefundRule> = z.union([
  z.enum(Object.keys(REFUND_PRESETS) as RefundPreset[]),
  objectOf<RefundTable>({
    steps: z.array(
      objectOf<Step>({
        until: z.union([
          z.strictObject({ daysBefore: z.int() }),
          z.strictObject({ hoursBefore: z.int() }),
          z.strictObject({ time: z.string() }),
        ]),
        feePercent: z.int(),
        bookingFeeBack: z.boolean(),
      }),
    ),
    fullRefund: z.optional(
      objectOf<NonNullable<RefundTable["fullRefund"]>>({ withinHours: z.int(), daysBefore: z.int() }),
    ),
  }),
]);

export const toPerformance = stored(
  "performance",
  objectOf<PerformanceDate>({
    performanceId: z.string(),
    concertId: z.string(),
    chartId: z.string(),
    startsAt: storedTime,
    timeZone: z._default(z.string(), DEFAULT_TIME_ZONE),
    salesOpenAt: storedTime,
    salesCloseAt: storedTime,
    cancellableUntil: storedTime,
    refundRule: z.optional(storedRefundRule),
    seatLimit: z.int(),
    seatLimitMax: z.optional(z.int()),
    orphanRule: z.enum(["OFF", "WARN", "REFUSE"] satisfies readonly OrphanRule[]),
    accessibleUntil: storedTime,
    calledOffAt: z.optional(storedTime),
    capacity: z.int(),
    prices: storedPrices,
    bookingFee: z.int(),
    version: z.optional(z.int()),
  }),
);

/** The fingerprint of the request that created a concert or a performance. */
const toRequest = stored("concert or performance", z.object({ request: z.string() }));

/**
 * One item for the concert, and one for its description, if it has one.
 * @param request the request's fingerprint, by which a repeat with the same idempotency key is recognized
 */
export const newConcert = ({ description, ...concert }: ConcertDetails, request: string): readonly Part[] => [
  put("concert", { ...concertKey(concert.concertId), ...concert, listing: LISTED, request }),
  ...(description === undefined ? [] : [put("description", { ...descriptionKey(concert.concertId), description })]),
];

const put = (name: string, item: Item): Part => ({
  name,
  item: { Put: { TableName: table, Item: item, ConditionExpression: itemIsAbsent } },
});

/**
 * One item for the date under its concert, and one under its own id. Its seats are those of its chart.
 * @param request the request's fingerprint, by which a repeat with the same idempotency key is recognized
 */
export const newPerformance = (performance: Performance, request: string): readonly Part[] => {
  const { sections: _, ...date } = performance;
  return [
    put("performance", { ...performanceKey(date.concertId, date.performanceId), ...date, request }),
    put("date", { ...dateKey(date.performanceId), ...date }),
  ];
};

/**
 * Changes a performance under both of its keys, on condition that nobody has changed it since `before`, or called it off.
 * Functions know of it `DATE_KEPT_MS` later, and as much later as a read may lag.
 */
export const changeDate = (before: PerformanceDate, after: PerformanceDate): readonly Part[] => {
  const names = [...CHANGEABLE, "seatLimitMax", "version"] as const;
  const unchanged = before.version === undefined ? "attribute_not_exists(version)" : "version = :before";
  return keysOf(before).map(({ name, key }) => ({
    name,
    item: {
      Update: {
        TableName: table,
        Key: key,
        UpdateExpression: `SET ${names.map((field) => `${field} = :${field}`).join(", ")}`,
        ConditionExpression: `${itemExists} AND ${unchanged} AND attribute_not_exists(calledOffAt)`,
        ExpressionAttributeValues: {
          ...Object.fromEntries(names.map((field) => [`:${field}`, after[field]])),
          ...(before.version !== undefined && { ":before": before.version }),
        },
      },
    },
  }));
};

const keysOf = ({ concertId, performanceId }: Pick<PerformanceDate, "concertId" | "performanceId">) => [
  { name: "performance", key: performanceKey(concertId, performanceId) },
  { name: "date", key: dateKey(performanceId) },
];

/** Calls a performance off, under both of its keys, on condition that it goes on. */
export const markCalledOff = (
  performance: Pick<PerformanceDate, "concertId" | "performanceId">,
  at: Seconds,
): readonly Part[] =>
  keysOf(performance).map(({ name, key }) => ({
    name,
    item: {
      Update: {
        TableName: table,
        Key: key,
        UpdateExpression: "SET calledOffAt = :at",
        ConditionExpression: `${itemExists} AND attribute_not_exists(calledOffAt)`,
        ExpressionAttributeValues: { ":at": at },
      },
    },
  }));

export const readConcert = async (concertId: string): Promise<Concert | undefined> => {
  const { Item: item } = await dynamo.send(new GetCommand({ TableName: table, Key: concertKey(concertId) }));
  return item && toConcert(item);
};

/** The concert that an earlier request with the same idempotency key created, and that request. */
export const readCreatedConcert = async (concertId: string): Promise<Creation<Concert> | undefined> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: concertKey(concertId), ConsistentRead: true }),
  );
  return item && { created: toConcert(item), ...toRequest(item) };
};

/** The performance that an earlier request with the same idempotency key created, and that request. */
export const readCreatedPerformance = async (
  concertId: string,
  performanceId: string,
): Promise<Creation<PerformanceDate> | undefined> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: performanceKey(concertId, performanceId), ConsistentRead: true }),
  );
  return item && { created: toPerformance(item), ...toRequest(item) };
};

/** How old what everybody reads of the catalogue may be. */
const CONCERTS_KEPT_MS = 2000;

/** The concert, and its description if it has one. */
const CONCERT_ITEMS_MAX = 2;

/**
 * A concert as everybody sees it, as it was within the last two seconds: one read in that time, however many people ask.
 * The read leaves alone the partition of the concert, where admission looks for its dates.
 */
export const watchConcert: (concertId: string) => Promise<ConcertDetails | undefined> = ttlCache({
  ttlMs: CONCERTS_KEPT_MS,
  entriesMax: 1000,
  read: async (concertId) => {
    const { Items: items = [] } = await dynamo.send(
      new QueryCommand({
        TableName: table,
        IndexName: BY_ID,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": concertKey(concertId).pk },
        Limit: CONCERT_ITEMS_MAX,
      }),
    );
    const item = items.find(({ sk }) => sk === "CONCERT");
    const description = items.find(({ sk }) => sk === "DESCRIPTION");
    return item && { ...toConcert(item), description: description && toDescription(description).description };
  },
});

type ConcertPosition = Pick<Concert, "concertId" | "opensAt">;

const queryConcerts = (after: ConcertPosition | undefined): Promise<Page<Concert>> =>
  queryPage(
    {
      TableName: table,
      IndexName: BY_OPENING,
      KeyConditionExpression: "listing = :listed",
      ExpressionAttributeValues: { ":listed": LISTED },
      ScanIndexForward: false,
      Limit: CONCERTS_READ,
      ExclusiveStartKey: after && { ...concertKey(after.concertId), listing: LISTED, opensAt: after.opensAt },
    },
    toConcert,
  );

/** Read at once, whatever the size of the page that was asked for, so that pages of all sizes share a read. */
const CONCERTS_READ = 100;

const firstConcerts = ttlCache({ ttlMs: CONCERTS_KEPT_MS, entriesMax: 1, read: () => queryConcerts(undefined) });

/** Apart from the first ones, which a caller who makes up positions can't push out. */
const furtherConcerts = ttlCache({
  ttlMs: CONCERTS_KEPT_MS,
  entriesMax: 100,
  read: (after) => queryConcerts(JSON.parse(after) as ConcertPosition),
});

/**
 * Concerts, the last to open first, as they were within the last two seconds.
 * @param page.limit at most 100
 */
export const listConcerts = async (page: {
  readonly limit: number;
  readonly after: ConcertPosition | undefined;
}): Promise<Page<Concert>> => {
  const { limit, after } = page;
  const { items, last } = await (after === undefined
    ? firstConcerts("")
    : furtherConcerts(JSON.stringify({ concertId: after.concertId, opensAt: after.opensAt })));
  return items.length > limit ? { items: items.slice(0, limit), last: items[limit - 1] } : { items, last };
};

/** What the index by closing has of a concert. */
const toSale = stored("concert", objectOf<Pick<Concert, "concertId">>({ concertId: z.string() }));

/**
 * The ids of the concerts whose sale has opened and not closed: those that need admission ticks. Only sales that have not
 * closed are read, however many have. The index is made of the concerts themselves, so a sale that is closed early,
 * reopened or older than the index is in its right place, whoever wrote it.
 */
export const listOpenConcerts = (now: Seconds): Promise<readonly string[]> =>
  listConcertsOnSale({ openedBy: now, closedAfter: now });

/** The ids of the concerts whose sale had opened by one time, and had not closed by another, which may be earlier. */
export const listConcertsOnSale = async ({
  openedBy,
  closedAfter,
}: {
  readonly openedBy: Seconds;
  readonly closedAfter: Seconds;
}): Promise<readonly string[]> => {
  const items = await queryAll(
    {
      TableName: table,
      IndexName: BY_CLOSING,
      KeyConditionExpression: "listing = :listed AND closesAt > :closedAfter",
      FilterExpression: "opensAt <= :openedBy",
      ExpressionAttributeValues: { ":listed": LISTED, ":openedBy": openedBy, ":closedAfter": closedAfter },
    },
    OPEN_CONCERTS_MAX,
  );
  return intactItems(items, toSale).map(({ concertId }) => concertId);
};

export const changeConcertTimes = (
  concertId: string,
  { opensAt, closesAt }: Pick<Concert, "opensAt" | "closesAt">,
): Part => ({
  name: "concert",
  item: {
    Update: {
      TableName: table,
      Key: concertKey(concertId),
      UpdateExpression: "SET opensAt = :opensAt, closesAt = :closesAt",
      ConditionExpression: itemExists,
      ExpressionAttributeValues: { ":opensAt": opensAt, ":closesAt": closesAt },
    },
  },
});

const readPerformanceItems = (concertId: string): Promise<readonly Item[]> =>
  queryAll(
    {
      TableName: table,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
      ExpressionAttributeValues: { ":pk": concertKey(concertId).pk, ":prefix": "PERF#" },
    },
    PERFORMANCES_MAX,
  );

/** The performances of a concert, the earliest first, at most a second old, without damaged ones. */
export const listPerformances: (concertId: string) => Promise<readonly PerformanceDate[]> = ttlCache({
  ttlMs: 1000,
  entriesMax: 1000,
  read: async (concertId) => intactItems(await readPerformanceItems(concertId), toPerformance).toSorted(byStart),
});

/**
 * Every performance of a concert, for the audit, which must not pass over one.
 * @throws StoredItemError if one of them is damaged
 */
export const readEveryPerformance = async (concertId: string): Promise<readonly PerformanceDate[]> =>
  (await readPerformanceItems(concertId)).map(toPerformance).toSorted(byStart);

/** How long a function goes by what it has read of a performance. With a lagging read, it is a few seconds late. */
const DATE_KEPT_MS = 2000;

/** A performance without its seats as it is at this moment, or undefined. */
export const readDate = async (performanceId: string): Promise<PerformanceDate | undefined> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: dateKey(performanceId), ConsistentRead: true }),
  );
  return item && toPerformance(item);
};

/** A performance without its seats, as it was within the last few seconds, or undefined: half an R in two seconds. */
export const findPerformanceDate: (performanceId: string) => Promise<PerformanceDate | undefined> = presentCache({
  ttlMs: DATE_KEPT_MS,
  entriesMax: 200,
  read: async (performanceId) => {
    const { Item: item } = await dynamo.send(new GetCommand({ TableName: table, Key: dateKey(performanceId) }));
    return item && toPerformance(item);
  },
});

/** A performance with the sections of its chart, or undefined. The sections never change, so each function reads them once. */
export const findPerformance = async (performanceId: string): Promise<Performance | undefined> => {
  const date = await findPerformanceDate(performanceId);
  const sections = date && (await findSections(date.chartId));
  return date && sections && { ...date, sections };
};
