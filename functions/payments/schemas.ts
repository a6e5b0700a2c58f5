import * as z from "zod/mini";
import { Seat } from "#functions/concerts/schemas.ts";
import { ConcertId, PaymentId, PerformanceId, ReservationId, Time, Won } from "#functions/shared/schemas.ts";

export const Receipt = z
  .object({
    paymentId: PaymentId,
    receiptNumber: z
      .string()
      .check(z.describe("For people to read out."), z.meta({ examples: ["20261201-ZT6VXH1NR3"] })),
    reservationId: ReservationId,
    concertId: ConcertId,
    performanceId: PerformanceId,
    status: z.enum(["PAID"]),
    seats: z.array(Seat),
    amount: Won,
    balanceAfter: Won,
    entrySeq: z.int().check(z.describe("Number of the ledger entry that took the money.")),
    paidAt: Time,
  })
  .register(z.globalRegistry, {
    id: "Receipt",
    examples: [
      {
        paymentId: "pay_Zt6vXh1nR3eWq0uBcLk5Yg",
        receiptNumber: "20261201-ZT6VXH1NR3",
        reservationId: "res_Zt6vXh1nR3eWq0uBcLk5Yg",
        concertId: "con_8Yq2mV0sT1",
        performanceId: "per_4kD0aP7cQz",
        status: "PAID",
        seats: [{ seatId: "A-3-11", section: "A", row: "3", number: 11, grade: "R", price: 150000 }],
        amount: 150000,
        balanceAfter: 50000,
        entrySeq: 2,
        paidAt: "2026-12-01T11:04:10.000Z",
      },
    ],
  });
