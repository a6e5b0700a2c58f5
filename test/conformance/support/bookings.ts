import { expect } from "@jest/globals";
import { type Answer, call, newKey } from "#test/conformance/support/client.ts";
import type { Guest } from "#test/conformance/support/line.ts";
import { persist, until } from "#test/conformance/support/polling.ts";
import type {
  Balance,
  LedgerEntry,
  Page,
  Receipt,
  Refund,
  Reservation,
  SeatMap,
} from "#test/conformance/support/shapes.ts";
import type { User } from "#test/conformance/support/users.ts";

const PAGE = 100;
/** Two seconds, as for every figure about seats, and what the requests take. */
export const SEAT_MAP_SECONDS_MAX = 3;

export const hold = (
  guest: Guest,
  performanceId: string,
  seatIds: readonly string[],
  key = newKey(),
): Promise<Answer<Reservation>> => holdBy(guest, performanceId, { seatIds }, key);

/** Asks for a hold with a body of one's own: the best available, say. */
export const holdBy = (
  guest: Guest,
  performanceId: string,
  body: unknown,
  key = newKey(),
): Promise<Answer<Reservation>> =>
  call<Reservation>("POST", `/v1/performances/${performanceId}/reservations`, { ...guest, key, body });

/** Holds seats that are free. */
export const held = async (guest: Guest, performanceId: string, seatIds: readonly string[]): Promise<Reservation> => {
  const key = newKey();
  const { answer } = await persist(() => hold(guest, performanceId, seatIds, key));
  expect(answer.status).toBe(201);
  return answer.body;
};

export const pay = (user: User, reservationId: string, key = newKey()): Promise<Answer<Receipt>> =>
  call<Receipt>("POST", `/v1/reservations/${reservationId}/payment`, { user, key });

/** Pays a reservation that the balance covers. */
export const paid = async (user: User, reservationId: string): Promise<Receipt> => {
  const key = newKey();
  const { answer } = await persist(() => pay(user, reservationId, key));
  expect(answer.status).toBe(201);
  return answer.body;
};

/** Gives seats back: those named, or all. */
export const cancel = (
  user: User,
  reservationId: string,
  seatIds?: readonly string[],
  key = newKey(),
): Promise<Answer<Refund>> =>
  call<Refund>("POST", `/v1/reservations/${reservationId}/cancellation`, {
    user,
    key,
    body: seatIds === undefined ? {} : { seatIds },
  });

export const topUp = (user: User, amount: unknown, key = newKey()): Promise<Answer<LedgerEntry>> =>
  call<LedgerEntry>("POST", "/v1/balance/top-ups", { user, key, body: { amount } });

/** TopUps an amount that is in range. */
export const charged = async (user: User, amount: number): Promise<LedgerEntry> => {
  const key = newKey();
  const { answer } = await persist(() => topUp(user, amount, key));
  expect(answer.status).toBe(201);
  return answer.body;
};

export const extend = (user: User, reservationId: string): Promise<Answer<Reservation>> =>
  call<Reservation>("POST", `/v1/reservations/${reservationId}/extension`, { user });

export const release = (user: User, reservationId: string): Promise<Answer<undefined>> =>
  call<undefined>("DELETE", `/v1/reservations/${reservationId}`, { user });

export const readReservation = async (user: User, reservationId: string): Promise<Reservation> => {
  const answer = await call<Reservation>("GET", `/v1/reservations/${reservationId}`, { user });
  expect(answer.status).toBe(200);
  return answer.body;
};

export const readBalance = async (user: User): Promise<number> => {
  const answer = await call<Balance>("GET", "/v1/balance", { user });
  expect(answer.status).toBe(200);
  return answer.body.balance;
};

/** All of a list, read page by page. */
export const readAll = async <Item>(user: User | null, path: string, limit = PAGE): Promise<readonly Item[]> => {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const from: string = cursor === null ? "" : `&cursor=${cursor}`;
    const answer: Answer<Page<Item>> = await call("GET", `${path}?limit=${limit}${from}`, { user });
    expect(answer.status).toBe(200);
    expect(answer.body.items.length).toBeLessThanOrEqual(limit);
    items.push(...answer.body.items);
    cursor = answer.body.nextCursor;
  } while (cursor !== null);
  return items;
};

/** Every ledger entry of the user, newest first. */
export const readStatement = (user: User): Promise<readonly LedgerEntry[]> => readAll(user, "/v1/balance/entries");

export const readReservations = (user: User): Promise<readonly Reservation[]> => readAll(user, "/v1/reservations");

/** The status of every seat, by seat id. */
export const readSeats = async (guest: Guest, performanceId: string): Promise<ReadonlyMap<string, string>> => {
  const answer = await call<SeatMap>("GET", `/v1/performances/${performanceId}/seats`, { ...guest });
  expect(answer.status).toBe(200);
  return new Map(answer.body.seats.map((seat) => [seat.seatId, seat.status]));
};

/** A map may be a moment old, so that a crowd costs one reading of it: waits until it shows these seats so, and returns it. */
export const untilSeats = (
  guest: Guest,
  performanceId: string,
  expected: Readonly<Record<string, "AVAILABLE" | "HELD" | "SOLD">>,
): Promise<ReadonlyMap<string, string>> =>
  until(
    `seats are ${JSON.stringify(expected)}`,
    async () => {
      const map = await readSeats(guest, performanceId);
      return Object.entries(expected).every(([seatId, status]) => map.get(seatId) === status) ? map : undefined;
    },
    SEAT_MAP_SECONDS_MAX,
  );

/** Expects that the statement explains the balance: M1. */
export const expectLedgerToAddUp = async (user: User): Promise<void> => {
  const entries = (await readStatement(user)).toReversed();
  expect(entries.map((entry) => entry.seq)).toEqual(entries.map((_, index) => index + 1));
  let sum = 0;
  for (const entry of entries) {
    sum += entry.amount;
    expect(entry.balanceAfter).toBe(sum);
    expect(sum).toBeGreaterThanOrEqual(0);
  }
  expect(await readBalance(user)).toBe(sum);
};
