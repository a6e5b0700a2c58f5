/** Bookings as they are before a page is opened: a sale, and seats that somebody has bought in it. */
import { admit, type Buyer, hold, newBuyer, pay, type Reservation } from "#test/browser/support/buyers.ts";
import { type Concert, type Operator, operator, type Performance } from "#test/browser/support/operator.ts";

export interface Sale {
  readonly concert: Concert;
  readonly performance: Performance;
}

type ConcertChanges = Parameters<Operator["newConcert"]>[0];
type PerformanceChanges = Parameters<Operator["newPerformance"]>[1];

/** A concert on sale with one performance. */
export const newSale = async (
  concertChanges: ConcertChanges = {},
  performanceChanges: PerformanceChanges = {},
): Promise<Sale> => {
  const { newConcert, newPerformance } = await operator();
  const concert = await newConcert(concertChanges);
  return { concert, performance: await newPerformance(concert.concertId, performanceChanges) };
};

/** Seats that are held and not paid for. */
export const holdIn = async ({ concert, performance }: Sale, buyer: Buyer, seatIds: readonly string[]) =>
  hold(buyer, await admit(buyer, concert.concertId), performance.performanceId, seatIds);

export const buyIn = async (sale: Sale, buyer: Buyer, seatIds: readonly string[]): Promise<Reservation> => {
  const { reservationId } = await holdIn(sale, buyer, seatIds);
  await pay(buyer, reservationId);
  return readReservation(buyer, reservationId);
};

export const readReservation = async ({ client }: Buyer, reservationId: string): Promise<Reservation> =>
  (await client.call("readReservation", { params: { reservationId } })).body;

export const readReceipt = async (buyer: Buyer, reservationId: string) => {
  const { paymentId } = await readReservation(buyer, reservationId);
  return (await buyer.client.call("readPayment", { params: { paymentId: paymentId ?? "" } })).body;
};

/** Somebody with points enough for an evening. */
export const richBuyer = (name?: string): Promise<Buyer> =>
  newBuyer({ points: 1_000_000, ...(name === undefined ? {} : { name }) });
