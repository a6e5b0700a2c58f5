/** Which items of a stage's tables belong to what tools and the conformance suite made. Pure rules, without I/O. */
import { SUITE_MARK } from "#cli/stage/suite-mark.ts";
import type { TableName } from "#functions/shared/grants.ts";
import { jsonOrUndefined } from "#functions/shared/json.ts";

export type StoredItem = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };

/** The ids of everything that was made. */
export interface Made {
  readonly users: ReadonlySet<string>;
  readonly concerts: ReadonlySet<string>;
  readonly performances: ReadonlySet<string>;
  readonly charts: ReadonlySet<string>;
  readonly reservations: ReadonlySet<string>;
  readonly topUps: ReadonlySet<string>;
}

const partsOf = (pk: string): readonly string[] => pk.split("#");
const idIn = (pk: string): string => partsOf(pk)[1] ?? "";
const textIn = (item: StoredItem, attribute: string): string => {
  const value = item[attribute];
  return typeof value === "string" ? value : "";
};
const isMarked = (text: string): boolean => text.endsWith(SUITE_MARK);

const isPerformanceDate = ({ pk, sk }: StoredItem): boolean => pk.startsWith("CONCERT#") && sk.startsWith("PERF#");

/** The suite's concerts with their performances and charts, from all items of the catalog. */
export const madeInCatalog = (items: readonly StoredItem[]): Pick<Made, "concerts" | "performances" | "charts"> => {
  const concerts = new Set(
    items
      .filter(({ pk, sk }) => pk.startsWith("CONCERT#") && sk === "CONCERT")
      .flatMap((item) => (isMarked(textIn(item, "artist")) ? [idIn(item.pk)] : [])),
  );
  const dates = items.filter(isPerformanceDate);
  const isMade = ({ pk }: StoredItem): boolean => concerts.has(idIn(pk));
  // A chart may have been made by hand and tried by the suite, or the other way round: what others use stays.
  const usedByOthers = new Set(dates.filter((date) => !isMade(date)).map((date) => textIn(date, "chartId")));
  const usedBySuite = dates.filter(isMade).map((date) => textIn(date, "chartId"));
  const marked = items
    .filter(({ pk, sk }) => pk.startsWith("CHART#") && sk === "CHART")
    .flatMap((item) => (isMarked(textIn(item, "name")) ? [idIn(item.pk)] : []));
  return {
    concerts,
    performances: new Set(dates.filter(isMade).map(({ sk }) => idIn(sk))),
    charts: new Set([...usedBySuite, ...marked].filter((chart) => !usedByOthers.has(chart))),
  };
};

/** The reservations of these users, and of these concerts. */
export const madeReservations = (
  items: readonly StoredItem[],
  { users, concerts }: Pick<Made, "users" | "concerts">,
): Made["reservations"] =>
  new Set(
    items.flatMap((item) =>
      users.has(textIn(item, "userId")) || concerts.has(textIn(item, "concertId")) ? [idIn(item.pk)] : [],
    ),
  );

/** The top-ups of these users. */
export const madeTopUps = (items: readonly StoredItem[], { users }: Pick<Made, "users">): Made["topUps"] =>
  new Set(
    items.flatMap(({ pk, sk }) =>
      pk.startsWith("USER#") && users.has(idIn(pk)) && sk.startsWith("TOP_UP#") ? [idIn(sk)] : [],
    ),
  );

/** An event as it is stored: its JSON. */
interface EventText {
  readonly data?: { readonly concertId?: unknown };
}

type Belongs = (item: StoredItem, made: Made) => boolean;

/** By the first word of the partition key. A kind of item that is not listed stays. */
const BY_PARTITION: Readonly<Record<TableName, Readonly<Record<string, Belongs>>>> = {
  queue: {
    QUEUE: ({ pk }, { concerts }) => concerts.has(idIn(pk)),
    SEED: ({ pk }, { concerts }) => concerts.has(idIn(pk)),
    COHORT: ({ pk }, { concerts }) => concerts.has(idIn(pk)),
    GONE: ({ pk }, { concerts }) => concerts.has(idIn(pk)),
    TOKEN: ({ pk }, { concerts, users }) => concerts.has(idIn(pk)) || users.has(partsOf(pk)[2] ?? ""),
  },
  catalog: {
    CONCERT: ({ pk }, { concerts }) => concerts.has(idIn(pk)),
    PERF: ({ pk }, { performances }) => performances.has(idIn(pk)),
    "PERF-CHANGES": ({ pk }, { performances }) => performances.has(idIn(pk)),
    "CALL-OFF": ({ pk }, { performances }) => performances.has(idIn(pk)),
    "OPEN-CALL-OFFS": ({ sk }, { performances }) => performances.has(sk),
    CHART: ({ pk }, { charts }) => charts.has(idIn(pk)),
    CHARTS: (item, { charts }) => charts.has(textIn(item, "chartId")),
    PROMOTION: ({ pk }, { concerts }) => concerts.has(idIn(pk)),
    "PROMOTION-ATTEMPTS": ({ pk }, { users }) => users.has(idIn(pk)),
  },
  seats: { PERF: ({ pk }, { performances }) => performances.has(idIn(pk)) },
  reservations: { RES: ({ pk }, { reservations }) => reservations.has(idIn(pk)) },
  balance: {
    USER: ({ pk }, { users }) => users.has(idIn(pk)),
    GATEWAY: ({ pk }, { topUps }) => topUps.has(idIn(pk)),
  },
  events: {
    WEBHOOKS: (item, { users }) => users.has(textIn(item, "createdBy")),
    EVENTS: (item, { concerts }) => {
      const event = jsonOrUndefined(textIn(item, "event")) as EventText | undefined;
      return typeof event?.data?.concertId === "string" && concerts.has(event.data.concertId);
    },
  },
};

/** Whether an item of this table is to be removed. */
export const isMade = (table: TableName, item: StoredItem, made: Made): boolean =>
  BY_PARTITION[table][partsOf(item.pk)[0] ?? ""]?.(item, made) ?? false;
