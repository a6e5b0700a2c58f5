/** Counts what a sale uses: requests, messages, read and write units, by the budgets that `npm run bench` measures. */
import type { RouteName } from "#contract/routes.ts";
import type { Sample, Usage } from "#simulation/result.ts";
import type { TrafficCounter } from "#simulation/traffic.ts";

/**
 * What each step uses. `ms` is the assumed duration of its function, units are DynamoDB's including indexes, and `bytes`
 * is what the step leaves stored.
 */
const STEPS = {
  join: { what: "join the queue", http: 1, ms: 20, read: 0.5, write: 0, sqs: 1, bytes: 0 },
  // API Gateway refuses it, and no function runs.
  refusal: { what: "refuse a request", http: 1, ms: 0, read: 0, write: 0, sqs: 0, bytes: 0 },
  readPlace: { what: "read the place", http: 1, ms: 8, read: 0.5, write: 0, sqs: 0, bytes: 0 },
  // What the CDN fetches once a second; it answers everybody who waits.
  readQueue: { what: "read the queue", http: 1, ms: 5, read: 0.5, write: 0, sqs: 0, bytes: 0 },
  claim: { what: "claim a turn", http: 1, ms: 25, read: 1, write: 4, sqs: 0, bytes: 0 },
  // The arrival is written off in the same transaction.
  leave: { what: "leave the queue", http: 1, ms: 20, read: 0.5, write: 4, sqs: 0, bytes: 80 },
  // Its shard's count changes too.
  leaveInside: { what: "leave from inside", http: 1, ms: 20, read: 0.5, write: 4, sqs: 0, bytes: 0 },
  // The list of dates and two maps of sections, most of which a warm function has cached.
  look: { what: "dates and seats", http: 3, ms: 12, read: 0.5, write: 0, sqs: 0, bytes: 0 },
  number: { what: "number an arrival", http: 0, ms: 0, read: 0.5, write: 1, sqs: 0, bytes: 350 },
  // One block of numbers per batch; its messages are received and deleted ten at a time.
  batch: { what: "number a batch of joins", http: 0, ms: 900, read: 0, write: 1, sqs: 0, bytes: 0 },
  // Four units and one for each seat, and two messages.
  expiry: { what: "expire a hold", http: 0, ms: 30, read: 1, write: 4, sqs: 2, bytes: 0 },
  // One invocation per minute, which ticks until the next one; its units are counted per tick.
  minute: { what: "a minute of ticks", http: 0, ms: 58_000, read: 0, write: 0, sqs: 0, bytes: 0 },
  // At most once a second per changed section: reads the whole section and writes the count.
  recount: { what: "recount a section", http: 0, ms: 120, read: 26, write: 1, sqs: 0, bytes: 0 },
} as const;

/** For n seats: 2(n + 2) write units, and one for the index by user. */
const holdOf = (seats: number) => ({ write: 2 * (seats + 2) + 1, bytes: 700 + 250 * seats });
/** For n seats: 2(n + 7) write units and 2 read units, and one for the index by user. */
const paymentOf = (seats: number) => ({ write: 2 * (seats + 7) + 1, read: 2, bytes: 1500 });
const HOLD_MS = 35;
const PAYMENT_MS = 45;

/** The assumed duration of each function's call in milliseconds, warm. */
export const CALL_MS = {
  joinQueue: STEPS.join.ms,
  readQueueToken: STEPS.readPlace.ms,
  claim: STEPS.claim.ms,
  readQueue: STEPS.readQueue.ms,
  readSeats: STEPS.look.ms,
  holdSeats: HOLD_MS,
  payReservation: PAYMENT_MS,
  topUpBalance: PAYMENT_MS,
  cancelReservation: PAYMENT_MS,
  expireHold: STEPS.expiry.ms,
  numberArrivals: STEPS.batch.ms,
  minuteOfTicks: STEPS.minute.ms,
} as const;
/** Messages that Lambda receives or deletes with one SQS request. */
const MESSAGES_A_REQUEST = 10;

type Step = keyof typeof STEPS;

/** Steps of one request that is sent again if it is refused, with their routes. */
const RETRIED = { join: "joinQueue", readPlace: "readQueueToken", claim: "readQueueToken" } as const satisfies Partial<
  Record<Step, RouteName>
>;

/** The requests of each other step, by route. */
const ROUTES: Partial<Record<Step, readonly (readonly [RouteName, number])[]>> = {
  readQueue: [["readQueue", 1]],
  leave: [["leaveQueue", 1]],
  leaveInside: [["leaveQueue", 1]],
  look: [
    ["listPerformances", 1],
    ["readSeats", 2],
  ],
};
const NAMES = Object.keys(STEPS) as readonly Step[];

interface Tally {
  invocations: number;
  ms: number;
}

export class Meter {
  private readonly traffic: TrafficCounter;
  private httpRequests = 0;
  private refusals = 0;
  private edgeRequests = 0;
  private sqsRequests = 0;
  private readUnits = 0;
  private writeUnits = 0;
  private storedBytes = 0;
  private readonly lambda = new Map<string, Tally>();
  /** Counts since they were last added up, because a sale has tens of millions of polls. */
  private readonly steps = Object.fromEntries(NAMES.map((name) => [name, 0])) as Record<Step, number>;
  private before = { answered: 0, edgeRequests: 0, readUnits: 0, writeUnits: 0 };

  constructor(traffic: TrafficCounter) {
    this.traffic = traffic;
  }

  count(step: Step, times = 1): void {
    this.steps[step] += times;
    for (const [route, requests] of ROUTES[step] ?? []) this.traffic.request(route, requests * times);
  }

  /** A call that is sent again if it is refused. @returns whether the capacity of its route let it pass */
  passes(step: keyof typeof RETRIED): boolean {
    const passes = this.traffic.request(RETRIED[step]);
    this.count(passes ? step : "refusal");
    this.refusals += Number(!passes);
    return passes;
  }

  /** GET queue, answered by the CDN. */
  watch(): void {
    this.edgeRequests += 1;
    this.traffic.edgeRequest();
  }

  /** What is left to do at the end of each second: the CDN fetches what it answered with. */
  endSecond(second: number): void {
    if (this.traffic.isEdgeAsked) this.count("readQueue");
    this.traffic.endSecond(second);
  }

  hold(seats: number): void {
    this.traffic.request("holdSeats");
    this.use({ http: 1, read: 0, ...holdOf(seats) });
    // The message that expires the hold.
    this.sqsRequests += 1;
    this.invoke("hold seats", 1, HOLD_MS);
  }

  /** The seats were taken by someone else. */
  holdRefused(): void {
    this.traffic.request("holdSeats");
    this.use({ http: 1, read: 0, write: 1, bytes: 200 });
    this.invoke("hold seats", 1, HOLD_MS);
  }

  pay(seats: number): void {
    this.traffic.request("topUpBalance");
    this.traffic.request("payReservation");
    // Including the top-up before it.
    this.use({ http: 2, ...paymentOf(seats) });
    this.use({ http: 0, read: 1, write: 8, bytes: 800 });
    // The message that checks the top-up later: sent, received and deleted.
    this.sqsRequests += 3;
    this.invoke("top up and pay", 2, PAYMENT_MS);
  }

  numberBatch(messages: number): void {
    this.count("batch");
    this.count("number", messages);
    this.sqsRequests += 2 * Math.ceil(messages / MESSAGES_A_REQUEST);
  }

  /** @param shards whose counts the tick reads, half a unit each, besides the queue and the cohorts */
  tick(shards: number, cohorts: number): void {
    this.use({ http: 0, read: 2 + shards / 2, write: 2 + 2 * cohorts, bytes: 200 * cohorts });
  }

  private addUp(): void {
    for (const name of NAMES) {
      const times = this.steps[name];
      if (times === 0) continue;
      this.steps[name] = 0;
      const { what, http, ms, read, write, sqs, bytes } = STEPS[name];
      this.use({ http: http * times, read: read * times, write: write * times, bytes: bytes * times });
      this.sqsRequests += sqs * times;
      if (ms > 0) this.invoke(what, Math.max(1, http) * times, ms);
    }
  }

  /** Rates over the time since the sample before. */
  rates(
    seconds: number,
  ): Pick<Sample, "edgeRequestsPerSecond" | "readUnitsPerSecond" | "requestsPerSecond" | "writeUnitsPerSecond"> {
    this.addUp();
    const { edgeRequests, readUnits, writeUnits, before } = this;
    const answered = this.httpRequests - this.refusals;
    this.before = { answered, edgeRequests, readUnits, writeUnits };
    return {
      requestsPerSecond: (answered - before.answered) / seconds,
      edgeRequestsPerSecond: (edgeRequests - before.edgeRequests) / seconds,
      readUnitsPerSecond: (readUnits - before.readUnits) / seconds,
      writeUnitsPerSecond: (writeUnits - before.writeUnits) / seconds,
    };
  }

  usage(): Usage {
    this.addUp();
    return {
      httpRequests: this.httpRequests,
      edgeRequests: this.edgeRequests,
      sqsRequests: this.sqsRequests,
      readUnits: this.readUnits,
      writeUnits: this.writeUnits,
      storedBytes: this.storedBytes,
      lambda: Array.from(this.lambda, ([what, { invocations, ms }]) => ({
        what,
        invocations,
        meanMs: ms / invocations,
      })),
    };
  }

  private use(units: {
    readonly http: number;
    readonly read: number;
    readonly write: number;
    readonly bytes: number;
  }): void {
    this.httpRequests += units.http;
    this.readUnits += units.read;
    this.writeUnits += units.write;
    this.storedBytes += units.bytes;
  }

  private invoke(what: string, invocations: number, ms: number): void {
    const tally = this.lambda.get(what) ?? { invocations: 0, ms: 0 };
    tally.invocations += invocations;
    tally.ms += invocations * ms;
    this.lambda.set(what, tally);
  }
}
