import type { GenuineReceipt } from "#cli/verify-receipt/genuine-receipt.ts";

const won = (amount: number): string => `${amount.toLocaleString("en-US")} won`;

/** A receipt as lines for people to read. */
export const receiptLines = (receipt: GenuineReceipt): readonly string[] => [
  `Receipt ${receipt.receiptNumber}, signed by ${receipt.iss}`,
  ...receipt.seats.map(
    ({ grade, price, seatIds }) => `  ${seatIds.length} × ${grade} at ${won(price)}: ${seatIds.join(", ")}`,
  ),
  `  Total ${won(receipt.amount)}, paid at ${receipt.paidAt} by user ${receipt.sub}`,
  `  Payment ${receipt.paymentId}, entry ${receipt.entrySeq} of that user's ledger`,
  `  Reservation ${receipt.reservationId}, performance ${receipt.performanceId}, concert ${receipt.concertId}`,
];
