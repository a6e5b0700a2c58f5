/** The stored items of a sale, in the words of the service. */
import type { Entry } from "#functions/balance/rules/ledger.ts";
import type { Payment } from "#functions/payments/rules/payment.ts";
import { toReservation } from "#functions/reservations/reservation-item.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import type { TakenSeat } from "#functions/seats/rules/seat-occupancy.ts";
import { type Item, tableNamed } from "#functions/shared/dynamodb.ts";
import type { StoredItem, StoredItems } from "#test/histories/race/stored-items.ts";

export interface Account {
  readonly balance: number;
  readonly seq: number;
}

export interface Snapshot {
  readonly seats: ReadonlyMap<string, TakenSeat>;
  readonly reservations: ReadonlyMap<string, Reservation>;
  /** By reservation. */
  readonly payments: ReadonlyMap<string, Payment>;
  /** By user. */
  readonly accounts: ReadonlyMap<string, Account>;
  /** By user, in the order of their numbers. */
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
  /** By top-up: the amount that the gateway has charged, by its own books. */
  readonly charged: ReadonlyMap<string, number>;
  /** By user: the seats that their place in the queue counts. */
  readonly countedSeats: ReadonlyMap<string, number>;
  /** By section: the seats that its availability counts as occupied. */
  readonly occupiedSeats: ReadonlyMap<string, number>;
}

const [seats, reservations, balance, queue] = (["seats", "reservations", "balance", "queue"] as const).map(tableNamed);

const after = (prefix: string, text: string): string => text.slice(prefix.length);

const toSeat = (item: Item): TakenSeat => ({
  seatId: after("SEAT#", String(item["sk"])),
  index: Number(item["index"]),
  reservationId: String(item["reservationId"]),
  userId: String(item["userId"]),
  state: item["state"] as TakenSeat["state"],
  expiresAt: item["expiresAt"] as number | undefined,
});

const isApproved = ({ result }: Item): boolean =>
  (result as { readonly kind?: string } | undefined)?.kind === "approved";

export const snapshotOf = (items: StoredItems, performanceId: string): Snapshot => {
  const all = items.all;
  const of = (table: string | undefined, prefix: string): readonly StoredItem[] =>
    all.filter(({ key }) => key.table === table && key.sk.startsWith(prefix));
  const entries = of(balance, "ENTRY#").toSorted((one, other) => (one.key.sk < other.key.sk ? -1 : 1));
  const userOf = ({ key }: StoredItem): string => after("USER#", key.pk);
  return {
    seats: new Map(of(seats, "SEAT#").map(({ item }) => [after("SEAT#", String(item["sk"])), toSeat(item)])),
    reservations: new Map(
      of(reservations, "RESERVATION")
        .filter(({ item }) => item["userId"] !== undefined)
        .map(({ item }) => [String(item["reservationId"]), toReservation(item)]),
    ),
    payments: new Map(
      of(reservations, "PAYMENT").map(({ key, item }) => [
        after("RES#", key.pk),
        { refunds: [], ...item } as unknown as Payment,
      ]),
    ),
    accounts: new Map(of(balance, "BALANCE").map((each) => [userOf(each), each.item as unknown as Account])),
    entries: Map.groupBy(
      entries.map((each) => ({ userId: userOf(each), ...(each.item as unknown as Entry) })),
      ({ userId }) => userId,
    ),
    charged: new Map(
      of(balance, "CHARGE")
        .filter(({ key, item }) => key.pk.startsWith("GATEWAY#") && isApproved(item))
        .map(({ key, item }) => [after("GATEWAY#", key.pk), Number(item["amount"])]),
    ),
    countedSeats: new Map(
      of(queue, "TOKEN").map(({ item }) => [String(item["userId"]), Number(item[`seats:${performanceId}`] ?? 0)]),
    ),
    occupiedSeats: new Map(
      of(seats, "AVAILABILITY#").map(({ key, item }) => [after("AVAILABILITY#", key.sk), Number(item["occupied"])]),
    ),
  };
};

/** Whether a reservation has its seats at a time. */
export const isLive = ({ status, expiresAt }: Reservation, now: number): boolean =>
  status === "PAID" || (status === "HELD" && expiresAt > now);
