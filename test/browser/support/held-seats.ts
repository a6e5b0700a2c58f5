/** Somebody who holds seats and is about to pay for them. */
import type { CallArguments } from "#client/call-types.ts";
import type { VisitOptions } from "#test/browser/support/browser.ts";
import { admit, type Buyer, hold, newBuyer, type Reservation } from "#test/browser/support/buyers.ts";
import { operator, type Performance } from "#test/browser/support/operator.ts";
import { type ServiceUnderTest, service } from "#test/browser/support/service.ts";

type NewPerformance = CallArguments<"createPerformance">[0]["body"];

export interface HeldSeats {
  readonly buyer: Buyer;
  readonly queueToken: string;
  readonly performance: Performance;
  readonly reservation: Reservation;
  /** The path of the payment. */
  readonly path: string;
  /** For the visit of the buyer. */
  readonly visit: Pick<VisitOptions, "as" | "queueTokens" | "service">;
}

interface HeldSeatsOptions {
  readonly service?: ServiceUnderTest;
  readonly points?: number;
  readonly performance?: Partial<NewPerformance>;
  readonly seatIds?: readonly string[];
}

/** Two seats at 66,000 won each, held by a new buyer in a new concert. */
export const heldSeats = async (options: HeldSeatsOptions = {}): Promise<HeldSeats> => {
  const { service: target = service, points, performance: changes, seatIds = ["A-1-1", "A-1-2"] } = options;
  const { newConcert, newPerformance } = await operator(target);
  const { concertId } = await newConcert();
  const performance = await newPerformance(concertId, changes);
  const buyer = await newBuyer({ service: target, ...(points === undefined ? {} : { points }) });
  const queueToken = await admit(buyer, concertId);
  const reservation = await hold(buyer, queueToken, performance.performanceId, seatIds);
  return {
    buyer,
    queueToken,
    performance,
    reservation,
    path: `/reservations/${reservation.reservationId}/payment`,
    visit: { as: buyer, queueTokens: { [concertId]: queueToken }, service: target },
  };
};

export const statusOf = async ({ buyer, reservation }: HeldSeats): Promise<Reservation["status"]> => {
  const { reservationId } = reservation;
  return (await buyer.client.call("readReservation", { params: { reservationId } })).body.status;
};

/** What has moved on the balance, newest first, such as "PAYMENT -132000". */
export const movementsOf = async ({ buyer }: HeldSeats): Promise<readonly string[]> =>
  (await buyer.client.call("listEntries")).body.items.map(({ kind, amount }) => `${kind} ${amount}`);
