/** Seats: their map, and how other schemas name them. */
import * as z from "zod/mini";
import {
  areUnique,
  Grade,
  ofPerformance,
  PerformanceId,
  RowName,
  SeatId,
  SectionId,
  ServerTime,
  Won,
} from "#contract/common.ts";
import { type Routes, route } from "#contract/route.ts";

/** The most seats in one hold, whatever a performance allows: a DynamoDB transaction has its limits too. */
export const SEATS_PER_HOLD_MAX = 10;

/** The ids of the seats of one hold, each once. */
export const SeatIds = z
  .array(SeatId)
  .check(z.minLength(1), z.maxLength(SEATS_PER_HOLD_MAX), z.refine(areUnique, "A seat may be listed only once."));

const seat = { seatId: SeatId, section: SectionId, row: RowName, number: z.int(), grade: Grade, price: Won };
const example = { seatId: "A-3-11", section: "A", row: "3", number: 11, grade: "R", price: 150000 };

/** A seat as it stands in reservations and receipts. */
export const SeatSchema = z.object(seat).register(z.globalRegistry, {
  id: "Seat",
  examples: [example],
});

export const SeatMapSchema = z
  .object({
    performanceId: PerformanceId,
    seats: z.array(
      z.object({
        ...seat,
        status: z.enum(["AVAILABLE", "HELD", "SOLD", "BLOCKED"]),
        accessibility: z
          .optional(z.enum(["ACCESSIBLE", "COMPANION"]))
          .check(
            z.describe(
              "Present on accessible and companion seats, which are kept back until `accessibleUntil` of the performance.",
            ),
          ),
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
          { ...example, status: "AVAILABLE" },
          { ...example, seatId: "A-3-12", number: 12, status: "HELD" },
          { ...example, seatId: "A-3-20", number: 20, status: "AVAILABLE", accessibility: "ACCESSIBLE" },
        ],
        serverTime: "2026-12-01T11:02:00.000Z",
      },
    ],
  });

export const seatRoutes = {
  readSeats: route({
    method: "GET",
    path: "/v1/performances/{performanceId}/seats",
    summary: "Read the seats of a performance",
    description: "`section` is required if the performance has more than 1,000 seats.",
    caller: "user",
    queueToken: "ofPerformance",
    params: ofPerformance,
    query: z.strictObject({ section: z.optional(SectionId) }),
    responses: { 200: { description: "Every seat, and whether it is available.", body: SeatMapSchema } },
    errors: ["PERFORMANCE_NOT_FOUND", "SECTION_NOT_FOUND"],
  }),
} as const satisfies Routes;
