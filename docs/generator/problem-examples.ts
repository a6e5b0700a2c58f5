import type { oas32 } from "zod-openapi";
import { PROBLEM_CODES, PROBLEMS, type ProblemCode } from "#contract/problems.ts";
import { REQUEST_ID } from "#docs/generator/headers.ts";
import { renderProblem } from "#functions/shared/http/problem-details.ts";
import { Problem } from "#functions/shared/problem.ts";

/** Example evidence of each code that has any, which stands beside the members of RFC 9457. */
const EVIDENCE: Readonly<Partial<Record<ProblemCode, Readonly<Record<string, unknown>>>>> = {
  VALIDATION_FAILED: { errors: [{ field: "body.amount", message: "Send a whole number." }] },
  INSUFFICIENT_BALANCE: { balance: 100_000, amount: 150_000, missing: 50_000 },
  PAYMENT_DECLINED: { reason: "CARD_DECLINED" },
  SEAT_NOT_FOUND: { seatIds: ["A-99-1"] },
  SALE_NOT_OPEN: { salesOpenAt: "2026-12-01T11:00:00.000Z", salesCloseAt: "2026-12-24T11:00:00.000Z" },
  SEAT_TAKEN: { seatIds: ["A-3-11"], labels: { "A-3-11": "1층 A구역 3열 11번" } },
  SEATS_KEPT_BACK: {
    seatIds: ["A-1-19"],
    accessibleUntil: "2026-12-20T11:00:00.000Z",
    labels: { "A-1-19": "1층 A구역 1열 19번" },
  },
  TABLE_SOLD_WHOLE: { seatIds: ["T-4-1"], labels: { "T-4-1": "테이블 4 1" } },
  STANDING_BY_QUANTITY: { seatIds: ["F-0-17"], labels: { "F-0-17": "스탠딩 17" } },
  ORPHAN_SEATS: { seatIds: ["A-3-12"], instead: ["A-3-12"], labels: { "A-3-12": "1층 A구역 3열 12번" } },
  NO_SUITABLE_SEATS: { quantity: 4 },
  HOLD_LIMIT_REACHED: { holdsMax: 20 },
  PERFORMANCE_CALLED_OFF: { calledOffAt: "2026-12-20T09:00:00.000Z" },
  HOLDS_COOLING_DOWN: { expiredHolds: 3, coolingUntil: "2026-12-01T11:26:10.000Z" },
  EXTENSION_NOT_OFFERED: { expiresAt: "2026-12-01T11:07:30.000Z" },
  SEAT_LIMIT_EXCEEDED: { seatLimit: 4, seatsTaken: 3 },
  RESERVATION_NOT_HELD: { reservationStatus: "RELEASED" },
  RESERVATION_NOT_PAID: { reservationStatus: "CANCELLED" },
  CHART_INCOMPLETE: { faults: ["Section B is listed, but has not been put."] },
  CANCELLATION_CLOSED: { cancellableUntil: "2026-12-23T11:00:00.000Z" },
  REFUND_CHANGED: {
    quote: {
      seatIds: ["A-3-11"],
      price: 150_000,
      bookingFees: 0,
      cancellationFees: 30_000,
      amount: 120_000,
      holdsUntil: "2026-12-21T15:00:00.000Z",
    },
  },
  ALREADY_PAID: { paymentId: "pay_Zt6vXh1nR3eWq0uBcLk5Yg" },
  WEBHOOK_LIMIT_REACHED: { webhooksMax: 10 },
  PRICE_TYPE_NOT_OFFERED: { seatId: "A-3-11", category: "R", priceType: "youth", offered: ["standard", "companion"] },
  PRICE_TYPE_LIMIT_EXCEEDED: { priceType: "companion", seatIds: ["A-1-18", "A-1-19", "A-1-20"], seatsMax: 2 },
  PROMOTION_CODE_ATTEMPTS: { attemptsMax: 10 },
  AMOUNT_OUT_OF_RANGE: { amountMax: 10_000_000, balanceMax: 100_000_000 },
};

const exampleOf = (code: ProblemCode): oas32.ExampleObject => {
  const { body } = renderProblem(new Problem(code, EVIDENCE[code]), REQUEST_ID);
  return { summary: PROBLEMS[code].title, value: JSON.parse(body ?? "") as unknown };
};

/** Every problem as a client receives it, by its code. */
export const problemExamples = (): Record<ProblemCode, oas32.ExampleObject> =>
  Object.fromEntries(PROBLEM_CODES.map((code) => [code, exampleOf(code)])) as Record<ProblemCode, oas32.ExampleObject>;
