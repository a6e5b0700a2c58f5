/** M1 to M4, and that seats, reservation and money tell the same (S4). */
import { type Payment, paymentIdOf } from "#functions/payments/receipt.ts";
import type { Reservation } from "#functions/reservations/reservation.ts";
import { holds } from "#test/histories/race/promise.ts";
import type { Snapshot } from "#test/histories/race/snapshot.ts";
import { LIMITS, PRICE, type World } from "#test/histories/race/test-sale.ts";

const sum = (figures: Iterable<number>): number => Array.from(figures).reduce((total, figure) => total + figure, 0);
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export const checkMoney = ({ snapshot, people, rewritten }: World): void => {
  holds("M1", rewritten.length === 0, () => `an entry has changed: ${rewritten.join(", ")}`);
  for (const { userId, name } of people) checkLedger(snapshot, userId, name);
  for (const reservation of snapshot.reservations.values()) checkPayment(snapshot, reservation);
  checkConservation(snapshot);
};

const checkLedger = ({ accounts, entries }: Snapshot, userId: string, name: string): void => {
  const account = accounts.get(userId) ?? { balance: 0, seq: 0 };
  const own = entries.get(userId) ?? [];
  const numbers = own.map(({ seq }) => seq);
  holds(
    "M1",
    same(
      numbers,
      numbers.map((_, index) => index + 1),
    ),
    () => `${name}'s entries are numbered ${numbers.join(", ")}`,
  );
  holds("M1", account.seq === own.length, () => `${name} has ${own.length} entries, the account says ${account.seq}`);
  let balance = 0;
  for (const { seq, kind, amount, balanceAfter } of own) {
    balance += amount;
    holds(
      "M1",
      balance === balanceAfter,
      () => `${name} has ${balance} won after entry ${seq}, which says ${balanceAfter}`,
    );
    holds("M2", balance >= 0, () => `${name} has ${balance} won after entry ${seq}`);
    const isFair = Number.isSafeInteger(amount) && (kind !== "CHARGE" || (amount >= 1 && amount <= LIMITS.amountMax));
    holds("M2", isFair, () => `${name}'s ${kind} number ${seq} is of ${amount} won`);
  }
  holds("M1", balance === account.balance, () => `${name} has ${account.balance} won, the entries make ${balance}`);
  const references = own.map(({ reference }) => reference);
  const twice = references.find((reference, index) => references.indexOf(reference) !== index);
  holds("M3", twice === undefined, () => `${name} has two entries for ${twice}`);
};

/** When all has been delivered, what the gateway has taken is credited: each charge once, and no other. */
export const checkSettledMoney = ({ snapshot: { taken, entries } }: World): void => {
  const charges = [...entries.values()].flat().filter(({ kind }) => kind === "CHARGE");
  for (const [chargeId, amount] of taken) {
    const credited = charges.filter(({ reference }) => reference === chargeId).map((entry) => entry.amount);
    holds(
      "M3",
      same(credited, [amount]),
      () => `${amount} won were taken for ${chargeId} and ${credited.join(", ")} credited`,
    );
  }
  const extra = charges.find(({ reference }) => !taken.has(reference));
  holds("M4", extra === undefined, () => `${extra?.amount} won were credited for ${extra?.reference}, but never taken`);
};

const checkPayment = ({ payments, entries }: Snapshot, reservation: Reservation): void => {
  const { reservationId, status, userId, seatIds, returnedSeatIds, amount } = reservation;
  const payment = payments.get(reservationId);
  const isPaid = status === "PAID" || status === "CANCELLED";
  holds(
    "S4",
    isPaid === (payment !== undefined),
    () => `reservation ${reservationId} is ${status} and has ${payment ? "a" : "no"} payment`,
  );
  const of = (entries.get(userId) ?? []).filter(({ reference }) => reference === paymentIdOf(reservationId));
  holds(
    "M3",
    of.length === (payment ? 1 : 0),
    () => `${of.length} entries pay the ${status} reservation ${reservationId}`,
  );
  if (payment === undefined) return;
  const [debit] = of;
  holds(
    "M3",
    reservation.paymentId === payment.paymentId && debit?.seq === payment.entrySeq && debit.amount === -payment.amount,
    () => `the receipt of ${reservationId} is of ${payment.amount} won, its entry ${JSON.stringify(debit)}`,
  );
  const bought = new Set([...seatIds, ...returnedSeatIds]).size;
  holds(
    "M3",
    payment.amount === bought * PRICE,
    () => `${reservationId} paid ${payment.amount} won for ${bought} seats`,
  );
  holds(
    "M3",
    amount === seatIds.length * PRICE,
    () => `${reservationId} is worth ${amount} won with ${seatIds.length} seats`,
  );
  checkRefunds(reservation, payment, entries.get(userId) ?? []);
};

const checkRefunds = (
  { reservationId, status, seatIds, returnedSeatIds }: Reservation,
  { refunds }: Payment,
  entries: readonly { readonly seq: number; readonly reference: string; readonly amount: number }[],
): void => {
  const returned = refunds.flatMap((refund) => refund.seatIds).toSorted();
  // With the last seat the reservation keeps the seats it had until then.
  const gone = status === "CANCELLED" ? [...returnedSeatIds, ...seatIds] : [...returnedSeatIds];
  holds(
    "M3",
    same(returned, gone.toSorted()),
    () => `${reservationId} gave ${gone.join(", ")} back and was refunded for ${returned.join(", ")}`,
  );
  for (const { refundId, entrySeq, amount, seatIds: seats } of refunds) {
    const credit = entries.find(({ reference }) => reference === refundId);
    holds(
      "M3",
      credit?.seq === entrySeq && credit.amount === amount && amount === seats.length * PRICE,
      () => `refund ${refundId} of ${amount} won for ${seats.join(", ")} has the entry ${JSON.stringify(credit)}`,
    );
  }
};

const checkConservation = ({ accounts, entries, payments }: Snapshot): void => {
  const charged = sum([...entries.values()].flat().map(({ kind, amount }) => (kind === "CHARGE" ? amount : 0)));
  const balances = sum([...accounts.values()].map(({ balance }) => balance));
  const taken = sum([...payments.values()].map(({ amount }) => amount));
  const refunded = sum([...payments.values()].flatMap(({ refunds }) => refunds.map(({ amount }) => amount)));
  holds(
    "M4",
    charged === balances + taken - refunded,
    () =>
      `${charged} won were charged; balances ${balances}, takings ${taken} and refunds ${refunded} don't make that up`,
  );
};
