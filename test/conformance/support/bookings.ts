import { expect } from "@jest/globals";
import { type ApiResponse, call, newKey } from "#test/conformance/support/client.ts";
import { persist, until } from "#test/conformance/support/polling.ts";
import type { Guest } from "#test/conformance/support/queue.ts";
import type {
  Balance,
  CancellationQuote,
  LedgerEntry,
  Page,
  Receipt,
  Refund,
  Reservation,
  SeatMap,
} from "#test/conformance/support/shapes.ts";
import type { User } from "#test/conformance/support/users.ts";

const PAGE = 100;
/** Seat maps and counts are right within two seconds as a rule; on a busy machine the stream that they follow is later. */
export const SEAT_MAP_SECONDS_MAX = 15;

export const hold = (
  guest: Guest,
  performanceId: string,
  seatIds: readonly string[],
  key = newKey(),
): Promise<ApiResponse<Reservation>> => holdBy(guest, performanceId, { seatIds }, key);

/** Requests a hold with any body, such as for the best available seats. */
export const holdBy = (
  guest: Guest,
  performanceId: string,
  body: unknown,
  key = newKey(),
): Promise<ApiResponse<Reservation>> =>
  call<Reservation>("POST", `/v1/performances/${performanceId}/reservations`, { ...guest, key, body });

/** Holds seats that are free. */
export const held = async (guest: Guest, performanceId: string, seatIds: readonly string[]): Promise<Reservation> => {
  const key = newKey();
  const { response } = await persist(() => hold(guest, performanceId, seatIds, key));
  expect(response.status).toBe(201);
  return response.body;
};

export const pay = (user: User, reservationId: string, key = newKey()): Promise<ApiResponse<Receipt>> =>
  call<Receipt>("POST", `/v1/reservations/${reservationId}/payment`, { user, key });

/** Pays a reservation that the balance covers. */
export const paid = async (user: User, reservationId: string): Promise<Receipt> => {
  const key = newKey();
  const { response } = await persist(() => pay(user, reservationId, key));
  expect(response.status).toBe(201);
  return response.body;
};

/** Cancels the named seats, or all of them. */
export const cancel = (
  user: User,
  reservationId: string,
  seatIds?: readonly string[],
  key = newKey(),
): Promise<ApiResponse<Refund>> => cancelBy(user, reservationId, seatIds === undefined ? {} : { seatIds }, key);

/** Requests a cancellation with any body. */
export const cancelBy = (
  user: User,
  reservationId: string,
  body: unknown,
  key = newKey(),
): Promise<ApiResponse<Refund>> =>
  call<Refund>("POST", `/v1/reservations/${reservationId}/cancellation`, { user, key, body });

/** @param query such as `?seatIds=A-1-1` */
export const quote = (user: User, reservationId: string, query = ""): Promise<ApiResponse<CancellationQuote>> =>
  call<CancellationQuote>("GET", `/v1/reservations/${reservationId}/cancellation-quote${query}`, { user });

export const topUp = (user: User, amount: unknown, key = newKey()): Promise<ApiResponse<LedgerEntry>> =>
  call<LedgerEntry>("POST", "/v1/balance/top-ups", { user, key, body: { amount } });

/** Tops up an amount within the limits. */
export const toppedUp = async (user: User, amount: number): Promise<LedgerEntry> => {
  const key = newKey();
  const { response } = await persist(() => topUp(user, amount, key));
  expect(response.status).toBe(201);
  return response.body;
};

export const extend = (user: User, reservationId: string, from?: string): Promise<ApiResponse<Reservation>> => {
  const query = from === undefined ? "" : `?from=${encodeURIComponent(from)}`;
  return call<Reservation>("POST", `/v1/reservations/${reservationId}/extension${query}`, { user });
};

/** Changes price types or the promotion code. */
export const change = (user: User, reservationId: string, body: unknown): Promise<ApiResponse<Reservation>> =>
  call<Reservation>("PATCH", `/v1/reservations/${reservationId}`, { user, body });

export const release = (user: User, reservationId: string): Promise<ApiResponse<undefined>> =>
  call<undefined>("DELETE", `/v1/reservations/${reservationId}`, { user });

export const readReservation = async (user: User, reservationId: string): Promise<Reservation> => {
  const response = await call<Reservation>("GET", `/v1/reservations/${reservationId}`, { user });
  expect(response.status).toBe(200);
  return response.body;
};

export const readBalance = async (user: User): Promise<number> => {
  const response = await call<Balance>("GET", "/v1/balance", { user });
  expect(response.status).toBe(200);
  return response.body.balance;
};

/** Reads a whole list, page by page. */
export const readAll = async <Item>(user: User | null, path: string, limit = PAGE): Promise<readonly Item[]> => {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const from: string = cursor === null ? "" : `&cursor=${cursor}`;
    const response: ApiResponse<Page<Item>> = await call("GET", `${path}?limit=${limit}${from}`, { user });
    expect(response.status).toBe(200);
    expect(response.body.items.length).toBeLessThanOrEqual(limit);
    items.push(...response.body.items);
    cursor = response.body.nextCursor;
  } while (cursor !== null);
  return items;
};

/** Every ledger entry of the user, newest first. */
export const readStatement = (user: User): Promise<readonly LedgerEntry[]> => readAll(user, "/v1/balance/entries");

export const readReservations = (user: User): Promise<readonly Reservation[]> => readAll(user, "/v1/reservations");

/** The status of every seat, by seat id. */
export const readSeats = async (guest: Guest, performanceId: string): Promise<ReadonlyMap<string, string>> => {
  const response = await call<SeatMap>("GET", `/v1/performances/${performanceId}/seats`, { ...guest });
  expect(response.status).toBe(200);
  return new Map(response.body.seats.map((seat) => [seat.seatId, seat.status]));
};

/** Waits until the seat map, which may be a moment old, shows these statuses, and returns it. */
export const untilSeats = (
  guest: Guest,
  performanceId: string,
  expected: Readonly<Record<string, "AVAILABLE" | "HELD" | "SOLD" | "BLOCKED">>,
): Promise<ReadonlyMap<string, string>> =>
  until(
    `seats are ${JSON.stringify(expected)}`,
    async () => {
      const map = await readSeats(guest, performanceId);
      return Object.entries(expected).every(([seatId, status]) => map.get(seatId) === status) ? map : undefined;
    },
    SEAT_MAP_SECONDS_MAX,
  );

/** Waits until the seat map shows this many seats as taken, and returns them in order. */
export const untilTaken = (guest: Guest, performanceId: string, count: number): Promise<readonly string[]> =>
  until(
    `${count} seats are taken`,
    async () => {
      const map = await readSeats(guest, performanceId);
      const taken = [...map].flatMap(([seatId, status]) => (status === "AVAILABLE" ? [] : [seatId]));
      return taken.length === count ? taken.toSorted() : undefined;
    },
    SEAT_MAP_SECONDS_MAX,
  );

/** Expects that the statement adds up to the balance: M1. */
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
