import * as z from "zod/mini";
import { Seat } from "#functions/concerts/schemas.ts";
import {
  ConcertId,
  NextCursor,
  PaymentId,
  PerformanceId,
  ReservationId,
  SeatId,
  ServerTime,
  Time,
  Won,
} from "#functions/shared/schemas.ts";

/** The most seats one hold can have, whatever a performance allows: a transaction has its limits too. */
export const SEATS_PER_HOLD_MAX = 10;

export const HoldRequest = z
  .strictObject({
    seatIds: z.array(SeatId).check(
      z.minLength(1),
      z.maxLength(SEATS_PER_HOLD_MAX),
      z.refine((ids: readonly string[]) => new Set(ids).size === ids.length, "A seat may be named once only."),
    ),
  })
  .register(z.globalRegistry, { id: "HoldRequest", examples: [{ seatIds: ["A-3-11", "A-3-12"] }] });

export const ReservationStatus = z.enum(["HELD", "PAID", "EXPIRED", "RELEASED", "CANCELLED"]);

export const Reservation = z
  .object({
    reservationId: ReservationId,
    concertId: ConcertId,
    performanceId: PerformanceId,
    status: ReservationStatus,
    seats: z.array(Seat),
    returnedSeats: z.array(Seat).check(z.describe("Bought and given back, while the others were kept.")),
    amount: Won.check(z.describe("For `seats`.")),
    expiresAt: Time.check(z.describe("Until when the seats are held. At this time they are free for everybody.")),
    createdAt: Time,
    paymentId: z.nullable(PaymentId),
    serverTime: ServerTime,
  })
  .register(z.globalRegistry, {
    id: "Reservation",
    examples: [
      {
        reservationId: "res_Zt6vXh1nR3eWq0uBcLk5Yg",
        concertId: "con_8Yq2mV0sT1",
        performanceId: "per_4kD0aP7cQz",
        status: "HELD",
        seats: [{ seatId: "A-3-11", section: "A", row: "3", number: 11, grade: "R", price: 150000 }],
        returnedSeats: [],
        amount: 150000,
        expiresAt: "2026-12-01T11:07:30.000Z",
        createdAt: "2026-12-01T11:02:30.000Z",
        paymentId: null,
        serverTime: "2026-12-01T11:02:30.000Z",
      },
    ],
  });

export const ReservationList = z
  .object({ items: z.array(Reservation), nextCursor: NextCursor })
  .register(z.globalRegistry, { id: "ReservationList" });
