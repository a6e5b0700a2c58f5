/** The kinds of partition keys, and how many keys of a kind the load is spread over. Pure. */
import type { TableName } from "#functions/shared/grants.ts";

/** What a sale looks like to the keys. */
export interface SaleShape {
  readonly sections: number;
  /** Seats of a hold. */
  readonly seats: number;
  /** Shards of 100 people whose turn has come at once. */
  readonly openShards: number;
  /** Joins of a batch, and changes of a batch. At a ceiling there is a backlog, and batches are full. */
  readonly joinsABatch: number;
  readonly changesABatch: number;
  readonly admittedATick: number;
}

export interface KeyKind {
  readonly what: string;
  readonly table: TableName;
  /** Of the partition keys in the table, or of the index. */
  readonly pattern: RegExp;
  /** Keys of a person are as many as the people, so none of them is a ceiling. */
  readonly of: "person" | "sale" | "stage";
  /** How many keys of the kind a sale, or the stage, has at work. */
  readonly keysIn: (shape: SaleShape) => number;
}

const one = (): number => 1;
/** The log of events and the index of unsettled top-ups are spread over eight keys each, whatever is on sale. */
const STAGE_KEYS = 8;
const eight = (): number => STAGE_KEYS;

export const KEYS = {
  place: { what: "place of a person", table: "queue", pattern: /^queue TOKEN#/, of: "person", keysIn: one },
  queue: { what: "queue of a concert", table: "queue", pattern: /^queue QUEUE#/, of: "sale", keysIn: one },
  shard: {
    what: "count of 100 people who were admitted together",
    table: "queue",
    pattern: /^queue COHORT#/,
    of: "sale",
    keysIn: ({ openShards }) => openShards,
  },
  gone: {
    what: "numbers of people who left, of a lane",
    table: "queue",
    pattern: /^queue GONE#/,
    of: "sale",
    keysIn: one,
  },
  performance: { what: "performance", table: "catalog", pattern: /^catalog PERF#/, of: "sale", keysIn: one },
  chart: { what: "chart", table: "catalog", pattern: /^catalog CHART#/, of: "sale", keysIn: one },
  section: {
    what: "seats of a section",
    table: "seats",
    pattern: /^seats PERF#[^#]+#/,
    of: "sale",
    keysIn: ({ sections }) => sections,
  },
  states: {
    what: "states of all sections of a performance",
    table: "seats",
    pattern: /^seats PERF#[^#]+$/,
    of: "sale",
    keysIn: one,
  },
  reservation: { what: "reservation", table: "reservations", pattern: /^reservations RES#/, of: "person", keysIn: one },
  reservationsOfUser: {
    what: "index of a person's reservations",
    table: "reservations",
    pattern: /^reservations\/byUser$/,
    of: "person",
    keysIn: one,
  },
  account: { what: "account of a person", table: "balance", pattern: /^balance USER#/, of: "person", keysIn: one },
  gateway: {
    what: "charge at the simulated gateway",
    table: "balance",
    pattern: /^balance GATEWAY#/,
    of: "person",
    keysIn: one,
  },
  unsettled: {
    what: "index of unsettled top-ups",
    table: "balance",
    pattern: /^balance\/unsettledTopUps$/,
    of: "stage",
    keysIn: eight,
  },
  eventLog: {
    what: "log of events of an hour",
    table: "events",
    pattern: /^events EVENTS#/,
    of: "stage",
    keysIn: eight,
  },
  webhooks: { what: "list of webhooks", table: "events", pattern: /^events WEBHOOKS$/, of: "stage", keysIn: one },
} as const satisfies Readonly<Record<string, KeyKind>>;

export type KeyName = keyof typeof KEYS;

/** @throws Error for a key of which the model knows nothing */
export const kindOfKey = (counted: string): KeyName => {
  const found = Object.entries(KEYS).find(([, { pattern }]) => pattern.test(counted));
  if (found === undefined) throw new Error(`The model of the ceilings lacks the key "${counted}".`);
  return found[0] as KeyName;
};
