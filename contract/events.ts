/**
 * Every event that Encore tells others about, in one table: what is put on the bus and sent to webhooks is checked
 * against it, and docs/reference/events.md is made from it. A type with its version never changes but by additions.
 */
import * as z from "zod/mini";
import { ConcertId, PaymentId, PerformanceId, ReservationId, SeatId, Time, Won } from "#contract/common.ts";
import type { EventType } from "#contract/event-type-names.ts";

interface EventDefinition {
  /** Goes up with every change that is more than an addition. */
  readonly version: number;
  /** When it is sent. */
  readonly when: string;
  readonly data: z.ZodMiniType;
}

const ofReservation = {
  reservationId: ReservationId,
  userId: z
    .string()
    .check(
      z.describe("The user, as the identity provider names them (`sub`)."),
      z.meta({ examples: ["4478b4fc-10f1-70a5-9c2e-3d1f2b6a7c80"] }),
    ),
  concertId: ConcertId,
  performanceId: PerformanceId,
  seatIds: z
    .array(SeatId)
    .check(
      z.minLength(1),
      z.describe("The seats that this event is about."),
      z.meta({ examples: [["A-3-11", "A-3-12"]] }),
    ),
  amount: Won.check(z.describe("Price of `seatIds` in won."), z.meta({ examples: [300_000] })),
};

const expiresAt = (meaning: string) => ({ expiresAt: Time.check(z.describe(meaning)) });

const table = {
  "reservation.held": {
    version: 1,
    when: "Seats are held for somebody, who has until `expiresAt` to pay.",
    data: z.strictObject({ ...ofReservation, ...expiresAt("Until when the seats are held.") }),
  },
  "reservation.extended": {
    version: 1,
    when: "A hold that is not paid yet lasts longer than was told before.",
    data: z.strictObject({ ...ofReservation, ...expiresAt("Until when the seats are held now.") }),
  },
  "reservation.paid": {
    version: 1,
    when: "A hold is paid: the seats are sold.",
    data: z.strictObject({ ...ofReservation, paymentId: PaymentId }),
  },
  "reservation.released": {
    version: 1,
    when: "Who held the seats gave them back before paying.",
    data: z.strictObject(ofReservation),
  },
  "reservation.expired": {
    version: 1,
    when: "A hold was not paid in time. The seats were free from `expiresAt` on; this event comes moments later.",
    data: z.strictObject({ ...ofReservation, ...expiresAt("Since when the seats are free.") }),
  },
  "reservation.cancelled": {
    version: 1,
    when: "Bought seats, all of a reservation or some, are given back for a refund of `amount`.",
    data: z.strictObject({
      ...ofReservation,
      paymentId: PaymentId,
      remainingSeatIds: z
        .array(SeatId)
        .check(
          z.describe("Seats of the reservation that stay bought; none if all are given back."),
          z.meta({ examples: [[]] }),
        ),
    }),
  },
} as const satisfies Record<EventType, EventDefinition>;

export const EVENT_TYPES: Readonly<Record<EventType, EventDefinition>> = table;

/** What an event of a type says about the matter itself. */
export type EventData<T extends EventType = EventType> = z.infer<(typeof table)[T]["data"]>;

export const EventId = z
  .string()
  .check(
    z.regex(/^evt_[A-Za-z0-9_-]{22}$/),
    z.describe("Names this event; a repeat of it has the same."),
    z.meta({ examples: ["evt_Lk5YgZt6vXh1nR3eWq0uBc"] }),
  );

/** The schema of a whole event of a type, in its version. */
export const eventSchema = (type: EventType) =>
  z.strictObject({
    id: EventId,
    type: z.literal(type).check(z.describe("What happened.")),
    version: z.literal(EVENT_TYPES[type].version).check(z.describe("Version of the schema of this type.")),
    time: Time.check(z.describe("When it happened, to the second.")),
    data: EVENT_TYPES[type].data,
  });
