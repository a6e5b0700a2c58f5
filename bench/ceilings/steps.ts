/**
 * What an operation of each step asks of each kind of key. test/integration/ceilings.test.ts plays every step and holds the
 * units that it counts by key against this table.
 */

import type { KeyName, SaleShape } from "#bench/ceilings/keys.ts";
import type { LIMITS } from "#bench/ceilings/limits.ts";
import type { RouteName } from "#contract/routes.ts";
import type { FunctionName } from "#functions/deployment.ts";
import { CALL_MS } from "#simulation/meter.ts";

export interface Load {
  readonly key: KeyName;
  readonly read?: number;
  readonly write?: number;
  /** Operations that it is done for at once; itself alone if absent. */
  readonly sharedBy?: number;
  /** A function keeps what it has read for this long, however many operations ask for it. */
  readonly keptSeconds?: number;
}

export interface Step {
  readonly name: string;
  /** One operation of it. */
  readonly operation: string;
  readonly route?: RouteName;
  /** Absent if no function of ours runs. */
  readonly functionName?: FunctionName;
  /** The quota of another service that it uses up, one by one. */
  readonly quota?: keyof typeof LIMITS;
  /** Assumed, as in the simulation: how long a call takes, and how many operations it serves. */
  readonly callMs: number;
  readonly operationsACall?: (shape: SaleShape) => number;
  readonly loads: (shape: SaleShape) => readonly Load[];
  /** Events that it puts on the bus. */
  readonly events?: number;
}

/** Every function keeps the state of a queue for a second, and a performance for two. */
const keptQueue: Load = { key: "queue", read: 0.5, keptSeconds: 1 };
const keptPerformance: Load = { key: "performance", read: 0.5, keptSeconds: 2 };

/** Units to count a full section of 1,000 seats, consistently. */
export const SECTION_READ = 40;
/** An event of a reservation of two seats has less than a kilobyte. */
const EVENT_WRITE = 1;
/** Changes that Lambda hands over at once take about this long: recounts, reminders and events, ten at a time. */
const CHANGES_MS = 1000;

/** Sections that a batch of changes touches, if all are in equal demand. */
export const sectionsTouched = (sections: number, changes: number): number =>
  sections * (1 - (1 - 1 / sections) ** changes);

/** Items of a cohort's admission: the queue, and one for each thousand people; a transaction writes each twice. */
const tickWrites = (admitted: number): number => 2 + 2 * Math.ceil(admitted / 1000);

export const STEPS: readonly Step[] = [
  { name: "sign in", operation: "somebody who signs in", quota: "signIns", callMs: 0, loads: () => [] },
  {
    name: "watch",
    operation: "a look at the public queue, which the edge answers",
    quota: "edgeRequests",
    callMs: 0,
    loads: () => [],
  },
  {
    name: "join",
    operation: "a join that is accepted",
    route: "joinQueue",
    functionName: "joinQueue",
    callMs: CALL_MS.joinQueue,
    loads: () => [keptQueue, { key: "place", read: 0.5 }],
  },
  {
    name: "number",
    operation: "a join that is numbered",
    functionName: "numberArrivals",
    callMs: CALL_MS.numberArrivals,
    operationsACall: ({ joinsABatch }) => joinsABatch,
    loads: ({ joinsABatch }) => [
      { key: "place", read: 0.5, write: 1 },
      { key: "queue", write: 1, sharedBy: joinsABatch },
    ],
  },
  {
    name: "poll",
    operation: "a look at one's own place",
    route: "readQueueToken",
    functionName: "readQueueToken",
    callMs: CALL_MS.readQueueToken,
    loads: () => [keptQueue, { key: "place", read: 0.5 }],
  },
  {
    name: "admit",
    operation: "a person who is admitted",
    functionName: "admit",
    callMs: CALL_MS.minuteOfTicks,
    operationsACall: () => Number.POSITIVE_INFINITY,
    loads: ({ admittedATick }) => [
      { key: "queue", read: 1, write: tickWrites(admittedATick), sharedBy: admittedATick },
      { key: "gone", read: 0.5, sharedBy: admittedATick },
    ],
  },
  {
    name: "claim",
    operation: "a turn that is claimed",
    route: "readQueueToken",
    functionName: "readQueueToken",
    callMs: CALL_MS.claim,
    loads: () => [
      keptQueue,
      { key: "queue", read: 0.5 },
      { key: "place", read: 0.5, write: 2 },
      { key: "shard", write: 2 },
    ],
  },
  {
    name: "leave",
    operation: "somebody who leaves the queue",
    route: "leaveQueue",
    functionName: "leaveQueue",
    callMs: CALL_MS.joinQueue,
    loads: () => [keptQueue, { key: "place", read: 0.5, write: 2 }, { key: "gone", write: 2 }],
  },
  {
    name: "seats",
    operation: "a look at the seats of a section",
    route: "readSeats",
    functionName: "readSeats",
    callMs: CALL_MS.readSeats,
    loads: () => [keptPerformance, { key: "states", read: 0.5 }],
  },
  {
    name: "hold",
    operation: "a hold of two seats",
    route: "holdSeats",
    functionName: "holdSeats",
    callMs: CALL_MS.holdSeats,
    loads: ({ seats }) => [
      keptPerformance,
      { key: "reservation", write: 2 },
      { key: "reservationsOfUser", write: 2 },
      { key: "place", write: 2 },
      { key: "section", write: 2 * seats },
    ],
  },
  {
    name: "top-up",
    operation: "a top-up that is approved",
    route: "topUpBalance",
    functionName: "topUpBalance",
    callMs: CALL_MS.topUpBalance,
    loads: () => [
      { key: "account", read: 1, write: 7 },
      { key: "unsettled", write: 3 },
      { key: "gateway", write: 1 },
    ],
  },
  {
    name: "pay",
    operation: "a payment of two seats",
    route: "payReservation",
    functionName: "payReservation",
    callMs: CALL_MS.payReservation,
    loads: ({ seats }) => [
      keptPerformance,
      { key: "reservation", read: 0.5, write: 4 },
      { key: "reservationsOfUser", write: 2 },
      { key: "account", read: 0.5, write: 6 },
      { key: "place", read: 0.5, write: 2 },
      { key: "shard", write: 2 },
      { key: "section", write: 2 * seats },
    ],
  },
  {
    name: "cancel",
    operation: "a cancellation of two seats",
    route: "cancelReservation",
    functionName: "cancelReservation",
    callMs: CALL_MS.cancelReservation,
    loads: ({ seats }) => [
      keptPerformance,
      { key: "reservation", read: 1, write: 4 },
      { key: "reservationsOfUser", write: 2 },
      { key: "account", read: 2, write: 6 },
      { key: "place", write: 2 },
      { key: "section", write: 2 * seats },
    ],
  },
  {
    name: "events",
    operation: "a change of a reservation that is followed",
    functionName: "onReservationChange",
    callMs: CHANGES_MS,
    operationsACall: ({ changesABatch }) => changesABatch,
    events: 1,
    loads: ({ sections, changesABatch }) => {
      const touched = sectionsTouched(sections, changesABatch);
      return [
        { key: "states", read: touched, write: touched, sharedBy: changesABatch },
        { key: "section", read: SECTION_READ * touched, sharedBy: changesABatch },
        { key: "eventLog", write: EVENT_WRITE },
        { key: "webhooks", read: 1, sharedBy: changesABatch },
      ];
    },
  },
];
