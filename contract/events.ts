/**
 * Every event that Encore publishes, in one table. Events are checked against it before they go to the bus and to
 * webhooks, and docs/reference/events.md is made from it. Within a version, a type only ever gains fields.
 */
import * as z from "zod/mini";
import {
  ConcertId,
  OrganiserAct,
  PaymentId,
  PerformanceId,
  ReservationId,
  SeatId,
  Time,
  Won,
} from "#contract/common.ts";
import type { EventType } from "#contract/event-type-names.ts";
import { KeptFees, refundAmounts } from "#contract/refund-rules.ts";
import { SEAT_EXAMPLE, SeatSchema } from "#contract/seats.ts";

interface EventDefinition {
  /** Goes up with every change other than an added field. */
  readonly version: number;
  /** When it is published. */
  readonly when: string;
  readonly data: z.ZodMiniType;
}

const reservationFields = {
  reservationId: ReservationId,
  userId: z
    .string()
    .check(
      z.describe("The user's id at the identity provider (`sub`)."),
      z.meta({ examples: ["4478b4fc-10f1-70a5-9c2e-3d1f2b6a7c80"] }),
    ),
  concertId: ConcertId,
  performanceId: PerformanceId,
  seatIds: z
    .array(SeatId)
    .check(z.minLength(1), z.describe("The seats this event is about."), z.meta({ examples: [["A-3-11", "A-3-12"]] })),
  seats: z
    .array(SeatSchema)
    .check(z.describe("The same seats with their printed labels and prices."), z.meta({ examples: [[SEAT_EXAMPLE]] })),
  amount: Won.check(z.describe("What `seatIds` cost in won."), z.meta({ examples: [300_000] })),
};

const organiserAct = (meaning: string) => ({ organiserAct: z.optional(OrganiserAct).check(z.describe(meaning)) });

const expiresAt = (meaning: string) => ({ expiresAt: Time.check(z.describe(meaning)) });

const table = {
  "reservation.held": {
    version: 1,
    when: "A user holds seats and has until `expiresAt` to pay.",
    data: z.strictObject({ ...reservationFields, ...expiresAt("When the hold expires.") }),
  },
  "reservation.extended": {
    version: 1,
    when: "A hold was extended and now expires later.",
    data: z.strictObject({ ...reservationFields, ...expiresAt("When the hold now expires.") }),
  },
  "reservation.paid": {
    version: 1,
    when: "A hold was paid for: its seats are sold.",
    data: z.strictObject({ ...reservationFields, paymentId: PaymentId }),
  },
  "reservation.released": {
    version: 1,
    when: "The user released a hold before paying, or the performance was called off.",
    data: z.strictObject({
      ...reservationFields,
      ...organiserAct("CALLED_OFF if the performance was called off; absent if the user released the hold."),
    }),
  },
  "reservation.expired": {
    version: 1,
    when: "A hold was not paid for in time. Its seats are free from `expiresAt` on; the event follows moments later.",
    data: z.strictObject({ ...reservationFields, ...expiresAt("When the hold expired and its seats became free.") }),
  },
  "reservation.cancelled": {
    version: 1,
    when: "The user or the organiser cancelled some or all seats of a paid reservation. `amount` is what they cost, `refund` what was refunded.",
    data: z.strictObject({
      ...reservationFields,
      paymentId: PaymentId,
      refund: z
        .optional(
          z.strictObject({
            bookingFees: refundAmounts.bookingFees,
            cancellationFees: KeptFees,
            amount: Won.check(z.describe("What was refunded.")),
          }),
        )
        .check(
          z.describe("Absent in events from before cancellations could cost a fee: all of `amount` was refunded."),
        ),
      remainingSeatIds: z
        .array(SeatId)
        .check(
          z.describe("Seats of the reservation that were not cancelled; empty if all were."),
          z.meta({ examples: [[]] }),
        ),
      ...organiserAct(
        "CALLED_OFF if the performance was called off, REFUNDED if the organiser refunded outside the rule; absent if the user cancelled.",
      ),
    }),
  },
  "performance.called_off": {
    version: 1,
    when: "The organiser called a performance off. Each hold and each paid reservation of it ends with an event of its own.",
    data: z.strictObject({
      concertId: ConcertId,
      performanceId: PerformanceId,
      reason: z
        .string()
        .check(z.describe("What the organiser gave as the reason."), z.meta({ examples: ["The singer is ill."] })),
    }),
  },
} as const satisfies Record<EventType, EventDefinition>;

export const EVENT_TYPES: Readonly<Record<EventType, EventDefinition>> = table;

/** The `data` of an event of a type. */
export type EventData<T extends EventType = EventType> = z.infer<(typeof table)[T]["data"]>;

export const EventId = z
  .string()
  .check(
    z.regex(/^evt_[A-Za-z0-9_-]{22}$/),
    z.describe("Identifies this event. A repeat has the same id."),
    z.meta({ examples: ["evt_Lk5YgZt6vXh1nR3eWq0uBc"] }),
  );

/** The schema of a whole event of a type, in its current version. */
export const eventSchema = (type: EventType) =>
  z.strictObject({
    id: EventId,
    type: z.literal(type).check(z.describe("What happened.")),
    version: z.literal(EVENT_TYPES[type].version).check(z.describe("Schema version of this type.")),
    time: Time.check(z.describe("When it happened, to the second.")),
    data: EVENT_TYPES[type].data,
  });
