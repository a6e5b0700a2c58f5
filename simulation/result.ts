/** What a simulated sale came to: plain data that the summary, the report and the cost table are made from. */

/** The state of the sale at one moment of virtual time. Rates are per second, over the time since the sample before. */
export interface Sample {
  /** Virtual seconds since the opening; negative in the lobby. */
  readonly at: number;
  /** People who have a place and have not been admitted or left. */
  readonly waiting: number;
  /** People who could use a pass at this moment, counted one by one. */
  readonly live: number;
  /** Live admissions as the rules count them; never fewer than `live`. */
  readonly active: number;
  readonly maxActive: number;
  /** Seats in holds that have not expired. */
  readonly held: number;
  readonly sold: number;
  readonly requestsPerSecond: number;
  /** DynamoDB read and write units. */
  readonly readUnitsPerSecond: number;
  readonly writeUnitsPerSecond: number;
}

export interface Histogram {
  readonly binSeconds: number;
  /** People in each bin, the first from 0 seconds on. */
  readonly counts: readonly number[];
}

/** How good the estimates of the wait were: of each person admitted, one of those they were told, at random. */
export interface EtaError {
  /** Estimates compared with a wait that came to its end. */
  readonly estimates: number;
  /** Share of the waits that ended within the range told, 0 to 1. */
  readonly withinRange: number;
  /** Median and 90th percentile of |middle of the range - wait| / wait, 0.25 for 25 %. */
  readonly medianError: number;
  readonly p90Error: number;
  /** By how long the wait really was. */
  readonly byWait: readonly {
    readonly waitSecondsFrom: number;
    readonly waitSecondsTo: number;
    readonly estimates: number;
    readonly withinRange: number;
    readonly medianError: number;
  }[];
}

/** NaN where there was nobody to measure. How far the order in which people were admitted differs from the order in which they stood in queue. */
export interface Fairness {
  /** Pairs admitted in another order than their numbers, within one lane: has to be 0. */
  readonly inversions: number;
  /** Latecomers: by how many places somebody's number differs from their rank by the second they joined, as a median and at most. */
  readonly placesOffMedian: number;
  readonly placesOffMax: number;
  /** Lobby: chi-squared of (tenth by join time) x (tenth by number drawn), and the probability of one at least as large. */
  readonly lobbyChiSquared: number;
  readonly lobbyPValue: number;
}

/** Everything that was called or used, for the bill. */
export interface Usage {
  readonly httpRequests: number;
  /** Lambda invocations with their assumed mean duration. */
  readonly lambda: readonly { readonly what: string; readonly invocations: number; readonly meanMs: number }[];
  readonly sqsRequests: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Items written that stay for some time, in bytes. */
  readonly storedBytes: number;
}

export interface Violation {
  readonly invariant: string;
  readonly at: number;
  readonly what: string;
}

export interface SimulationResult {
  /** As given or by default, in the order of --help. */
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
  /** Of those who came in: from the join, or from the opening for who came before it, to the admission. */
  readonly waits: Histogram & { readonly medianSeconds: number; readonly p95Seconds: number };
  readonly eta: EtaError;
  /** What people were told when they first had a number, of those who then stayed and wanted seats, and how many got some. */
  readonly chances: readonly { readonly chance: string; readonly told: number; readonly gotSeats: number }[];
  readonly fairness: Fairness;
  readonly usage: Usage;
  /** The invariants that were checked throughout. */
  readonly checked: readonly string[];
  readonly violations: readonly Violation[];
}
