import { newChance } from "#simulation/random.ts";
import { Calls } from "#test/load/calls.ts";
import { Journal } from "#test/load/observations.ts";
import type { CrowdOptions } from "#test/load/options.ts";
import { crowdOf } from "#test/load/people.ts";
import { LineApi } from "#test/load/queue-api.ts";
import { LineWatch } from "#test/load/queue-watch.ts";
import { signIn, signInOperator, type Target, type Visitor } from "#test/load/sign-in.ts";
import { openHouse } from "#test/load/test-sale.ts";
import type { Exchange } from "#test/load/traffic.ts";

/** 200 at a time are what one machine can well send. The rest of the crowd queues for a connection. */
const PLACE_CONNECTIONS = 140;
const TURN_CONNECTIONS = 60;
export const CONNECTIONS = PLACE_CONNECTIONS + TURN_CONNECTIONS;
/** The watch and the samples must not queue at all. */
const WATCH_CONNECTIONS = 2;
const OPEN_SECONDS_MAX = 60;

/** Everybody signed in, before a line that is open and empty. */
export interface Crowd {
  readonly visitors: readonly Visitor[];
  readonly journal: Journal;
  /** What the crowd asked for and got. */
  readonly traffic: readonly Exchange[];
  /** The same of the watch. */
  readonly watchTraffic: readonly Exchange[];
  readonly line: LineApi;
  readonly watch: LineWatch;
  /** Waits so many seconds, unless the run ends. @throws the reason of its end */
  readonly pause: Calls["pause"];
}

/** A line admits once it is drawn, some seconds after it was made. */
const untilOpen = async (watch: LineWatch, calls: Calls): Promise<void> => {
  for (let waited = 0; waited < OPEN_SECONDS_MAX; waited += 1) {
    if ((await watch.look()).status === "OPEN") return;
    await calls.pause(1);
  }
  throw new Error(`The line was not open within ${OPEN_SECONDS_MAX} s.`);
};

/** Signs the crowd in and makes the concert it comes for. */
export const gather = async (options: CrowdOptions, target: Target, signal: AbortSignal): Promise<Crowd> => {
  const chance = newChance(options.seed);
  const people = crowdOf(options, chance);
  const traffic: Exchange[] = [];
  const watchTraffic: Exchange[] = [];
  const callsOver = (connections: number, log: Exchange[]): Calls =>
    new Calls({ connections, traffic: log, chance, signal });
  const watchCalls = callsOver(WATCH_CONNECTIONS, watchTraffic);
  const journal = new Journal();

  const operator = await signInOperator(target);
  const concertId = await openHouse(operator, { ...options, passSeconds: options.secondsMax });
  const visitors = await signIn(target, people, signal);
  const watch = new LineWatch({ calls: watchCalls, journal, operator, concertId });
  await untilOpen(watch, watchCalls);
  return {
    visitors,
    journal,
    traffic,
    watchTraffic,
    line: new LineApi({
      placeCalls: callsOver(PLACE_CONNECTIONS, traffic),
      turnCalls: callsOver(TURN_CONNECTIONS, traffic),
      journal,
      concertId,
    }),
    watch,
    pause: (seconds) => watchCalls.pause(seconds),
  };
};
