/** What a simulated sale asks of each function and each table at its busiest moment. Pure. */
import type { RouteName } from "#contract/routes.ts";
import type { FunctionName } from "#functions/deployment.ts";
import type { TableName } from "#functions/shared/grants.ts";
import type { SimulationResult } from "#simulation/result.ts";

/**
 * What a request is planned to take, in seconds. A warm function takes 5 to 50 ms; a crowd begins with cold ones, which take
 * most of a second.
 */
const PLANNED_SECONDS = 0.3;
/** The busiest second of ten has up to this much more than their mean. */
const PEAK = 2;
/** Seats of a hold, in the mean. */
const SEATS = 2;

/** Units a second. */
export interface TableLoad {
  readonly read: number;
  readonly write: number;
}

export interface SaleLoad {
  readonly people: number;
  readonly waitingMax: number;
  /** The busiest ten seconds of each, as a rate per second. */
  readonly originPerSecond: number;
  readonly edgePerSecond: number;
  readonly claimsPerSecond: number;
  readonly perSecond: (route: RouteName) => number;
}

export const loadOf = ({ people, samples, traffic, options }: SimulationResult): SaleLoad => {
  const rates = new Map(traffic.routes.map(({ route, perSecondMax }) => [route, perSecondMax]));
  return {
    people: people.users,
    waitingMax: Math.max(0, ...samples.map(({ waiting }) => waiting)),
    originPerSecond: traffic.origin.perSecondMax,
    edgePerSecond: traffic.edge.perSecondMax,
    claimsPerSecond: Number(options["admit-per-tick"] ?? 0) / Number(options["tick-seconds"] ?? 1),
    perSecond: (route) => rates.get(route) ?? 0,
  };
};

/** The functions that a sale stands still without, and the routes by which people reach them. */
const ROUTES_OF = {
  joinQueue: ["joinQueue"],
  readQueueToken: ["readQueueToken"],
  readSeats: ["readSeats"],
  holdSeats: ["holdSeats"],
  payReservation: ["payReservation"],
  topUpBalance: ["topUpBalance"],
} as const satisfies Partial<Record<FunctionName, readonly RouteName[]>>;

/** At least so many, so that a quiet minute before the rush costs nobody a wait. */
const CONCURRENCY_MIN = 5;
/**
 * Functions without routes: admission overlaps with its next start; a batch of numbering takes a second for some hundreds of
 * joins; reminders and changes are read by a handful of pollers.
 */
const BACKGROUND = { admit: 2, numberArrivals: 10, expireHold: 10, onReservationChange: 10, checkTopUps: 5 } as const;

export type PreparedFunction = keyof typeof ROUTES_OF | keyof typeof BACKGROUND;

export const PREPARED_FUNCTIONS = [
  ...Object.keys(ROUTES_OF),
  ...Object.keys(BACKGROUND),
] as readonly PreparedFunction[];

/** Invocations of each function at once. */
export const concurrencyOf = ({ perSecond }: SaleLoad): Readonly<Record<PreparedFunction, number>> => {
  const ofRoutes = Object.entries(ROUTES_OF).map(([name, routes]) => {
    const requests = routes.reduce((sum, route) => sum + perSecond(route), 0);
    return [name, Math.max(CONCURRENCY_MIN, Math.ceil(requests * PLANNED_SECONDS))] as const;
  });
  return { ...Object.fromEntries(ofRoutes), ...BACKGROUND } as Record<PreparedFunction, number>;
};

/** What a request takes in a warm function, at most. */
const WARM_SECONDS = 0.05;

/**
 * The functions whose triggers invoke an alias, for which alone instances can be kept warm, and the routes by which people
 * reach them.
 */
const WARM_ROUTES_OF = {
  joinQueue: ["joinQueue"],
  readQueueToken: ["readQueueToken"],
  holdSeats: ["holdSeats"],
  extendHold: ["extendHold"],
  payReservation: ["payReservation"],
  cancelReservation: ["cancelReservation"],
  topUpBalance: ["topUpBalance"],
  refundReservation: ["refundReservation"],
} as const satisfies Partial<Record<FunctionName, readonly RouteName[]>>;

/** A tick beside the one before. SQS begins with five batches at once; for expiry and checks nobody waits. */
const WARM_BACKGROUND = { admit: 2, numberArrivals: 5, expireHold: 2, checkTopUps: 2 } as const;
/** Nobody waits because they are the first. */
const WARM_MIN = 1;

export type WarmFunction = keyof typeof WARM_ROUTES_OF | keyof typeof WARM_BACKGROUND;

export const WARM_FUNCTIONS = [
  ...Object.keys(WARM_ROUTES_OF),
  ...Object.keys(WARM_BACKGROUND),
] as readonly WarmFunction[];

/**
 * Instances of each function that the opening keeps busy: as many as invocations at once if all of them are warm. When more
 * come, Lambda starts cold instances, up to the reserved concurrency.
 */
export const warmInstancesOf = ({ perSecond }: SaleLoad): Readonly<Record<WarmFunction, number>> => {
  const ofRoutes = Object.entries(WARM_ROUTES_OF).map(([name, routes]) => {
    const requests = routes.reduce((sum, route) => sum + perSecond(route), 0);
    return [name, Math.max(WARM_MIN, Math.ceil(requests * PEAK * WARM_SECONDS))] as const;
  });
  return { ...Object.fromEntries(ofRoutes), ...WARM_BACKGROUND } as Record<WarmFunction, number>;
};

/** Sweeps, deliveries, refunds, audit and operators, which take what is left. */
const OTHERS = 40;

/** Invocations at once of everything together. Routes have their busiest moments at different times. */
export const concurrencyOfAll = ({ originPerSecond }: SaleLoad): number =>
  Math.ceil(originPerSecond * PLANNED_SECONDS) +
  Object.values(BACKGROUND).reduce((sum, each) => sum + each, 0) +
  OTHERS;

/**
 * Units of each table, by the budgets that `npm run bench` measures. A hold of n seats writes each item of its transaction
 * twice, and so does a payment.
 */
export const tableLoadsOf = ({ perSecond, claimsPerSecond }: SaleLoad): Readonly<Record<TableName, TableLoad>> => {
  const joins = perSecond("joinQueue");
  const polls = perSecond("readQueueToken");
  const holds = perSecond("holdSeats");
  const payments = perSecond("payReservation");
  const topUps = perSecond("topUpBalance");
  const leaves = perSecond("leaveQueue");
  const looks = perSecond("readSeats");
  const changes = holds + payments;
  const at = (load: TableLoad): TableLoad => ({
    read: Math.ceil(load.read * PEAK),
    write: Math.ceil(load.write * PEAK),
  });
  return {
    // A join reads the place and is numbered; a claim changes place and shard; holds and payments count seats.
    queue: at({ read: joins + polls, write: 2 * joins + 4 * claimsPerSecond + 4 * leaves + 2 * holds + 4 * payments }),
    // Dates and charts are cached for seconds, by each function.
    catalog: at({ read: concertReads(perSecond), write: 0 }),
    // A map of seats reads a section; each change counts one again.
    seats: at({ read: 26 * (looks / 10 + changes), write: 2 * SEATS * changes + changes }),
    // With the index by user.
    reservations: at({ read: 2 * payments + holds, write: 3 * holds + 5 * payments }),
    balance: at({ read: payments + topUps, write: 6 * payments + 8 * topUps }),
    // The log of events; each is about two kilobytes.
    events: at({ read: 1, write: 2 * changes }),
  };
};

const concertReads = (perSecond: SaleLoad["perSecond"]): number =>
  perSecond("listPerformances") + perSecond("readSeats") + perSecond("holdSeats");
