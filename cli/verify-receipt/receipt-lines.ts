import type { GenuineReceipt } from "#cli/verify-receipt/genuine-receipt.ts";

const won = (amount: number): string => `${amount.toLocaleString("en-US")} won`;

/** What one seat cost. Whatever is as for most seats is left out. */
const priceText = ({ priceType, price, discount, bookingFee }: GenuineReceipt["seats"][number]): string =>
  [
    won(price),
    priceType === "standard" ? "" : ` (${priceType})`,
    discount === 0 ? "" : `, less ${won(discount)}`,
    bookingFee === 0 ? "" : `, and a booking fee of ${won(bookingFee)}`,
  ].join("");

/** A receipt as lines for people to read. */
export const receiptLines = (receipt: GenuineReceipt): readonly string[] => [
  `Receipt ${receipt.receiptNumber}, signed by ${receipt.iss}`,
  ...receipt.seats.map(
    (seats) => `  ${seats.seatIds.length} × ${seats.category} at ${priceText(seats)}: ${seats.seatIds.join(", ")}`,
  ),
  `  Total ${won(receipt.amount)}, paid at ${receipt.paidAt} by user ${receipt.sub}`,
  `  Payment ${receipt.paymentId}, entry ${receipt.entrySeq} of that user's ledger`,
  `  Reservation ${receipt.reservationId}, performance ${receipt.performanceId}, concert ${receipt.concertId}`,
];
