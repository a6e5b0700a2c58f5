/** Seats and their map. */
import * as z from "zod/mini";
import { Grade, ofPerformance, PerformanceId, RowName, SeatId, SectionId, ServerTime, Won } from "#contract/common.ts";
import { type Routes, route } from "#contract/route.ts";

/** The most seats one hold can have, whatever a performance allows: a transaction has its limits too. */
export const SEATS_PER_HOLD_MAX = 10;

/** A seat as a reservation names it. */
export const SeatSchema = z
  .object({ seatId: SeatId, section: SectionId, row: RowName, number: z.int(), grade: Grade, price: Won })
  .register(z.globalRegistry, {
    id: "Seat",
    examples: [{ seatId: "A-3-11", section: "A", row: "3", number: 11, grade: "R", price: 150000 }],
  });

export const SeatMapSchema = z
  .object({
    performanceId: PerformanceId,
    seats: z.array(
      z.object({
        seatId: SeatId,
        section: SectionId,
        row: RowName,
        number: z.int(),
        grade: Grade,
        price: Won,
        status: z.enum(["AVAILABLE", "HELD", "SOLD"]),
        accessibility: z
          .optional(z.enum(["ACCESSIBLE", "COMPANION"]))
          .check(z.describe("Only on seats of an accessible unit; kept back until `accessibleUntil` of the date.")),
      }),
    ),
    serverTime: ServerTime,
  })
  .register(z.globalRegistry, {
    id: "SeatMap",
    examples: [
      {
        performanceId: "per_4kD0aP7cQz",
        seats: [
          { seatId: "A-3-11", section: "A", row: "3", number: 11, grade: "R", price: 150000, status: "AVAILABLE" },
          { seatId: "A-3-12", section: "A", row: "3", number: 12, grade: "R", price: 150000, status: "HELD" },
          {
            seatId: "A-3-20",
            section: "A",
            row: "3",
            number: 20,
            grade: "R",
            price: 150000,
            status: "AVAILABLE",
            accessibility: "ACCESSIBLE",
          },
        ],
        serverTime: "2026-12-01T11:02:00.000Z",
      },
    ],
  });
export const seatRoutes = {
  readSeats: route({
    method: "GET",
    path: "/v1/performances/{performanceId}/seats",
    summary: "Read the seats of a date",
    description: "`section` may be left out where the performance has no more than 1,000 seats.",
    caller: "user",
    queueToken: "ofPerformance",
    params: ofPerformance,
    query: z.strictObject({ section: z.optional(SectionId) }),
    responses: { 200: { description: "Every seat, and whether it is free.", body: SeatMapSchema } },
    errors: ["PERFORMANCE_NOT_FOUND", "SECTION_NOT_FOUND"],
  }),
} as const satisfies Routes;
