/** Reservations: holding seats, and reading, extending and releasing a hold. */
import * as z from "zod/mini";
import {
  Category,
  ConcertId,
  NextCursor,
  ofPerformance,
  ofReservation,
  Page,
  PaymentId,
  PerformanceId,
  ReservationId,
  SEATS_PER_HOLD_MAX,
  SeatId,
  SectionId,
  ServerTime,
  Time,
  Won,
} from "#contract/common.ts";
import { ReservationRefundRuleSchema } from "#contract/refund-rules.ts";
import { type Routes, route } from "#contract/route.ts";
import { SEAT_EXAMPLE, SeatIds, SeatSchema } from "#contract/seats.ts";

const BestAvailable = z
  .strictObject({
    quantity: z
      .int()
      .check(z.gte(1), z.lte(SEATS_PER_HOLD_MAX), z.describe("How many seats, side by side if possible.")),
    section: z.optional(SectionId).check(z.describe("Choose only among seats of this section.")),
    category: z.optional(Category).check(z.describe("Choose only among seats of this category.")),
    accessible: z
      .optional(z.boolean())
      .check(z.describe("true: one accessible seat and its companion seats, `quantity` seats in all.")),
  })
  .check(z.describe("The service chooses the best free seats."));

export const HoldSchema = z
  .strictObject({
    seatIds: z.optional(SeatIds).check(z.describe("The seats to hold.")),
    accessible: z
      .optional(z.boolean())
      .check(z.describe("Only with `seatIds`. true: somebody needs the accessible seat among them.")),
    bestAvailable: z.optional(BestAvailable),
  })
  .check(
    z.refine(({ seatIds, bestAvailable }) => (seatIds === undefined) !== (bestAvailable === undefined), {
      message: "Send either seatIds or bestAvailable.",
      path: ["seatIds"],
    }),
    z.refine(({ accessible, bestAvailable }) => accessible === undefined || bestAvailable === undefined, {
      message: "With bestAvailable, set accessible inside it.",
      path: ["accessible"],
    }),
  )
  .register(z.globalRegistry, {
    id: "HoldRequest",
    examples: [{ seatIds: ["A-3-11", "A-3-12"] }, { bestAvailable: { quantity: 2, category: "R" } }],
  });

export const ReservationStatusSchema = z.enum(["HELD", "PAID", "EXPIRED", "RELEASED", "CANCELLED"]);

export type ReservationStatus = z.infer<typeof ReservationStatusSchema>;

export const ReservationSchema = z
  .object({
    reservationId: ReservationId,
    concertId: ConcertId,
    performanceId: PerformanceId,
    status: ReservationStatusSchema,
    seats: z.array(SeatSchema),
    returnedSeats: z
      .array(SeatSchema)
      .check(z.describe("Seats that were cancelled while others of the reservation were kept.")),
    amount: Won.check(z.describe("Price of `seats` in won.")),
    expiresAt: Time.check(z.describe("When the hold expires. From then on the seats are free for everybody.")),
    createdAt: Time,
    extendedAt: z
      .nullable(Time)
      .check(z.describe("When the hold was extended, which is possible once; null if it was not.")),
    warnings: z
      .array(z.object({ code: z.literal("ORPHAN_SEATS"), seatIds: z.array(SeatId), instead: z.array(SeatId) }))
      .check(
        z.describe(
          "`seatIds` are single empty seats that your choice leaves; `instead` is a choice that leaves no such seat.",
        ),
      ),
    refundRule: ReservationRefundRuleSchema.check(
      z.describe("What a cancellation refunds. Fixed when the seats are held, and shown before you pay."),
    ),
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
        seats: [SEAT_EXAMPLE],
        returnedSeats: [],
        amount: 150000,
        expiresAt: "2026-12-01T11:07:30.000Z",
        createdAt: "2026-12-01T11:02:30.000Z",
        extendedAt: null,
        warnings: [{ code: "ORPHAN_SEATS", seatIds: ["A-3-12"], instead: ["A-3-12"] }],
        refundRule: {
          steps: [{ until: "2026-12-23T11:00:00.000Z", feePercent: 0, bookingFeeBack: true }],
          fullRefundUntil: null,
        },
        paymentId: null,
        serverTime: "2026-12-01T11:02:30.000Z",
      },
    ],
  });

export const ReservationListSchema = z
  .object({ items: z.array(ReservationSchema), nextCursor: NextCursor })
  .register(z.globalRegistry, { id: "ReservationList" });

export const reservationRoutes = {
  holdSeats: route({
    method: "POST",
    path: "/v1/performances/{performanceId}/reservations",
    summary: "Hold seats",
    description:
      "Holds the seats you choose, or the best available ones: all of them or none. They are yours until `expiresAt`; from then on they are free for everybody.",
    caller: "user",
    queueToken: "ofPerformance",
    idempotencyKey: "required",
    params: ofPerformance,
    body: HoldSchema,
    responses: {
      201: {
        description: "The seats are held.",
        body: ReservationSchema,
        location: "/v1/reservations/{reservationId}",
      },
    },
    errors: [
      "PERFORMANCE_NOT_FOUND",
      "SECTION_NOT_FOUND",
      "SEAT_NOT_FOUND",
      "SEAT_TAKEN",
      "SEATS_KEPT_BACK",
      "TABLE_SOLD_WHOLE",
      "STANDING_BY_QUANTITY",
      "ORPHAN_SEATS",
      "NO_SUITABLE_SEATS",
      "SEAT_LIMIT_EXCEEDED",
      "HOLD_LIMIT_REACHED",
      "HOLDS_COOLING_DOWN",
      "SALE_NOT_OPEN",
    ],
  }),
  listReservations: route({
    method: "GET",
    path: "/v1/reservations",
    summary: "List your reservations, newest first",
    caller: "user",
    query: Page,
    responses: { 200: { description: "A page of reservations.", body: ReservationListSchema } },
    errors: [],
  }),
  readReservation: route({
    method: "GET",
    path: "/v1/reservations/{reservationId}",
    summary: "Read a reservation",
    caller: "user",
    params: ofReservation,
    responses: { 200: { description: "The reservation.", body: ReservationSchema } },
    errors: ["RESERVATION_NOT_FOUND"],
  }),
  extendHold: route({
    method: "POST",
    path: "/v1/reservations/{reservationId}/extension",
    summary: "Extend a hold",
    description:
      "Each hold can be extended once, if the service offers it, and not beyond the close of sales. A repeat returns the hold as the first call left it.",
    caller: "user",
    params: ofReservation,
    responses: { 200: { description: "The hold, with its new `expiresAt`.", body: ReservationSchema } },
    errors: [
      "RESERVATION_NOT_FOUND",
      "RESERVATION_NOT_HELD",
      "HOLD_EXPIRED",
      "SALE_NOT_OPEN",
      "EXTENSION_NOT_OFFERED",
      "REQUEST_IN_PROGRESS",
    ],
  }),
  releaseReservation: route({
    method: "DELETE",
    path: "/v1/reservations/{reservationId}",
    summary: "Release a hold",
    caller: "user",
    params: ofReservation,
    responses: { 204: { description: "The seats are free again." } },
    errors: ["RESERVATION_NOT_FOUND", "RESERVATION_NOT_HELD", "REQUEST_IN_PROGRESS"],
  }),
} as const satisfies Routes;
