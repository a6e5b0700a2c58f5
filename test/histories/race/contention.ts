/** Many requests at the same items at once: with simulated conflicts, and as a real crowd on the engine. */
import { FailedRun } from "#test/histories/engine/failed-run.ts";
import { assertInvariant } from "#test/histories/engine/invariant.ts";
import { checkResponse, requestUntilFinal, startRequest } from "#test/histories/race/client-request.ts";
import { completeDelivery, deliverChanges, deliverMessages, lastReminder } from "#test/histories/race/delivery.ts";
import type { Guard } from "#test/histories/race/guards.ts";
import type { InstrumentedInvocation } from "#test/histories/race/instrumented-invocation.ts";
import { checkAtEnd, checkNow } from "#test/histories/race/oracle.ts";
import type { ClientRequest, ClientResponse, Operation } from "#test/histories/race/requests.ts";
import { openScenario, SCENARIOS, type Scenario, scenarioText } from "#test/histories/race/scenarios.ts";
import { HOLD_SECONDS, PRICE, TestSale } from "#test/histories/race/test-sale.ts";

/** What a use case may try at most before it asks its client to try again: the largest is 6 tries of 1, or 3 of 6. */
const TRANSACTIONS_MAX = 18;

/** Conflicts that a use case meets: one, a few, and more than it retries. */
export const CONFLICTS = [1, 3, 1000] as const;

export const CONTENDED: readonly Scenario[] = SCENARIOS.filter(({ useCase }) => useCase !== "stream");

/** The first transactions fail, the others go through: nothing is lost, and retries have an end. @throws FailedRun */
export const runWithConflicts = async (scenario: Scenario, conflicts: number): Promise<void> => {
  const sale = await openScenario(scenario);
  try {
    await meetConflicts(sale, scenario, conflicts);
  } catch (error) {
    throw new FailedRun(sale.story, error, { what: `${scenarioText(scenario)}, ${conflicts} conflicts` });
  } finally {
    await sale.close();
  }
};

const meetConflicts = async (sale: TestSale, scenario: Scenario, conflicts: number): Promise<void> => {
  const act = await scenario.prepare(sale);
  const setConflicts = (invocation: InstrumentedInvocation<unknown>): void => {
    invocation.conflicts = conflicts;
    invocation.hasMetFault = true;
  };
  if (act.kind === "request") {
    const pending = startRequest(sale, act.request);
    setConflicts(pending.invocation);
    await pending.invocation.resume();
    const response = await checkResponse(sale, pending);
    assertBounded(pending.invocation);
    checkNow(sale);
    if (response?.kind === "busy") await requestUntilFinal(sale, act.request);
  } else {
    const delivery = act.deliver();
    setConflicts(delivery.invocation);
    await completeDelivery(delivery);
    assertBounded(delivery.invocation);
    checkNow(sale);
  }
  await checkAtEnd(sale);
};

const assertBounded = ({ transactions, what }: InstrumentedInvocation<unknown>): void =>
  assertInvariant("responses", transactions <= TRANSACTIONS_MAX, () => `${what}: ${transactions} transactions`);

/** Races requests in parallel: their calls go out side by side, and the engine decides. */
const race = async (sale: TestSale, requests: readonly ClientRequest[]): Promise<readonly ClientResponse[]> => {
  const pending = requests.map((request) => startRequest(sale, request));
  await Promise.all(pending.map(({ invocation }) => invocation.resume()));
  const responses: ClientResponse[] = [];
  for (const each of pending) {
    assertBounded(each.invocation);
    const response = await checkResponse(sale, each);
    if (response) responses.push(response.kind === "busy" ? await requestUntilFinal(sale, each.request) : response);
  }
  return responses;
};

const countDone = (responses: readonly ClientResponse[]): number =>
  responses.filter(({ kind }) => kind === "done").length;

const heldIn = async (sale: TestSale, seatIds: readonly string[] = ["A-1-1", "A-1-2"]): Promise<string> => {
  const hold = { kind: "hold", seatIds } as const;
  const key = `hold ${seatIds.join(" ")}`;
  const response = await requestUntilFinal(sale, { person: sale.person(0), key, operation: hold });
  if (response.kind !== "done") throw new Error("The seats could not be held.");
  return String(response.result["reservationId"]);
};

/** Requests with keys and operations by index, of different people if there are several. */
const requestsOf = (
  sale: TestSale,
  count: number,
  requestAt: (index: number) => { readonly key?: number; readonly operation: Operation },
): readonly ClientRequest[] =>
  Array.from({ length: count }, (_, index) => {
    const { key = index, operation } = requestAt(index);
    return { person: sale.person(index), key: `k${key}`, operation };
  });

export interface Crowd {
  readonly what: string;
  readonly people?: number;
  readonly balance?: number;
  /** @throws BrokenInvariant */
  readonly race: (sale: TestSale) => Promise<void>;
}

/** @throws FailedRun */
export const runCrowd = async (crowd: Crowd, guard?: Guard): Promise<void> => {
  const { what, people = 3, balance = 5 * PRICE } = crowd;
  const sale = await TestSale.open({ people, seats: 6, seatLimit: 6, balance }, { guard });
  sale.backsOff = true;
  try {
    await crowd.race(sale);
    await checkAtEnd(sale);
  } catch (error) {
    throw new FailedRun(sale.story, error, { what });
  } finally {
    await sale.close();
  }
};

const HOLDS = 60;
const TOP_UPS = 24;
const TOP_UPS_PER_KEY = 4;
const PAYMENTS = 20;
const PAYMENT_KEYS = 5;
const RESERVATIONS = 6;
const CANCELLATIONS = 20;
const REMINDERS = 15;

export const CROWDS: readonly Crowd[] = [
  {
    what: `S1: ${HOLDS} holds of one seat, one wins`,
    race: async (sale) => {
      const hold = { kind: "hold", seatIds: ["A-1-1"] } as const;
      const won = countDone(
        await race(
          sale,
          requestsOf(sale, HOLDS, () => ({ operation: hold })),
        ),
      );
      assertInvariant("S1", won === 1, () => `${won} hold the seat`);
    },
  },
  {
    what: `S2: ${HOLDS} holds of overlapping seats, each whole or not at all`,
    race: async (sale) => {
      const pairs = requestsOf(sale, HOLDS, (index) => ({
        operation: { kind: "hold", seatIds: [`A-1-${(index % 6) + 1}`, `A-1-${((index * 5 + 2) % 6) + 1}`] },
      }));
      const distinct = pairs.filter(
        ({ operation }) => operation.kind === "hold" && new Set(operation.seatIds).size === 2,
      );
      const won = countDone(await race(sale, distinct));
      assertInvariant("S2", won >= 1 && won <= 3, () => `${won} pairs of 6 seats are held`);
    },
  },
  {
    what: `M1, M3: ${TOP_UPS} top-ups of one account, ${TOP_UPS_PER_KEY} with each key`,
    people: 1,
    balance: 0,
    race: async (sale) => {
      const topUps = requestsOf(sale, TOP_UPS, (index) => {
        const key = Math.floor(index / TOP_UPS_PER_KEY);
        return { key, operation: { kind: "top-up", amount: 100 + key } };
      });
      const done = countDone(await race(sale, topUps));
      assertInvariant("M3", done === TOP_UPS, () => `${done} of ${TOP_UPS} responses say that it is done`);
      const entries = [...sale.snapshot.entries.values()].flat();
      const keys = TOP_UPS / TOP_UPS_PER_KEY;
      assertInvariant("M3", entries.length === keys, () => `${entries.length} entries for ${keys} keys`);
    },
  },
  {
    what: `M3: ${PAYMENTS} payments of one reservation with ${PAYMENT_KEYS} keys, one pays`,
    people: 1,
    race: async (sale) => {
      const operation = { kind: "pay", reservationId: await heldIn(sale) } as const;
      const responses = await race(
        sale,
        requestsOf(sale, PAYMENTS, (index) => ({ key: index % PAYMENT_KEYS, operation })),
      );
      const paid = responses.filter((response) => response.kind === "done" && !response.isRepeat).length;
      // The first response of the winner may be one that asked to try again.
      assertInvariant("M3", paid <= 1 && sale.snapshot.payments.size === 1, () => `${paid} payments`);
    },
  },
  {
    what: `M1, M3: ${RESERVATIONS} payments of one account for as many reservations, each paid once`,
    people: 1,
    balance: RESERVATIONS * PRICE,
    race: async (sale) => {
      const reservationIds: string[] = [];
      for (let seat = 1; seat <= RESERVATIONS; seat += 1) reservationIds.push(await heldIn(sale, [`A-1-${seat}`]));
      const responses = await race(
        sale,
        requestsOf(sale, RESERVATIONS, (index) => ({
          operation: { kind: "pay", reservationId: reservationIds[index] ?? "" },
        })),
      );
      assertInvariant("M3", countDone(responses) === RESERVATIONS, () => `${countDone(responses)} payments are done`);
      const { size } = sale.snapshot.payments;
      assertInvariant("M3", size === RESERVATIONS, () => `${size} of ${RESERVATIONS} reservations are paid`);
    },
  },
  {
    what: `M3, M4: ${CANCELLATIONS} cancellations of four seats, each given back once`,
    people: 1,
    race: async (sale) => {
      const reservationId = await heldIn(sale, ["A-1-1", "A-1-2", "A-1-3", "A-1-4"]);
      const payment = { kind: "pay", reservationId } as const;
      await requestUntilFinal(sale, { person: sale.person(0), key: "pay", operation: payment });
      const cancellations = requestsOf(sale, CANCELLATIONS, (index) => ({
        operation: { kind: "cancel", reservationId, seatIds: [`A-1-${(index % 4) + 1}`] },
      }));
      const given = countDone(await race(sale, cancellations));
      assertInvariant("M3", given === 4, () => `${given} seats of 4 are given back`);
    },
  },
  {
    what: `S4: ${REMINDERS} payments and ${REMINDERS} reminders of one hold at its end, by clocks that differ`,
    people: 1,
    race: async (sale) => {
      const operation = { kind: "pay", reservationId: await heldIn(sale) } as const;
      const { checkpoint, changes } = sale.inTransit;
      await completeDelivery(deliverChanges(sale, { from: checkpoint, count: changes.length }));
      sale.now += HOLD_SECONDS;
      const message = lastReminder(sale);
      const payments = requestsOf(sale, REMINDERS, () => ({ operation })).map((request) =>
        startRequest(sale, request, { clockOffset: -1 }),
      );
      const reminders = payments.map(() => deliverMessages(sale, [message]));
      for (const { invocation } of reminders) invocation.hasMetFault = true;
      await Promise.all([...payments, ...reminders].map(({ invocation }) => invocation.resume()));
      for (const payment of payments) await checkResponse(sale, payment);
      for (const { conclude } of reminders) await conclude();
      const { status } = [...sale.snapshot.reservations.values()][0] ?? {};
      assertInvariant("S4", status === "PAID" || status === "EXPIRED", () => `the reservation is ${status}`);
    },
  },
];
