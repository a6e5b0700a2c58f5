import { afterAll, expect } from "@jest/globals";
import { SUITE_MARK } from "#cli/stage/suite-mark.ts";
import { call, newKey } from "#test/conformance/support/client.ts";
import { until } from "#test/conformance/support/polling.ts";
import type { Concert, Page, Performance, QueueStats } from "#test/conformance/support/shapes.ts";
import { operator } from "#test/conformance/support/users.ts";

export interface QueueSettings {
  readonly maxActive?: number;
  readonly admitPerTick?: number;
  readonly claimSeconds?: number;
  readonly passSeconds?: number;
  readonly presale?: { readonly group: string; readonly sharePercent?: number };
}

export interface ConcertOptions {
  readonly opensAt?: string;
  readonly closesAt?: string;
  readonly timeZone?: string;
  readonly queue?: QueueSettings;
  /** Seats of a performance that nobody books, so that the inventory never limits admission. */
  readonly spareSeats?: number;
}

export interface PerformanceOptions {
  readonly seats?: number;
  readonly price?: number;
  readonly seatLimit?: number;
  readonly startsAt?: string;
  readonly salesOpenAt?: string;
  readonly salesCloseAt?: string;
  readonly cancellableUntil?: string;
  readonly refundRule?: unknown;
  readonly bookingFee?: number;
  readonly orphanRule?: "OFF" | "WARN" | "REFUSE";
  readonly accessibleUntil?: string;
  /** Price types of its categories, R if its section says nothing else, instead of `price`. */
  readonly prices?: unknown;
  /** More properties of its only section. */
  readonly section?: {
    readonly rows?: readonly {
      readonly row: string;
      readonly from: number;
      readonly to: number;
      readonly category?: string;
    }[];
    readonly focalPoint?: { readonly row: string; readonly seat: string };
    readonly accessible?: readonly { readonly seat: string; readonly companions?: readonly string[] }[];
  };
}

/** The artist of each of its concerts, by which `npm run clean-stage` knows them. */
export const SUITE_ARTIST = `The Half Moons ${SUITE_MARK}`;

const DAY_SECONDS = 86_400;
const SECTION_SEATS_MAX = 1000;

/** The time this many seconds from now, in the API's format. */
export const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();

/** Seat ids of a performance of `addPerformance`. */
export const seatIds = (count: number, from = 1): readonly string[] =>
  Array.from({ length: count }, (_, index) => `A-1-${from + index}`);

/** A body for POST /v1/admin/concerts: on sale for a day, admitting many people at once. */
export const newConcert = (options: ConcertOptions = {}) => ({
  title: "Winter Nights",
  artist: SUITE_ARTIST,
  venue: "Small Hall",
  ...(options.timeZone !== undefined && { timeZone: options.timeZone }),
  opensAt: options.opensAt ?? inSeconds(-60),
  closesAt: options.closesAt ?? inSeconds(DAY_SECONDS),
  queue: { maxActive: 1000, admitPerTick: 1000, claimSeconds: 60, passSeconds: 600, ...options.queue },
});

/** A body for POST /v1/admin/concerts/{concertId}/performances: one section A with one row 1. */
export const newPerformance = ({ seats = 20, price = 10_000, section, ...options }: PerformanceOptions = {}) => ({
  startsAt: inSeconds(30 * DAY_SECONDS),
  seatLimit: 4,
  ...options,
  sections: [
    {
      sectionId: "A",
      label: "Stalls",
      category: "R",
      ...(options.prices === undefined && { price }),
      rows: [{ row: "1", from: 1, to: seats }],
      ...section,
    },
  ],
});

/** Adds a performance with one row of seats, numbered from 1. */
export const addPerformance = async (concertId: string, options: PerformanceOptions = {}): Promise<Performance> => {
  const path = `/v1/admin/concerts/${concertId}/performances`;
  const response = await call<Performance>("POST", path, {
    user: operator,
    key: newKey(),
    body: newPerformance(options),
  });
  expect(response.status).toBe(201);
  return response.body;
};

/** The concerts of a test file. */
const opened = new Set<string>();

// Each tick goes through every open sale, so those of tests that are over would slow down all later ones.
afterAll(async () => {
  for (const concertId of opened) await changeQueue(concertId, { closed: true });
});

/** Creates a concert, by default one on sale. Its sale ends with the test file. */
export const openConcert = async (options: ConcertOptions = {}): Promise<Concert> => {
  const response = await call<Concert>("POST", "/v1/admin/concerts", {
    user: operator,
    key: newKey(),
    body: newConcert(options),
  });
  expect(response.status).toBe(201);
  opened.add(response.body.concertId);
  const spareSeats = options.spareSeats ?? SECTION_SEATS_MAX;
  if (spareSeats > 0) await addPerformance(response.body.concertId, { seats: spareSeats });
  return response.body;
};

/**
 * The concerts that open last, once the list shows what was created before this call: it may be seconds old, so a concert
 * is created now and waited for.
 */
export const listedByNow = async (): Promise<readonly Concert[]> => {
  const { concertId } = await openConcert({ opensAt: inSeconds(DAY_SECONDS / 2), spareSeats: 0 });
  return until("the list shows a new concert", async () => {
    const { body } = await call<Page<Concert>>("GET", "/v1/concerts?limit=100");
    return body.items.some((concert) => concert.concertId === concertId) ? body.items : undefined;
  });
};

export const readQueueStats = async (concertId: string): Promise<QueueStats> => {
  const response = await call<QueueStats>("GET", `/v1/admin/concerts/${concertId}/queue`, { user: operator });
  expect(response.status).toBe(200);
  return response.body;
};

export const changeQueue = async (
  concertId: string,
  change: Omit<QueueSettings, "presale"> & {
    readonly presaleSharePercent?: number;
    readonly paused?: boolean;
    readonly opensAt?: string;
    readonly closesAt?: string;
    readonly closed?: true;
  },
): Promise<QueueStats> => {
  const path = `/v1/admin/concerts/${concertId}/queue`;
  const response = await call<QueueStats>("PATCH", path, { user: operator, body: change });
  expect(response.status).toBe(200);
  return response.body;
};

/** Has a sale open in a moment: when everybody has joined its lobby, however long that took. */
export const openSoon = (concertId: string): Promise<QueueStats> => changeQueue(concertId, { opensAt: inSeconds(2) });
