/** Many at the same items at once: by conflicts that are made to happen, and by a real crowd on the engine. */

import { BrokenScenario } from "#test/histories/race/broken-scenario.ts";
import { ask, hear, persist } from "#test/histories/race/client-request.ts";
import { carryOut, deliverChanges, deliverMessages } from "#test/histories/race/delivery.ts";
import type { Guard } from "#test/histories/race/guards.ts";
import type { Run } from "#test/histories/race/instrumented-invocation.ts";
import { check, checkToTheEnd } from "#test/histories/race/oracle.ts";
import { holds } from "#test/histories/race/promise.ts";
import type { Answer, Request } from "#test/histories/race/requests.ts";
import { openScenario, SCENARIOS, type Scenario } from "#test/histories/race/scenarios.ts";
import { HOLD_SECONDS, PRICE, World } from "#test/histories/race/test-sale.ts";

/** What a use case may try at most before it asks its caller to come again: the largest is 6 tries of 1, or 3 of 6. */
export const TRANSACTIONS_MAX = 18;

/** Conflicts that a use case meets: one, a few, and more than it can stand. */
export const CONFLICTS = [1, 3, 1000] as const;

export const CONTENDED: readonly Scenario[] = SCENARIOS.filter(({ useCase }) => useCase !== "stream");

/** Transactions fail so many times, then go through: nothing is lost, and tries have an end. */
export const playConflicts = async (scenario: Scenario, conflicts: number): Promise<void> => {
  const world = await openScenario(scenario);
  try {
    await meetConflicts(world, scenario, conflicts);
  } catch (error) {
    throw new BrokenScenario(scenario, `${conflicts} conflicts`, world.story, error);
  } finally {
    await world.close();
  }
};

const meetConflicts = async (world: World, scenario: Scenario, conflicts: number): Promise<void> => {
  const act = await scenario.prepare(world);
  const meet = (run: Run<unknown>): void => {
    run.conflicts = conflicts;
    run.hasFailed = true;
  };
  if (act.kind === "request") {
    const asking = ask(world, act.request);
    meet(asking.run);
    await asking.run.goOn();
    const answer = await hear(world, asking);
    bounded(asking.run);
    check(world);
    if (answer?.kind === "busy") await persist(world, act.request);
  } else {
    const delivery = act.deliver();
    meet(delivery.run);
    await delivery.run.goOn();
    await delivery.conclude();
    bounded(delivery.run);
    check(world);
  }
  await checkToTheEnd(world);
};

const bounded = ({ transactions, what }: Run<unknown>): void =>
  holds("answers", transactions <= TRANSACTIONS_MAX, () => `${what}: ${transactions} transactions were tried`);

const CROWD = 60;
const CHARGES = 24;

/** Lets requests race for real: calls of different requests go out side by side, and the engine decides. */
const race = async (world: World, requests: readonly Request[]): Promise<readonly Answer[]> => {
  const asked = requests.map((request) => ask(world, request));
  await Promise.all(asked.map(({ run }) => run.goOn()));
  await world.lookAgain();
  const answers: Answer[] = [];
  for (const each of asked) {
    bounded(each.run);
    const answer = await hear(world, each);
    if (answer) answers.push(answer.kind === "busy" ? await persist(world, each.request) : answer);
  }
  return answers;
};

const open = async ({
  guard,
  people = 3,
  balance = 5 * PRICE,
}: {
  readonly guard: Guard | undefined;
  readonly people?: number;
  readonly balance?: number;
}): Promise<World> => {
  const world = await World.open({ people, seats: 6, seatLimit: 6, balance }, { guard });
  world.backsOff = true;
  return world;
};

const countOf = (answers: readonly Answer[], isMeant: (answer: Answer) => boolean): number =>
  answers.filter(isMeant).length;
const isDone = ({ kind }: Answer): boolean => kind === "done";
const isFirst = (answer: Answer): boolean => answer.kind === "done" && !answer.isRepeat;

export interface Storm {
  readonly what: string;
  readonly play: (guard?: Guard) => Promise<void>;
}

const inWorld = async (world: World, act: (world: World) => Promise<void>): Promise<void> => {
  try {
    await act(world);
    await checkToTheEnd(world);
  } catch (error) {
    throw new BrokenScenario({ useCase: "storm", what: "" }, "", world.story, error);
  } finally {
    await world.close();
  }
};

const keys = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `k${index}`);

export const STORMS: readonly Storm[] = [
  {
    what: `S1: ${CROWD} holds of one seat, one wins`,
    play: async (guard) =>
      inWorld(await open({ guard }), async (world) => {
        const requests = keys(CROWD).map((key, index) => ({
          person: world.person(index),
          key,
          wish: { kind: "hold", seatIds: ["A-1-1"] } as const,
        }));
        const answers = await race(world, requests);
        const won = countOf(answers, isDone);
        holds("S1", won === 1, () => `${won} hold the seat`);
      }),
  },
  {
    what: `S2: ${CROWD} holds of overlapping seats, each whole or not at all`,
    play: async (guard) =>
      inWorld(await open({ guard }), async (world) => {
        const requests = keys(CROWD).map((key, index) => ({
          person: world.person(index),
          key,
          wish: { kind: "hold", seatIds: [`A-1-${(index % 6) + 1}`, `A-1-${((index * 5 + 2) % 6) + 1}`] } as const,
        }));
        const distinct = requests.filter(({ wish: { seatIds } }) => new Set(seatIds).size === 2);
        const won = countOf(await race(world, distinct), isDone);
        holds("S2", won >= 1 && won <= 3, () => `${won} pairs of 6 seats are held`);
      }),
  },
  {
    what: `M1, M3: ${CHARGES} charges of one account, four with each key`,
    play: async (guard) =>
      inWorld(await open({ guard, people: 1, balance: 0 }), async (world) => {
        const requests = keys(CHARGES).map((_, index) => ({
          person: world.person(0),
          key: `k${index >> 2}`,
          wish: { kind: "charge", amount: 100 + (index >> 2) } as const,
        }));
        const answers = await race(world, requests);
        const made = CHARGES / 4;
        holds(
          "M3",
          countOf(answers, isDone) === CHARGES,
          () => `${countOf(answers, isDone)} of ${CHARGES} charges are told`,
        );
        const entries = [...world.snapshot.entries.values()].flat();
        holds("M3", entries.length === made, () => `${entries.length} entries for ${made} keys`);
      }),
  },
  {
    what: "M3: 20 payments of one reservation with five keys, one pays",
    play: async (guard) =>
      inWorld(await open({ guard, people: 1 }), async (world) => {
        const reservationId = await heldIn(world);
        const requests = keys(20).map((_, index) => ({
          person: world.person(0),
          key: `k${index % 5}`,
          wish: { kind: "pay", reservationId } as const,
        }));
        const paid = countOf(await race(world, requests), isFirst);
        // The first answer of the winner may be the one that was told to come again.
        holds("M3", paid <= 1 && world.snapshot.payments.size === 1, () => `${paid} payments`);
      }),
  },
  {
    what: "M3, M4: 20 cancellations of four seats, each given back once",
    play: async (guard) =>
      inWorld(await open({ guard, people: 1 }), async (world) => {
        const reservationId = await heldIn(world, ["A-1-1", "A-1-2", "A-1-3", "A-1-4"]);
        await persist(world, { person: world.person(0), key: "pay", wish: { kind: "pay", reservationId } });
        const requests = keys(20).map((key, index) => ({
          person: world.person(0),
          key,
          wish: { kind: "cancel", reservationId, seatIds: [`A-1-${(index % 4) + 1}`] } as const,
        }));
        const given = countOf(await race(world, requests), isDone);
        holds("M3", given === 4, () => `${given} seats of 4 are given back`);
      }),
  },
  {
    what: "S4: 15 payments and 15 reminders of one hold at its end, by clocks that differ",
    play: async (guard) =>
      inWorld(await open({ guard, people: 1 }), async (world) => {
        const reservationId = await heldIn(world);
        await settleStream(world);
        world.now += HOLD_SECONDS;
        const message = world.mail.messages.at(-1);
        if (message === undefined) throw new Error("There is no reminder.");
        const payments = keys(15).map((key) =>
          ask(world, { person: world.person(0), key, wish: { kind: "pay", reservationId } }, { clockOffset: -1 }),
        );
        const reminders = keys(15).map(() => deliverMessages(world, [message]));
        for (const { run } of reminders) run.hasFailed = true;
        await Promise.all([...payments, ...reminders].map(({ run }) => run.goOn()));
        await world.lookAgain();
        for (const payment of payments) await hear(world, payment);
        for (const { conclude } of reminders) await conclude();
        const { status } = [...world.snapshot.reservations.values()][0] ?? {};
        holds("S4", status === "PAID" || status === "EXPIRED", () => `the reservation is ${status}`);
      }),
  },
];

const heldIn = async (world: World, seatIds: readonly string[] = ["A-1-1", "A-1-2"]): Promise<string> => {
  const answer = await persist(world, { person: world.person(0), key: "hold", wish: { kind: "hold", seatIds } });
  if (answer.kind !== "done") throw new Error("The seats could not be held.");
  return String(answer.result["reservationId"]);
};

/** The stream alone: reminders wait for their time. */
const settleStream = async (world: World): Promise<void> => {
  const { mail } = world;
  await carryOut(deliverChanges(world, { from: mail.checkpoint, count: mail.changes.length }));
};
