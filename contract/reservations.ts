/** Reservations: holding seats, and reading, extending and releasing a hold. */
import * as z from "zod/mini";
import {
  Category,
  ConcertId,
  Count,
  NextCursor,
  OrganiserAct,
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
import { PriceTypeId, PromotionCode } from "#contract/prices.ts";
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
    priceTypes: z
      .optional(z.array(PriceTypeId).check(z.minLength(1), z.maxLength(SEATS_PER_HOLD_MAX)))
      .check(
        z.describe(
          "The price type of each seat: in the order of `seatIds`, or of the seats that the service chooses. Default: the first one of each seat's category.",
        ),
      ),
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
    z.refine(
      ({ seatIds, bestAvailable, priceTypes }) =>
        priceTypes === undefined || priceTypes.length === (bestAvailable?.quantity ?? seatIds?.length),
      { message: "Name one price type for each seat.", path: ["priceTypes"] },
    ),
  )
  .register(z.globalRegistry, {
    id: "HoldRequest",
    examples: [
      { seatIds: ["A-3-11", "A-3-12"] },
      { bestAvailable: { quantity: 2, category: "R" } },
      { seatIds: ["A-3-11", "A-3-12"], priceTypes: ["standard", "youth"] },
    ],
  });

export const ReservationChangeSchema = z
  .strictObject({
    priceTypes: z.optional(z.record(SeatId, PriceTypeId)).check(
      z.refine(
        (types) => types === undefined || Object.keys(types).length <= SEATS_PER_HOLD_MAX,
        "Name at most 10 seats.",
      ),
      z.describe("New price types, by seat id. Seats that are not named keep theirs."),
    ),
    promotionCode: z
      .optional(z.nullable(PromotionCode))
      .check(z.describe("The promotion code to use; null removes it. Absent: it stays as it is.")),
  })
  .check(z.refine((change) => Object.keys(change).length > 0, "Change the price types or the promotion code."))
  .register(z.globalRegistry, {
    id: "ReservationChange",
    examples: [{ priceTypes: { "A-3-12": "youth" } }, { promotionCode: "EARLY-BIRD" }, { promotionCode: null }],
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
    amount: Won.check(z.describe("What `seats` cost together in won: their prices less discounts, and booking fees.")),
    promotionCode: z
      .nullable(PromotionCode)
      .check(z.describe("The promotion code that is entered, in capital letters. The payment uses it.")),
    expiresAt: Time.check(z.describe("When the hold expires. From then on the seats are free for everybody.")),
    createdAt: Time,
    extendedAt: z.nullable(Time).check(z.describe("When the hold was last extended; null if it was not.")),
    extensions: Count.check(z.describe("How many times the hold was extended.")),
    extensionsLeft: Count.check(
      z.describe(
        "How many more times the hold can be extended. 0 if the service offers none, or if sales close so soon that it would gain nothing.",
      ),
    ),
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
    organiserAct: z
      .nullable(OrganiserAct)
      .check(
        z.describe(
          "Set if the organiser made the last change of its seats: CALLED_OFF, the performance was called off; REFUNDED, seats were refunded outside the rule. Else null.",
        ),
      ),
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
        promotionCode: null,
        expiresAt: "2026-12-01T11:07:30.000Z",
        createdAt: "2026-12-01T11:02:30.000Z",
        extendedAt: null,
        extensions: 0,
        extensionsLeft: 3,
        warnings: [{ code: "ORPHAN_SEATS", seatIds: ["A-3-12"], instead: ["A-3-12"] }],
        refundRule: {
          steps: [{ until: "2026-12-23T11:00:00.000Z", feePercent: 0, bookingFeeBack: true }],
          fullRefundUntil: null,
        },
        paymentId: null,
        organiserAct: null,
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
      "PRICE_TYPE_NOT_OFFERED",
      "PRICE_TYPE_LIMIT_EXCEEDED",
      "PERFORMANCE_CALLED_OFF",
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
  changeReservation: route({
    method: "PATCH",
    path: "/v1/reservations/{reservationId}",
    summary: "Change the price types and the promotion code of a hold",
    description:
      "The service sets the prices; a discount is recalculated with them. A promotion code is not used up until the payment, which is refused if others have used it up by then. Codes that are not valid are counted: after too many, you have to wait.",
    caller: "user",
    params: ofReservation,
    body: ReservationChangeSchema,
    responses: { 200: { description: "The hold, with its new prices and amount.", body: ReservationSchema } },
    errors: [
      "RESERVATION_NOT_FOUND",
      "SEAT_NOT_FOUND",
      "RESERVATION_NOT_HELD",
      "HOLD_EXPIRED",
      "PRICE_TYPE_NOT_OFFERED",
      "PRICE_TYPE_LIMIT_EXCEEDED",
      "PROMOTION_CODE_INVALID",
      "PROMOTION_CODE_USED_UP",
      "PROMOTION_CODE_ATTEMPTS",
      "REQUEST_IN_PROGRESS",
    ],
  }),
  extendHold: route({
    method: "POST",
    path: "/v1/reservations/{reservationId}/extension",
    summary: "Extend a hold",
    description:
      "A hold can be extended as many times as the service offers, and not beyond the close of sales. Send the end that you want to move as `from`: if the hold ends later by now, it is returned as it is, so a repeat extends nothing twice. Without `from`, only a hold that was never extended is extended.",
    caller: "user",
    params: ofReservation,
    query: z.strictObject({
      from: z.optional(Time).check(z.describe("`expiresAt` of the hold, as you know it.")),
    }),
    responses: { 200: { description: "The hold, with its new `expiresAt`.", body: ReservationSchema } },
    errors: [
      "RESERVATION_NOT_FOUND",
      "RESERVATION_NOT_HELD",
      "HOLD_EXPIRED",
      "SALE_NOT_OPEN",
      "PERFORMANCE_CALLED_OFF",
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
