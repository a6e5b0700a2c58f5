/** Holding seats, and what becomes of a hold. */
import * as z from "zod/mini";
import {
  ConcertId,
  Grade,
  NextCursor,
  ofPerformance,
  ofReservation,
  Page,
  PaymentId,
  PerformanceId,
  ReservationId,
  SeatId,
  SectionId,
  ServerTime,
  Time,
  Won,
} from "#contract/common.ts";
import { type Routes, route } from "#contract/route.ts";
import { SEATS_PER_HOLD_MAX, SeatSchema } from "#contract/seats.ts";

const SeatIds = z.array(SeatId).check(
  z.minLength(1),
  z.maxLength(SEATS_PER_HOLD_MAX),
  z.refine((ids: readonly string[]) => new Set(ids).size === ids.length, "A seat may be named once only."),
);

const BestAvailable = z
  .strictObject({
    quantity: z.int().check(z.gte(1), z.lte(SEATS_PER_HOLD_MAX), z.describe("Seats, to be together if possible.")),
    section: z.optional(SectionId).check(z.describe("Seats of this section only.")),
    grade: z.optional(Grade).check(z.describe("Seats of this grade only.")),
    accessible: z
      .optional(z.boolean())
      .check(z.describe("An accessible seat and companion seats beside it, `quantity` in all.")),
  })
  .check(z.describe("The best free seats, chosen by the service."));

export const HoldSchema = z
  .strictObject({
    seatIds: z.optional(SeatIds).check(z.describe("Certain seats.")),
    accessible: z
      .optional(z.boolean())
      .check(z.describe("With `seatIds`: the seats are for somebody who needs the accessible one among them.")),
    bestAvailable: z.optional(BestAvailable),
  })
  .check(
    z.refine(({ seatIds, bestAvailable }) => (seatIds === undefined) !== (bestAvailable === undefined), {
      message: "Name either seatIds or bestAvailable.",
      path: ["seatIds"],
    }),
    z.refine(({ accessible, bestAvailable }) => accessible === undefined || bestAvailable === undefined, {
      message: "With bestAvailable it belongs inside of it.",
      path: ["accessible"],
    }),
  )
  .register(z.globalRegistry, {
    id: "HoldRequest",
    examples: [{ seatIds: ["A-3-11", "A-3-12"] }, { bestAvailable: { quantity: 2, grade: "R" } }],
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
    returnedSeats: z.array(SeatSchema).check(z.describe("Bought and given back, while the others were kept.")),
    amount: Won.check(z.describe("For `seats`.")),
    expiresAt: Time.check(z.describe("Until when the seats are held. At this time they are free for everybody.")),
    createdAt: Time,
    extendedAt: z.nullable(Time).check(z.describe("When the hold was made to last longer, which is possible once.")),
    warnings: z
      .array(z.object({ code: z.literal("ORPHAN_SEATS"), seatIds: z.array(SeatId), instead: z.array(SeatId) }))
      .check(z.describe("Single empty seats that the choice leaves, and seats that would have left none.")),
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
        extendedAt: null,
        warnings: [{ code: "ORPHAN_SEATS", seatIds: ["A-3-12"], instead: ["A-3-12"] }],
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
      "Certain seats, or the best that are free: all of them or none. They are yours until `expiresAt` and free for everybody from then on.",
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
      "ORPHAN_SEATS",
      "NO_SUITABLE_SEATS",
      "SEAT_LIMIT_EXCEEDED",
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
    responses: { 200: { description: "Reservations.", body: ReservationListSchema } },
    errors: [],
  }),
  readReservation: route({
    method: "GET",
    path: "/v1/reservations/{reservationId}",
    summary: "Read a reservation of yours",
    caller: "user",
    params: ofReservation,
    responses: { 200: { description: "The reservation.", body: ReservationSchema } },
    errors: ["RESERVATION_NOT_FOUND"],
  }),
  extendHold: route({
    method: "POST",
    path: "/v1/reservations/{reservationId}/extension",
    summary: "Make a hold last longer",
    description: "Once for each hold, if the service offers it. A repeat returns the hold as the first call left it.",
    caller: "user",
    params: ofReservation,
    responses: { 200: { description: "The hold, with its new `expiresAt`.", body: ReservationSchema } },
    errors: [
      "RESERVATION_NOT_FOUND",
      "RESERVATION_NOT_HELD",
      "HOLD_EXPIRED",
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
