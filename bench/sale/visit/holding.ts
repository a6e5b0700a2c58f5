/** Looking at what is left, and holding seats of one's own choice or the best ones. */
import { randomUUID } from "node:crypto";
import type { Plan } from "#bench/sale/people/plans.ts";
import type { Caller } from "#bench/sale/visit/caller.ts";
import { chosenSeats, chosenSection } from "#bench/sale/visit/seat-choice.ts";
import type { CallResult } from "#client/call-types.ts";
import { ProblemError } from "#client/problem-error.ts";

export type Reservation = CallResult<"holdSeats">["body"];

interface Pass {
  readonly performanceId: string;
  readonly queueToken: string;
}

/** Losing a seat to somebody else is a part of a sale; losing this often is not. */
const CHOICES_MAX = 8;

/** Finds the performance and a section with enough seats. */
const lookAround = async (caller: Caller, plan: Plan, concertId: string, queueToken: string) => {
  const ofConcert = { params: { concertId }, queueToken };
  const { body: dates } = await caller.persist("performances", (client, signal) =>
    client.call("listPerformances", { ...ofConcert, signal }),
  );
  const performanceId = dates.items[0]?.performanceId ?? "";
  await caller.think();
  const { body: left } = await caller.persist("availability", (client, signal) =>
    client.call("readAvailability", { params: { performanceId }, signal }),
  );
  const section = chosenSection(left.sections, plan.seats, caller.random);
  if (section === undefined) throw new Error(`No section has ${plan.seats} seats left.`);
  return { performanceId, section };
};

const readChoice = async (caller: Caller, plan: Plan, pass: Pass, section: string): Promise<readonly string[]> => {
  const { performanceId, queueToken } = pass;
  const request = { params: { performanceId }, query: { section }, queueToken };
  const { body } = await caller.persist("seats", (client, signal) => client.call("readSeats", { ...request, signal }));
  return chosenSeats(body.seats, plan.seats, caller.random);
};

const isTaken = (error: unknown): boolean => error instanceof ProblemError && error.code === "SEAT_TAKEN";

/** Reads the map and holds seats of it, and chooses again if somebody else was faster. */
const holdChosen = async (caller: Caller, plan: Plan, pass: Pass, section: string): Promise<Reservation> => {
  const { performanceId, queueToken } = pass;
  for (let choices = 1; ; choices += 1) {
    const seatIds = [...(await readChoice(caller, plan, pass, section))];
    if (seatIds.length === 0) throw new Error(`Section ${section} has no ${plan.seats} seats side by side.`);
    await caller.think();
    const request = { params: { performanceId }, body: { seatIds }, queueToken, idempotencyKey: randomUUID() };
    try {
      const send = caller.persist("hold chosen", (client, signal) => client.call("holdSeats", { ...request, signal }));
      return (await send).body;
    } catch (error) {
      if (!isTaken(error) || choices === CHOICES_MAX) throw error;
    }
  }
};

const holdBest = async (caller: Caller, plan: Plan, pass: Pass, section: string): Promise<Reservation> => {
  const { performanceId, queueToken } = pass;
  const body = { bestAvailable: { quantity: plan.seats, section } };
  await caller.think();
  const request = { params: { performanceId }, body, queueToken, idempotencyKey: randomUUID() };
  return (await caller.persist("hold best", (client, signal) => client.call("holdSeats", { ...request, signal }))).body;
};

/** What somebody with a pass does: looks at dates and seats, and, unless they only look, holds some. */
export const chooseSeats = async (
  caller: Caller,
  plan: Plan,
  { concertId, queueToken }: { readonly concertId: string; readonly queueToken: string },
): Promise<Reservation | undefined> => {
  const { performanceId, section } = await lookAround(caller, plan, concertId, queueToken);
  const pass = { performanceId, queueToken };
  if (plan.goal === "look") {
    await readChoice(caller, plan, pass, section);
    return undefined;
  }
  return plan.choosesSeats ? holdChosen(caller, plan, pass, section) : holdBest(caller, plan, pass, section);
};
