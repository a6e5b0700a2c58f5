/** Compares the queue that the stores arrived at with that of the model, the pure rules in memory. */
import { deepStrictEqual } from "node:assert/strict";
import { LANE_NAMES } from "#functions/queue/rules/queue-state.ts";
import type { History, Step } from "#test/histories/queue/history.ts";
import type { Snapshot } from "#test/histories/queue/queue-under-test.ts";

/** The two make their reads in different numbers and orders; they can only agree where nothing but writes counts. */
const dependsOnReads = (step: Step): boolean =>
  (step.kind === "together" && step.schedule.length > 0) || (step.kind === "run" && step.breakpoint?.before === "call");

export const isComparable = ({ steps }: History): boolean => !steps.some(dependsOnReads);

const essentials = ({ queue, shards, places, gone }: Snapshot) => ({
  gone,
  revision: queue.revision,
  soldOut: queue.soldOut,
  stats: queue.stats,
  pace: queue.pace,
  lanes: LANE_NAMES.map((name) => {
    const { issued, served, drawnTo, lateTo, settledTo, vacant } = queue.lanes[name];
    return { issued, served, drawnTo, lateTo, settledTo, vacant };
  }),
  shards: shards.map(({ from, to, admittedAt, claimBy, expiresAt, claimed, left, closed, vacant }) => {
    return { from, to, admittedAt, claimBy, expiresAt, claimed, left, closed, vacant };
  }),
  places: new Map(Array.from(places, ([userId, place]) => [userId, { ...place, concertId: "" }])),
});

/** @throws AssertionError that shows where they differ */
export const assertAgreement = (stored: Snapshot, model: Snapshot): void =>
  deepStrictEqual(essentials(stored), essentials(model), undefined);
