/**
 * S4 at the end of a hold: a payment races a rival. Each side is stopped before each of its calls while the other runs:
 * at the last second of the hold, at its end, and with clocks that differ by a second.
 */
import { FailedRun } from "#test/histories/engine/failed-run.ts";
import { assertInvariant } from "#test/histories/engine/invariant.ts";
import { nextCalls } from "#test/histories/engine/invocation.ts";
import { checkResponse, requestUntilFinal, startRequest } from "#test/histories/race/client-request.ts";
import { completeDelivery, deliverChanges, deliverMessages, lastReminder } from "#test/histories/race/delivery.ts";
import type { Guard } from "#test/histories/race/guards.ts";
import type { InstrumentedInvocation } from "#test/histories/race/instrumented-invocation.ts";
import { checkAtEnd, checkNow } from "#test/histories/race/oracle.ts";
import type { ClientRequest, ClientResponse, Operation } from "#test/histories/race/requests.ts";
import { HOLD_SECONDS, PRICE, TestSale } from "#test/histories/race/test-sale.ts";

export const RIVALS = [
  "reminder",
  "hold by someone else",
  "release",
  "extension",
  "change of prices",
  "second payment",
] as const;
export type Rival = (typeof RIVALS)[number];

interface Race {
  readonly rival: Rival;
  /** Seconds from the end of the hold, by the clocks of the payment and of the rival. */
  readonly paymentAt: number;
  readonly rivalAt: number;
  /** Which side is stopped, and before which call; the other runs meanwhile. */
  readonly stopped: "payment" | "rival";
  readonly before: number;
}

const raceText = ({ rival, paymentAt, rivalAt, stopped, before }: Race): string =>
  `payment at ${paymentAt} s, ${rival} at ${rivalAt} s, the ${stopped} stopped before call ${before}`;

const CLOCKS = [
  { paymentAt: -1, rivalAt: -1 },
  { paymentAt: 0, rivalAt: 0 },
  { paymentAt: -1, rivalAt: 0 },
  { paymentAt: 0, rivalAt: -1 },
] as const;

/** Races that only differ in where one side is stopped. */
export type RaceSeries = Omit<Race, "before">;

export const seriesAgainst = (rival: Rival): readonly RaceSeries[] =>
  CLOCKS.flatMap((clocks) => (["payment", "rival"] as const).map((stopped) => ({ rival, ...clocks, stopped })));

const CALLS_MAX = 50;

/**
 * Stops one side before its first call, its second, and so on, until it has none left.
 * @returns how many races there were
 * @throws FailedRun
 */
export const runSeries = async (series: RaceSeries, guard?: Guard): Promise<number> => {
  for (let before = 1; before <= CALLS_MAX; before += 1) {
    if (await runRace({ ...series, before }, guard)) return before;
  }
  throw new Error(`${raceText({ ...series, before: CALLS_MAX })}: its calls have no end.`);
};

interface Side {
  readonly invocation: InstrumentedInvocation<unknown>;
  readonly conclude: () => Promise<ClientResponse | undefined>;
}

/** @returns whether the side to be stopped had ended before */
const runRace = async (race: Race, guard?: Guard): Promise<boolean> => {
  const sale = await TestSale.open({ people: 2, seats: 2, seatLimit: 2, balance: 5 * PRICE }, { guard });
  try {
    return await meet(sale, race);
  } catch (error) {
    throw new FailedRun(sale.story, error, { what: raceText(race) });
  } finally {
    await sale.close();
  }
};

const meet = async (sale: TestSale, race: Race): Promise<boolean> => {
  const reservationId = await holdUntilItsEnd(sale);
  const payment = startPayment(sale, reservationId, "pay", race.paymentAt);
  const rival = startRival(sale, race, reservationId);
  const [first, second] = race.stopped === "payment" ? [payment, rival] : [rival, payment];
  const hadEnded = await first.invocation.resume(nextCalls(race.before - 1));
  await second.invocation.resume();
  checkNow(sale);
  await first.invocation.resume();
  const [paymentResponse, rivalResponse] = [await payment.conclude(), await rival.conclude()];
  checkNow(sale);
  const status = sale.snapshot.reservations.get(reservationId)?.status ?? "gone";
  assertOneWinner(race, { payment: paymentResponse, rival: rivalResponse, status });
  await checkAtEnd(sale);
  return hadEnded;
};

/** @returns the reservation of a hold of all seats. Its reminder has been sent, and its time has passed. */
const holdUntilItsEnd = async (sale: TestSale): Promise<string> => {
  await requestUntilFinal(sale, requestOf(sale, 0, "hold", { kind: "hold", seatIds: sale.seatIds }));
  await completeDelivery(deliverChanges(sale, { from: 0, count: 1 }));
  const [reservation] = sale.snapshot.reservations.values();
  if (reservation === undefined) throw new Error("The seats were not held.");
  sale.now += HOLD_SECONDS;
  return reservation.reservationId;
};

const requestOf = (sale: TestSale, person: number, key: string, operation: Operation): ClientRequest => ({
  person: sale.person(person),
  key,
  operation,
});

const startSide = (sale: TestSale, request: ClientRequest, clockOffset: number): Side => {
  const pending = startRequest(sale, request, { clockOffset });
  return { invocation: pending.invocation, conclude: () => checkResponse(sale, pending) };
};

const startPayment = (sale: TestSale, reservationId: string, key: string, clockOffset: number): Side =>
  startSide(sale, requestOf(sale, 0, key, { kind: "pay", reservationId }), clockOffset);

const startRival = (sale: TestSale, { rival, rivalAt }: Race, reservationId: string): Side => {
  const startOther = (person: number, operation: Operation): Side =>
    startSide(sale, requestOf(sale, person, "other", operation), rivalAt);
  switch (rival) {
    case "reminder": {
      const { invocation, conclude } = deliverMessages(sale, [lastReminder(sale)], { clockOffset: rivalAt });
      return { invocation, conclude: () => conclude().then(() => undefined) };
    }
    case "hold by someone else":
      return startOther(1, { kind: "hold", seatIds: sale.seatIds });
    case "release":
      return startOther(0, { kind: "release", reservationId });
    case "extension":
      return startOther(0, { kind: "extend", reservationId });
    case "change of prices":
      return startOther(0, { kind: "change", reservationId, seatIds: sale.seatIds, priceType: "youth" });
    case "second payment":
      return startPayment(sale, reservationId, "other", rivalAt);
  }
};

interface RaceResult {
  readonly payment: ClientResponse | undefined;
  readonly rival: ClientResponse | undefined;
  readonly status: string;
}

const isDone = (response: ClientResponse | undefined): boolean => response?.kind === "done";

const assertOneWinner = (race: Race, { payment, rival, status }: RaceResult): void => {
  const { paymentAt, rivalAt, stopped, before } = race;
  const result = (): string =>
    `the reservation is ${status}, the payment ${JSON.stringify(payment)}, the rival ${JSON.stringify(rival)}`;
  const paidByRival = race.rival === "second payment" && isDone(rival);
  assertInvariant("S4", (status === "PAID") === (isDone(payment) || paidByRival), result);
  // An extended hold can be paid at what was its end, if the extension came first.
  if (race.rival === "extension") {
    assertInvariant("S3", paymentAt < 0 || !isDone(payment) || isDone(rival), result);
    return;
  }
  // A hold can be paid after its prices have changed. The oracle compares what was taken with what its seats cost.
  if (race.rival === "change of prices") {
    assertInvariant("S3", paymentAt < 0 || !isDone(payment), result);
    assertInvariant("S3", rivalAt < 0 || !isDone(rival), result);
    assertInvariant("S4", paymentAt >= 0 || isDone(payment), result);
    return;
  }
  assertInvariant("S4", !(isDone(payment) && isDone(rival)), result);
  assertInvariant("S3", paymentAt < 0 || !isDone(payment), () => `paid at its end: ${result()}`);
  assertInvariant("S3", rivalAt < 0 || !paidByRival, () => `paid at its end: ${result()}`);
  // One side has to win: before the end the payment, unless the seats are given up; from the end on whoever wants them.
  const needsEnd = race.rival === "reminder" || race.rival === "hold by someone else";
  if (paymentAt < 0 && rivalAt < 0 && needsEnd) assertInvariant("S4", isDone(payment), result);
  if (paymentAt >= 0 && rivalAt >= 0) {
    if (race.rival === "reminder") assertInvariant("S4", status === "EXPIRED", result);
    if (race.rival === "hold by someone else") assertInvariant("S3", isDone(rival), result);
  }
  // If the rival was stopped before its first call, the payment came first.
  if (before === 1 && stopped === "rival" && paymentAt < 0) assertInvariant("S4", isDone(payment), result);
};
