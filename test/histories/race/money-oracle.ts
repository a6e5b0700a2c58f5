/** M1 to M5, and that seats, reservation and money agree (S4). See oracle.ts on independence. */
import type { Entry } from "#functions/balance/rules/ledger.ts";
import { type Payment, paymentIdOf } from "#functions/payments/rules/payment.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import { assertInvariant } from "#test/histories/engine/invariant.ts";
import type { Snapshot } from "#test/histories/race/snapshot.ts";
import { LIMITS, PRICES, type TestSale } from "#test/histories/race/test-sale.ts";

const sum = (amounts: Iterable<number>): number => Array.from(amounts).reduce((total, amount) => total + amount, 0);
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export const checkMoney = ({ snapshot, people, rewrittenEntries }: TestSale): void => {
  assertInvariant("M1", rewrittenEntries.length === 0, () => `an entry has changed: ${rewrittenEntries.join(", ")}`);
  for (const { userId, name } of people) checkLedger(snapshot, userId, name);
  for (const reservation of snapshot.reservations.values()) checkPayment(snapshot, reservation);
  checkConservation(snapshot);
};

const checkLedger = ({ accounts, entries }: Snapshot, userId: string, name: string): void => {
  const account = accounts.get(userId) ?? { balance: 0, seq: 0 };
  const own = entries.get(userId) ?? [];
  const numbers = own.map(({ seq }) => seq);
  const hasNoGap = numbers.every((number, index) => number === index + 1);
  assertInvariant("M1", hasNoGap, () => `${name}'s entries are numbered ${numbers.join(", ")}`);
  const isCounted = account.seq === own.length;
  assertInvariant("M1", isCounted, () => `${name} has ${own.length} entries, the account counts ${account.seq}`);
  const balance = checkEntries(own, name);
  const isSum = balance === account.balance;
  assertInvariant("M1", isSum, () => `${name} has ${account.balance} won, the entries add up to ${balance}`);
  const references = own.map(({ reference }) => reference);
  const twice = references.find((reference, index) => references.indexOf(reference) !== index);
  assertInvariant("M3", twice === undefined, () => `${name} has two entries for ${twice}`);
};

/** @returns the balance that the entries add up to */
const checkEntries = (entries: readonly Entry[], name: string): number => {
  let balance = 0;
  for (const { seq, kind, amount, balanceAfter } of entries) {
    balance += amount;
    const current = balance;
    assertInvariant(
      "M1",
      current === balanceAfter,
      () => `${name} has ${current} won after entry ${seq}, which says ${balanceAfter}`,
    );
    assertInvariant("M2", current >= 0, () => `${name} has ${current} won after entry ${seq}`);
    const isFair = Number.isSafeInteger(amount) && (kind !== "TOP_UP" || (amount >= 1 && amount <= LIMITS.amountMax));
    assertInvariant("M2", isFair, () => `${name}'s ${kind} number ${seq} is of ${amount} won`);
  }
  return balance;
};

/** Once all has been delivered, what the gateway has charged is credited: each top-up once, and no other. */
export const checkSettledMoney = ({ snapshot: { charged, entries } }: TestSale): void => {
  const topUps = [...entries.values()].flat().filter(({ kind }) => kind === "TOP_UP");
  for (const [topUpId, amount] of charged) {
    const credited = topUps.filter(({ reference }) => reference === topUpId).map((entry) => entry.amount);
    assertInvariant(
      "M3",
      same(credited, [amount]),
      () => `${amount} won were charged for ${topUpId}, and ${credited.join(", ") || "none"} credited`,
    );
  }
  const extra = topUps.find(({ reference }) => !charged.has(reference));
  assertInvariant(
    "M4",
    extra === undefined,
    () => `${extra?.amount} won were credited for ${extra?.reference}, but never charged`,
  );
};

const checkPayment = ({ payments, entries }: Snapshot, reservation: Reservation): void => {
  const { reservationId, status, userId, seatIds, returnedSeatIds, amount } = reservation;
  const payment = payments.get(reservationId);
  const isPaid = status === "PAID" || status === "CANCELLED";
  assertInvariant(
    "S4",
    isPaid === (payment !== undefined),
    () => `reservation ${reservationId} is ${status} and has ${payment ? "a" : "no"} payment`,
  );
  const own = entries.get(userId) ?? [];
  const debits = own.filter(({ reference }) => reference === paymentIdOf(reservationId));
  assertInvariant(
    "M3",
    debits.length === (payment ? 1 : 0),
    () => `${debits.length} entries pay the ${status} reservation ${reservationId}`,
  );
  if (payment === undefined) return;
  const [debit] = debits;
  assertInvariant(
    "M3",
    reservation.paymentId === payment.paymentId && debit?.seq === payment.entrySeq && debit.amount === -payment.amount,
    () => `the receipt of ${reservationId} is of ${payment.amount} won, its entry ${JSON.stringify(debit)}`,
  );
  const bought = [...new Set([...seatIds, ...returnedSeatIds])];
  assertInvariant(
    "M3",
    payment.amount === priceOf(bought, reservation),
    () => `${reservationId} paid ${payment.amount} won for ${seatsText(bought, reservation)}`,
  );
  assertInvariant(
    "M3",
    amount === priceOf(seatIds, reservation),
    () => `${reservationId} is worth ${amount} won with ${seatsText(seatIds, reservation)}`,
  );
  checkRefunds(reservation, payment, own);
};

const PRICES_BY_TYPE: ReadonlyMap<string | undefined, number> = new Map(Object.entries(PRICES));

/** What seats cost by their price types alone. */
const priceOf = (seatIds: readonly string[], { rates, rateOf }: Reservation): number =>
  sum(seatIds.map((seatId) => PRICES_BY_TYPE.get(rates[rateOf[seatId] ?? -1]?.priceType) ?? Number.NaN));

const seatsText = (seatIds: readonly string[], { rates, rateOf }: Reservation): string =>
  seatIds.map((seatId) => `${seatId} (${rates[rateOf[seatId] ?? -1]?.priceType})`).join(", ");

const checkRefunds = (
  reservation: Reservation,
  { amount: paid, refunds }: Payment,
  entries: readonly Entry[],
): void => {
  const { reservationId, status, seatIds, returnedSeatIds } = reservation;
  const refunded = refunds.flatMap((refund) => refund.seatIds).toSorted();
  // With its last seat, a reservation keeps the seats it had until then.
  const given = status === "CANCELLED" ? [...returnedSeatIds, ...seatIds] : [...returnedSeatIds];
  assertInvariant(
    "M3",
    same(refunded, given.toSorted()),
    () => `${reservationId} gave back ${given.join(", ")}, and was refunded for ${refunded.join(", ")}`,
  );
  const total = sum(refunds.map(({ amount }) => amount));
  assertInvariant("M5", total <= paid, () => `${reservationId} paid ${paid} won, and was refunded ${total}`);
  for (const { refundId, entrySeq, amount, seatIds: seats } of refunds) {
    const credit = entries.find(({ reference }) => reference === refundId);
    assertInvariant(
      "M3",
      credit?.seq === entrySeq && credit.amount === amount && amount === priceOf(seats, reservation),
      () => `refund ${refundId} of ${amount} won for ${seats.join(", ")} has the entry ${JSON.stringify(credit)}`,
    );
  }
};

const checkConservation = ({ accounts, entries, payments }: Snapshot): void => {
  const toppedUp = sum([...entries.values()].flat().map(({ kind, amount }) => (kind === "TOP_UP" ? amount : 0)));
  const balances = sum([...accounts.values()].map(({ balance }) => balance));
  const takings = sum([...payments.values()].map(({ amount }) => amount));
  const refunds = sum([...payments.values()].flatMap((payment) => payment.refunds.map(({ amount }) => amount)));
  assertInvariant(
    "M4",
    toppedUp === balances + takings - refunds,
    () =>
      `${toppedUp} won were topped up; balances ${balances}, takings ${takings} and refunds ${refunds} don't add up to that`,
  );
};
