/** What the page of a concert knows: the concert, its dates, its queue and what is left, each from a public response. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { CallResult } from "#client/call-types.ts";
import type { PublicQueue } from "#contract/queue.ts";
import { type Availability, dateState, type Performance } from "#web/booking/concert/date-state.ts";
import { repeat } from "#web/booking/concert/repeat.ts";
import { call } from "#web/shared/api/client.ts";
import { pageConfig } from "#web/shared/api/config.ts";
import { serverNow } from "#web/shared/clock/clock.ts";

export type Concert = CallResult<"readConcert">["body"];

export interface ConcertPage {
  readonly concert: ReadonlySignal<Concert | undefined>;
  readonly performances: ReadonlySignal<readonly Performance[] | undefined>;
  readonly queue: ReadonlySignal<PublicQueue | undefined>;
  /** By performance. */
  readonly availability: ReadonlySignal<ReadonlyMap<string, Availability>>;
  /** How long chosen seats are held; undefined if the stage does not say it. */
  readonly holdSeconds: ReadonlySignal<number | undefined>;
  /** Why the concert or its dates could not be read. */
  readonly error: ReadonlySignal<unknown>;
  /** Whether what changes could not be read lately. */
  readonly isStale: ReadonlySignal<boolean>;
  /** How many dates are shown; what is left is read for those. */
  readonly datesShown: ReadonlySignal<number>;
  readonly showMoreDates: () => void;
  readonly read: () => Promise<void>;
  /** Begins to watch what changes. @returns how to stop */
  readonly watch: () => () => void;
}

const PAGE_SIZE = 100;
const DATES_AT_FIRST = 6;
const DATES_MORE = 30;
const AFTER_FAILURE_SECONDS = 5;
/** What is left is read of one date after the other, each of a few dates this often. */
const ROUND_SECONDS = 8;
/** However many dates are shown. */
const BETWEEN_DATES_SECONDS_MIN = 1;
/** Before the sale opens nothing changes. */
const BEFORE_OPENING_SECONDS = 30;

const readPerformances = async (concertId: string): Promise<readonly Performance[]> => {
  const performances: Performance[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: PAGE_SIZE, ...(cursor === undefined ? {} : { cursor }) };
    const { body }: CallResult<"readSchedule"> = await call("readSchedule", { params: { concertId }, query });
    performances.push(...body.items);
    cursor = body.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return performances;
};

/** Only words depend on it. */
const readHoldSeconds = async (): Promise<number | undefined> => {
  try {
    return (await pageConfig()).holdSeconds;
  } catch {
    return undefined;
  }
};

/** Dates that are over come last, and are not watched. */
export const datesInOrder = (performances: readonly Performance[]): readonly Performance[] => {
  const now = serverNow();
  const isOver = (performance: Performance): boolean => dateState(performance, now) === "over";
  return [...performances.filter((performance) => !isOver(performance)), ...performances.filter(isOver)];
};

export const concertPage = (concertId: string): ConcertPage => {
  const concert = signal<Concert | undefined>(undefined);
  const performances = signal<readonly Performance[] | undefined>(undefined);
  const queue = signal<PublicQueue | undefined>(undefined);
  const availability = signal<ReadonlyMap<string, Availability>>(new Map());
  const holdSeconds = signal<number | undefined>(undefined);
  const error = signal<unknown>(undefined);
  const isStale = signal(false);
  const datesShown = signal(DATES_AT_FIRST);
  let next = 0;

  /** @returns the seconds until it may be tried again, if it has failed */
  const attempt = async (reading: () => Promise<number>): Promise<number> => {
    try {
      const seconds = await reading();
      isStale.value = false;
      return seconds;
    } catch {
      isStale.value = true;
      return AFTER_FAILURE_SECONDS;
    }
  };

  const readQueue = async (): Promise<number> => {
    const { body } = await call("readQueue", { params: { concertId }, retriesMax: 0 });
    queue.value = body;
    return body.nextPollSeconds;
  };

  const readNextDate = async (): Promise<number> => {
    const now = serverNow();
    const watched = datesInOrder(performances.peek() ?? [])
      .slice(0, datesShown.peek())
      .filter((performance) => ["onSale", "notYet"].includes(dateState(performance, now)));
    next = (next + 1) % Math.max(1, watched.length);
    const unread = watched.find((performance) => !availability.peek().has(performance.performanceId));
    const performanceId = (unread ?? watched[next])?.performanceId;
    if (performanceId === undefined) return ROUND_SECONDS;
    const { body } = await call("readAvailability", { params: { performanceId }, retriesMax: 0 });
    availability.value = new Map(availability.peek()).set(performanceId, body);
    if (unread !== undefined) return 0;
    if (now < Date.parse(concert.peek()?.opensAt ?? "")) return BEFORE_OPENING_SECONDS;
    return Math.max(BETWEEN_DATES_SECONDS_MIN, ROUND_SECONDS / watched.length);
  };

  return {
    concert,
    performances,
    queue,
    availability,
    holdSeconds,
    error,
    isStale,
    datesShown,
    showMoreDates: () => {
      datesShown.value += DATES_MORE;
    },
    read: async () => {
      try {
        error.value = undefined;
        const [{ body }, dates, seconds] = await Promise.all([
          call("readConcert", { params: { concertId } }),
          readPerformances(concertId),
          readHoldSeconds(),
        ]);
        holdSeconds.value = seconds;
        [concert.value, performances.value] = [body, dates];
      } catch (thrown) {
        error.value = thrown;
      }
    },
    watch: () => {
      const stops = [repeat(() => attempt(readQueue)), repeat(() => attempt(readNextDate))];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
};
