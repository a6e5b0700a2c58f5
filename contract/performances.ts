/** Performances of a concert: the dates on sale, and creating one. */
import * as z from "zod/mini";
import { ConcertId, Count, NextCursor, ofConcert, Page, PerformanceId, ServerTime, Time } from "#contract/common.ts";
import { type Routes, route } from "#contract/route.ts";
import { SEATS_PER_HOLD_MAX } from "#contract/seats.ts";
import { areUnique, NewSectionSchema, SectionSummarySchema } from "#contract/sections.ts";

export const OrphanRuleSchema = z
  .enum(["OFF", "WARN", "REFUSE"])
  .check(z.describe("What becomes of a choice that leaves a single empty seat which another choice would not."));

export const PerformanceSchema = z
  .object({
    performanceId: PerformanceId,
    concertId: ConcertId,
    startsAt: Time,
    salesOpenAt: Time,
    salesCloseAt: Time,
    cancellableUntil: Time.check(z.describe("Until then bought seats can be given back for a refund.")),
    seatLimit: z.int().check(z.describe("Seats one person may hold or buy.")),
    orphanRule: OrphanRuleSchema,
    accessibleUntil: Time.check(z.describe("Before then accessible units are kept back for those who ask for one.")),
    capacity: Count,
    seatsLeft: Count,
    sections: z.array(SectionSummarySchema),
  })
  .register(z.globalRegistry, {
    id: "Performance",
    examples: [
      {
        performanceId: "per_4kD0aP7cQz",
        concertId: "con_8Yq2mV0sT1",
        startsAt: "2026-12-24T11:00:00.000Z",
        salesOpenAt: "2026-12-01T11:00:00.000Z",
        salesCloseAt: "2026-12-24T11:00:00.000Z",
        cancellableUntil: "2026-12-23T11:00:00.000Z",
        seatLimit: 4,
        orphanRule: "WARN",
        accessibleUntil: "2026-12-24T11:00:00.000Z",
        capacity: 50,
        seatsLeft: 37,
        sections: [
          {
            sectionId: "A",
            name: "Stalls",
            grade: "R",
            price: 150000,
            capacity: 50,
            accessibleUnits: 2,
            seatsLeft: 37,
          },
        ],
      },
    ],
  });

export const PerformanceListSchema = z
  .object({ items: z.array(PerformanceSchema), nextCursor: NextCursor, serverTime: ServerTime })
  .register(z.globalRegistry, { id: "PerformanceList" });

export const NewPerformanceSchema = z
  .strictObject({
    startsAt: Time,
    salesOpenAt: z
      .optional(Time)
      .check(z.describe("When seats go on sale. If absent they already are, and the line alone decides who may buy.")),
    salesCloseAt: z.optional(Time).check(z.describe("When sales end; startsAt if absent.")),
    cancellableUntil: z
      .optional(Time)
      .check(z.describe("Until when bought seats can be given back for a refund; a day before startsAt if absent.")),
    seatLimit: z._default(
      z.int().check(z.gte(1), z.lte(SEATS_PER_HOLD_MAX), z.describe("Seats one person may hold or buy.")),
      4,
    ),
    orphanRule: z._default(OrphanRuleSchema, "OFF"),
    accessibleUntil: z
      .optional(Time)
      .check(
        z.describe("Until when accessible units are kept back for those who ask for one; salesCloseAt if absent."),
      ),
    sections: z.array(NewSectionSchema).check(
      z.minLength(1),
      z.maxLength(90),
      z.refine(
        (sections) => areUnique(sections.map((section) => section.sectionId)),
        "A section may be named once only.",
      ),
    ),
  })
  .register(z.globalRegistry, {
    id: "NewPerformance",
    examples: [
      {
        startsAt: "2026-12-24T11:00:00Z",
        seatLimit: 4,
        orphanRule: "WARN",
        sections: [
          {
            sectionId: "A",
            name: "Stalls",
            grade: "R",
            price: 150000,
            rows: [{ row: "1", from: 1, to: 20 }],
            focalPoint: { row: "1", number: 10 },
            accessible: [{ seat: "1-20", companions: ["1-19"] }],
          },
        ],
      },
    ],
  });

export const performanceRoutes = {
  listPerformances: route({
    method: "GET",
    path: "/v1/concerts/{concertId}/performances",
    summary: "List the bookable dates",
    caller: "user",
    queueToken: "ofConcert",
    params: ofConcert,
    query: Page,
    responses: { 200: { description: "Performances on sale, the earliest first.", body: PerformanceListSchema } },
    errors: ["CONCERT_NOT_FOUND"],
  }),
  createPerformance: route({
    method: "POST",
    path: "/v1/admin/concerts/{concertId}/performances",
    summary: "Add a performance with its seats",
    description: "With an Idempotency-Key, a repeat returns the performance made first.",
    caller: "operator",
    idempotencyKey: "optional",
    params: ofConcert,
    body: NewPerformanceSchema,
    responses: { 201: { description: "The performance.", body: PerformanceSchema } },
    errors: ["CONCERT_NOT_FOUND"],
  }),
} as const satisfies Routes;
