import { createEncoreClient } from "#client/encore-client.ts";
import type { EncoreClient } from "#client/table-client.ts";
import { newRandom } from "#simulation/random.ts";
import { Calls } from "#test/load/calls.ts";
import { Journal } from "#test/load/observations.ts";
import type { CrowdOptions } from "#test/load/options.ts";
import { crowdOf } from "#test/load/people.ts";
import { QueueApi } from "#test/load/queue-api.ts";
import { QueueWatch } from "#test/load/queue-watch.ts";
import { signIn, signInOperator, type Target, type Visitor } from "#test/load/sign-in.ts";
import { createTestSale } from "#test/load/test-sale.ts";
import type { Exchange } from "#test/load/traffic.ts";
import { type Waiting, waitingByOwnLooks, waitingByWatch } from "#test/load/waiting.ts";

/** One machine can send about 200 requests at once. The rest of the crowd waits for a connection. */
const PLACE_CONNECTIONS = 140;
const TURN_CONNECTIONS = 60;
export const CONNECTIONS = PLACE_CONNECTIONS + TURN_CONNECTIONS;
/** Looks of people who wait come in addition: the edge answers them. */
const LOOK_CONNECTIONS = 60;
/** The watch and the samples must not wait for a connection. */
const WATCH_CONNECTIONS = 2;
const OPEN_SECONDS_MAX = 60;

/** A crowd that has signed in, with a queue that is open and empty. */
export interface Crowd {
  readonly visitors: readonly Visitor[];
  readonly journal: Journal;
  /** The crowd's requests and their responses. */
  readonly traffic: readonly Exchange[];
  /** The watch's requests and their responses. */
  readonly watchTraffic: readonly Exchange[];
  readonly queue: QueueApi;
  readonly watch: QueueWatch;
  readonly waiting: Waiting;
  /** One for each of the people who only look. */
  readonly watchers: readonly EncoreClient[];
  /** Waits for this number of seconds, unless the run ends. @throws the reason if it ends */
  readonly pause: Calls["pause"];
}

/** A queue opens once it is drawn, some seconds after it was created. */
const untilOpen = async (watch: QueueWatch, calls: Calls): Promise<void> => {
  for (let waited = 0; waited < OPEN_SECONDS_MAX; waited += 1) {
    if ((await watch.look()).status === "OPEN") return;
    await calls.pause(1);
  }
  throw new Error(`The queue was not open within ${OPEN_SECONDS_MAX} s.`);
};

/**
 * Creates the concert and signs the crowd in.
 * @param edgeUrls where the crowd sends its requests, and looks at the queue each for themselves; absent: to the service
 */
export const gatherCrowd = async (
  options: CrowdOptions,
  target: Target,
  signal: AbortSignal,
  edgeUrls?: readonly string[],
): Promise<Crowd> => {
  const random = newRandom(options.seed);
  const people = crowdOf(options, random);
  const traffic: Exchange[] = [];
  const watchTraffic: Exchange[] = [];
  const callsOver = (connections: number, log: Exchange[]): Calls =>
    new Calls({ connections, traffic: log, random, signal });
  const watchCalls = callsOver(WATCH_CONNECTIONS, watchTraffic);
  const journal = new Journal();

  const operator = await signInOperator(target);
  const concertId = await createTestSale(operator, { ...options, passSeconds: options.secondsMax });
  const visitors = await signIn({ ...target, urls: edgeUrls ?? [target.url] }, people, signal);
  const watch = new QueueWatch({ calls: watchCalls, journal, operator, concertId });
  await untilOpen(watch, watchCalls);
  return {
    visitors,
    journal,
    traffic,
    watchTraffic,
    queue: new QueueApi({
      placeCalls: callsOver(PLACE_CONNECTIONS, traffic),
      turnCalls: callsOver(TURN_CONNECTIONS, traffic),
      journal,
      concertId,
    }),
    watch,
    waiting:
      edgeUrls === undefined
        ? waitingByWatch(watch)
        : waitingByOwnLooks({ calls: callsOver(LOOK_CONNECTIONS, traffic), concertId, random }),
    watchers: Array.from({ length: options.watchers }, (_, index) =>
      createEncoreClient({ url: edgeUrls?.[index % edgeUrls.length] ?? target.url, retriesMax: 0 }),
    ),
    pause: (seconds) => watchCalls.pause(seconds),
  };
};
