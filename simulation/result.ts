/** The result of a simulated sale: plain data for the summary, the report and the cost table. */

/** The state of the sale at one moment of virtual time. Rates are per second, over the time since the sample before. */
export interface Sample {
  /** Virtual seconds since the opening; negative in the lobby. */
  readonly at: number;
  /** People with a place who have neither been admitted nor left. */
  readonly waiting: number;
  /** People with a valid pass at this moment, counted one by one. */
  readonly live: number;
  /** Live admissions as the rules count them; never fewer than `live`. */
  readonly active: number;
  readonly maxActive: number;
  /** Seats in holds that have not expired. */
  readonly held: number;
  readonly sold: number;
  /** Requests that functions answer, and those that the CDN answers. */
  readonly requestsPerSecond: number;
  readonly edgeRequestsPerSecond: number;
  /** DynamoDB read and write units. */
  readonly readUnitsPerSecond: number;
  readonly writeUnitsPerSecond: number;
}

export interface Histogram {
  readonly binSeconds: number;
  /** People in each bin, the first from 0 seconds on. */
  readonly counts: readonly number[];
}

/** How good the estimates of the wait were, from one random estimate of each admitted person. */
export interface EtaError {
  /** Number of estimates that were compared with the real wait. */
  readonly estimates: number;
  /** Share of the waits that ended within the estimated range, 0 to 1. */
  readonly withinRange: number;
  /** Median and 90th percentile of |middle of the range - wait| / wait, 0.25 for 25 %. */
  readonly medianError: number;
  readonly p90Error: number;
  /** Grouped by the real wait. */
  readonly byWait: readonly {
    readonly waitSecondsFrom: number;
    readonly waitSecondsTo: number;
    readonly estimates: number;
    readonly withinRange: number;
    readonly medianError: number;
  }[];
}

/** How far the order of admission differs from the order in the queue. NaN where there was nobody to measure. */
export interface Fairness {
  /** Pairs admitted in another order than their numbers, within one lane. Must be 0. */
  readonly inversions: number;
  /** Latecomers: the difference between their number and their rank by the second of joining, as a median and at most. */
  readonly placesOffMedian: number;
  readonly placesOffMax: number;
  /** Lobby: chi-squared of (tenth by join time) x (tenth by number drawn), and the probability of one at least as large. */
  readonly lobbyChiSquared: number;
  readonly lobbyPValue: number;
}

/** Everything that was used, for the bill. */
export interface Usage {
  /** Requests that API Gateway gets, those it refuses included. */
  readonly httpRequests: number;
  /** Requests that the CDN answers. */
  readonly edgeRequests: number;
  /** Lambda invocations with their assumed mean duration. */
  readonly lambda: readonly { readonly what: string; readonly invocations: number; readonly meanMs: number }[];
  readonly sqsRequests: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Bytes of the items that stay stored for some time. */
  readonly storedBytes: number;
}

/** Requests by where they ended, and the busiest ten seconds of each as a rate per second. */
export interface Traffic {
  readonly edge: { readonly requests: number; readonly perSecondMax: number };
  readonly origin: {
    readonly requests: number;
    /** Refused with 429, because their route got more than its capacity. */
    readonly refused: number;
    readonly perSecondMax: number;
    readonly perSecondLimit: number;
  };
  readonly routes: readonly {
    readonly route: string;
    readonly requests: number;
    readonly refused: number;
    readonly perSecondMax: number;
    readonly perSecondLimit: number;
  }[];
}

/** How long after their turn had come people asked for it. */
export interface Lateness {
  readonly medianSeconds: number;
  readonly p95Seconds: number;
  readonly maxSeconds: number;
  /** A third of the time in which a turn can be claimed. */
  readonly limitSeconds: number;
}

export interface Violation {
  readonly invariant: string;
  readonly at: number;
  readonly what: string;
}

export interface SimulationResult {
  /** The given options and the defaults, in the order of --help. */
  readonly options: Readonly<Record<string, number | string>>;
  /** Virtual seconds from the first arrival to the end. */
  readonly virtualSeconds: number;
  readonly realSeconds: number;
  readonly people: {
    readonly users: number;
    readonly joins: number;
    readonly duplicateJoins: number;
    readonly admitted: number;
    readonly noShows: number;
    readonly buyers: number;
    readonly leftWaiting: number;
    readonly refusedSoldOut: number;
    readonly stillWaiting: number;
  };
  readonly seats: { readonly capacity: number; readonly sold: number; readonly soldOutAt: number | null };
  readonly ticks: { readonly run: number; readonly crashed: number; readonly overlapped: number };
  readonly samples: readonly Sample[];
  /** For people who came in: from joining, or from the opening for people in the lobby, to the admission. */
  readonly waits: Histogram & { readonly medianSeconds: number; readonly p95Seconds: number };
  readonly eta: EtaError;
  /** The chances that people were shown with their first number, and how many got seats, of those who stayed and wanted seats. */
  readonly chances: readonly { readonly chance: string; readonly shown: number; readonly gotSeats: number }[];
  readonly fairness: Fairness;
  readonly lateness: Lateness;
  readonly traffic: Traffic;
  readonly usage: Usage;
  /** The invariants that were checked all the time. */
  readonly checked: readonly string[];
  readonly violations: readonly Violation[];
}
