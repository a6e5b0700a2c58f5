/** The only place where the expressions on the catalogue are written: concerts, performances, sections. */
import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { capacityOf, type Section } from "#functions/seats/rules/seat-layout.ts";
import { dynamo, type Item, itemExists, itemIsAbsent, queryAll, tableNamed } from "#functions/shared/dynamodb.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { Part } from "#functions/shared/transaction.ts";
import { ttlCache } from "#functions/shared/ttl-cache.ts";

export interface Concert {
  readonly concertId: string;
  readonly title: string;
  readonly artist: string;
  readonly venue: string;
  readonly opensAt: Seconds;
  readonly closesAt: Seconds;
}

export interface PerformanceDate {
  readonly performanceId: string;
  readonly concertId: string;
  readonly startsAt: Seconds;
  readonly salesOpenAt: Seconds;
  readonly salesCloseAt: Seconds;
  /** Until then what was bought can be given back. */
  readonly cancellableUntil: Seconds;
  readonly seatLimit: number;
  /** What becomes of a choice that leaves a single empty seat which another one would not. */
  readonly orphanRule: OrphanRule;
  /** Before then accessible units are kept back for those who ask for one. */
  readonly accessibleUntil: Seconds;
  readonly capacity: number;
}

export type OrphanRule = "OFF" | "WARN" | "REFUSE";

/** A performance with its layout. */
export interface Performance extends PerformanceDate {
  readonly sections: readonly Section[];
}

const table = tableNamed("catalog");
const LISTING = "concertsByOpening";
const LISTED = "CONCERT";
const OPEN_CONCERTS_MAX = 10_000;
const PERFORMANCES_MAX = 10_000;
const LAYOUT_ITEMS_MAX = 100;

const concertKey = (concertId: string) => ({ pk: `CONCERT#${concertId}`, sk: "CONCERT" });
const performanceKey = (concertId: string, performanceId: string) => ({
  pk: `CONCERT#${concertId}`,
  sk: `PERF#${performanceId}`,
});
const layoutKey = (performanceId: string) => `PERF#${performanceId}`;

const sectionKey = (performanceId: string, sectionId: string) => ({
  pk: layoutKey(performanceId),
  sk: `SECTION#${sectionId}`,
});

const toConcert = (item: Item): Concert => ({
  concertId: item["concertId"] as string,
  title: item["title"] as string,
  artist: item["artist"] as string,
  venue: item["venue"] as string,
  opensAt: item["opensAt"] as Seconds,
  closesAt: item["closesAt"] as Seconds,
});

const toPerformance = (item: Item): PerformanceDate => ({
  performanceId: item["performanceId"] as string,
  concertId: item["concertId"] as string,
  startsAt: item["startsAt"] as Seconds,
  salesOpenAt: item["salesOpenAt"] as Seconds,
  salesCloseAt: item["salesCloseAt"] as Seconds,
  cancellableUntil: item["cancellableUntil"] as Seconds,
  seatLimit: item["seatLimit"] as number,
  orphanRule: (item["orphanRule"] as OrphanRule | undefined) ?? "OFF",
  accessibleUntil: (item["accessibleUntil"] as Seconds | undefined) ?? (item["salesCloseAt"] as Seconds),
  capacity: item["capacity"] as number,
});

const toSection = (item: Item): Section => ({
  sectionId: item["sectionId"] as string,
  name: item["name"] as string,
  grade: item["grade"] as string,
  price: item["price"] as number,
  rows: item["rows"] as Section["rows"],
  focalPoint: item["focalPoint"] as Section["focalPoint"],
  accessible: item["accessible"] as Section["accessible"],
});

/** Where a section is in the list: sections that lie beside each other stand beside each other. */
const positionOf = (section: Item): number => (section["position"] as number | undefined) ?? 0;

/** `request` tells whether a repeat with the same idempotency key is the same request. */
export const newConcert = (concert: Concert, request: string): Part => ({
  name: "concert",
  item: {
    Put: {
      TableName: table,
      Item: { ...concertKey(concert.concertId), ...concert, listing: LISTED, request },
      ConditionExpression: itemIsAbsent,
    },
  },
});

const put = (name: string, item: Item): Part => ({
  name,
  item: { Put: { TableName: table, Item: item, ConditionExpression: itemIsAbsent } },
});

/** One item for the date, one with what a performance id leads to, one for each section. */
export const newPerformance = (performance: Performance, request: string): readonly Part[] => {
  const { sections, ...date } = performance;
  return [
    put("performance", { ...performanceKey(date.concertId, date.performanceId), ...date, request }),
    put("layout", { pk: layoutKey(date.performanceId), sk: "PERFORMANCE", ...date }),
    ...sections.map((section, position) =>
      put(section.sectionId, { ...sectionKey(date.performanceId, section.sectionId), ...section, position }),
    ),
  ];
};

export const readConcert = async (concertId: string): Promise<Concert | undefined> => {
  const { Item: item } = await dynamo.send(new GetCommand({ TableName: table, Key: concertKey(concertId) }));
  return item && toConcert(item);
};

/** A concert that a request with an idempotency key made before, and that request. */
export const readCreatedConcert = async (concertId: string) => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: concertKey(concertId), ConsistentRead: true }),
  );
  return item && { concert: toConcert(item), request: item["request"] as string };
};

/** A performance that a request with an idempotency key made before, and that request. */
export const readCreatedPerformance = async (concertId: string, performanceId: string) => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: performanceKey(concertId, performanceId), ConsistentRead: true }),
  );
  return item && { request: item["request"] as string };
};

export const listConcerts = async (page: {
  readonly limit: number;
  readonly after: Pick<Concert, "concertId" | "opensAt"> | undefined;
}) => {
  const found = await dynamo.send(
    new QueryCommand({
      TableName: table,
      IndexName: LISTING,
      KeyConditionExpression: "listing = :listed",
      ExpressionAttributeValues: { ":listed": LISTED },
      ScanIndexForward: false,
      Limit: page.limit,
      ExclusiveStartKey: page.after && {
        ...concertKey(page.after.concertId),
        listing: LISTED,
        opensAt: page.after.opensAt,
      },
    }),
  );
  const items = (found.Items ?? []).map(toConcert);
  const last = items.at(-1);
  return {
    items,
    next: found.LastEvaluatedKey && last && { concertId: last.concertId, opensAt: last.opensAt },
  };
};

/** Concerts whose sale has opened and not closed: those that need admission ticks. */
export const listOpenConcerts = async (now: Seconds): Promise<readonly string[]> => {
  const items = await queryAll(
    {
      TableName: table,
      IndexName: LISTING,
      KeyConditionExpression: "listing = :listed AND opensAt <= :now",
      FilterExpression: "closesAt > :now",
      ExpressionAttributeValues: { ":listed": LISTED, ":now": now },
    },
    OPEN_CONCERTS_MAX,
  );
  return items.map((item) => item["concertId"] as string);
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

/** Performances of a concert, the earliest first, at most a second old. */
export const listPerformances: (concertId: string) => Promise<readonly PerformanceDate[]> = ttlCache({
  ttlMs: 1000,
  entriesMax: 1000,
  read: async (concertId) =>
    (
      await queryAll(
        {
          TableName: table,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
          ExpressionAttributeValues: { ":pk": concertKey(concertId).pk, ":prefix": "PERF#" },
        },
        PERFORMANCES_MAX,
      )
    )
      .map(toPerformance)
      .toSorted((a, b) => a.startsAt - b.startsAt || (a.performanceId < b.performanceId ? -1 : 1)),
});

const YEAR_MS = 365 * 24 * 3600 * 1000;

const readPerformanceAndLayout = async (performanceId: string): Promise<Performance | undefined> => {
  const items = await queryAll(
    {
      TableName: table,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": layoutKey(performanceId) },
    },
    LAYOUT_ITEMS_MAX,
  );
  const date = items.find((item) => item["sk"] === "PERFORMANCE");
  const sections = items
    .filter((item) => String(item["sk"]).startsWith("SECTION#"))
    .toSorted((a, b) => positionOf(a) - positionOf(b))
    .map(toSection);
  const seats = sections.reduce((sum, section) => sum + capacityOf(section), 0);
  // A query that meets the transaction of the making sees a part of it; that is not to be kept.
  return date && date["capacity"] === seats ? { ...toPerformance(date), sections } : undefined;
};

const keptPerformance = ttlCache({
  ttlMs: YEAR_MS,
  entriesMax: 200,
  read: async (performanceId: string) => {
    const performance = await readPerformanceAndLayout(performanceId);
    if (performance === undefined) throw new NoPerformance();
    return performance;
  },
});

/** A rejection is not kept by the cache, so that a performance is found as soon as it is made. */
class NoPerformance extends Error {}

/** A performance with its layout, or undefined. Neither ever changes, so it is read once by each function. */
export const findPerformance = async (performanceId: string): Promise<Performance | undefined> => {
  try {
    return await keptPerformance(performanceId);
  } catch (error) {
    if (error instanceof NoPerformance) return undefined;
    throw error;
  }
};
