/**
 * Every error this service can respond with, in one table, in the order of their statuses. Handlers, the OpenAPI
 * document and docs/reference/errors.md are made from it. A code is stable: clients may branch on it. What each means is
 * in problem-meanings.ts, which no function carries along.
 *
 * The format is RFC 9457 problem details. A response has the title, and the remedy as its `detail`.
 */
import * as z from "zod/mini";

interface ProblemType {
  readonly status: number;
  readonly title: string;
  readonly remedy: string;
  /** Sent as Retry-After unless the code that throws the problem knows better. */
  readonly retryAfterSeconds?: number;
  /** Sent as WWW-Authenticate: how to authenticate. Every 401 must have one (RFC 9110, 15.5.2). */
  readonly challenge?: string;
}

/** The scheme of the Queue-Token header, which says that the user token is not what is missing. */
const QUEUE_TOKEN_CHALLENGE = "Queue-Token";

const table = {
  VALIDATION_FAILED: {
    status: 400,
    title: "The request is not valid",
    remedy: "Correct the fields listed in `errors` and send the request again.",
  },
  IDEMPOTENCY_KEY_REQUIRED: {
    status: 400,
    title: "An Idempotency-Key is required",
    remedy:
      "Make up one key for this attempt, such as a UUID, and send it in the Idempotency-Key header. Send the same key when you retry.",
  },
  UNAUTHENTICATED: {
    status: 401,
    challenge: "Bearer",
    title: "A valid user token is required",
    remedy: "Sign in or renew the token, and send `Authorization: Bearer <access token>`.",
  },
  QUEUE_TOKEN_REQUIRED: {
    status: 401,
    challenge: QUEUE_TOKEN_CHALLENGE,
    title: "A queue token is required",
    remedy: "Get a queue token with POST /v1/concerts/{concertId}/queue-token and send it in the Queue-Token header.",
  },
  QUEUE_TOKEN_INVALID: {
    status: 401,
    challenge: QUEUE_TOKEN_CHALLENGE,
    title: "The queue token is not valid here",
    remedy: "Get your own queue token for this concert with POST /v1/concerts/{concertId}/queue-token.",
  },
  INSUFFICIENT_BALANCE: {
    status: 402,
    title: "Your balance is too low",
    remedy: "Top up your balance, then pay again with a new Idempotency-Key before the hold expires.",
  },
  PAYMENT_DECLINED: {
    status: 402,
    title: "The payment was declined",
    remedy: "Try again with a new Idempotency-Key, or pay another way.",
  },
  FORBIDDEN: {
    status: 403,
    title: "Only operators may do this",
    remedy: "Sign in as an operator.",
  },
  NOT_ADMITTED: {
    status: 403,
    title: "It is not your turn yet",
    remedy:
      "Poll POST /v1/concerts/{concertId}/queue-token until the status is ADMITTED, then send the token of that response.",
  },
  NOT_FOUND: {
    status: 404,
    title: "This path does not exist",
    remedy: "Check the path against the API reference at /docs.",
  },
  CONCERT_NOT_FOUND: {
    status: 404,
    title: "No such concert",
    remedy: "List the concerts with GET /v1/concerts.",
  },
  PERFORMANCE_NOT_FOUND: {
    status: 404,
    title: "No such performance",
    remedy: "List the performances with GET /v1/concerts/{concertId}/performances.",
  },
  CHART_NOT_FOUND: {
    status: 404,
    title: "No such chart",
    remedy: "Use the `chartId` of a performance. Operators list charts with GET /v1/admin/charts.",
  },
  SECTION_NOT_FOUND: {
    status: 404,
    title: "No such section",
    remedy: "Use a section listed by GET /v1/concerts/{concertId}/performances or GET /v1/charts/{chartId}.",
  },
  SEAT_NOT_FOUND: {
    status: 404,
    title: "No such seat",
    remedy: "Use seat ids from GET /v1/performances/{performanceId}/seats. To cancel, use those of the reservation.",
  },
  RESERVATION_NOT_FOUND: {
    status: 404,
    title: "No such reservation",
    remedy: "List your reservations with GET /v1/reservations.",
  },
  PAYMENT_NOT_FOUND: {
    status: 404,
    title: "No such payment",
    remedy: "Use the `paymentId` of one of your reservations. GET /v1/reservations lists them.",
  },
  NOT_CALLED_OFF: {
    status: 404,
    title: "The performance has not been called off",
    remedy: "To call it off, use POST /v1/admin/performances/{performanceId}/call-off, first with `dryRun`.",
  },
  WEBHOOK_NOT_FOUND: {
    status: 404,
    title: "No such webhook",
    remedy: "List the webhooks with GET /v1/admin/webhooks.",
  },
  QUEUE_TOKEN_NOT_FOUND: {
    status: 404,
    title: "You are not in this queue",
    remedy: "Join with POST /v1/concerts/{concertId}/queue-token.",
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    title: "The method is not allowed here",
    remedy: "Use a method from the Allow header.",
  },
  REQUEST_IN_PROGRESS: {
    status: 409,
    title: "Another request is changing the same thing",
    remedy: "Wait for Retry-After, then send the same request again, with the same Idempotency-Key if it has one.",
    retryAfterSeconds: 1,
  },
  SOLD_OUT: {
    status: 409,
    title: "Sold out",
    remedy:
      "Watch GET /v1/concerts/{concertId}/queue and join when its status is OPEN: seats may come back when holds expire.",
  },
  SALE_CLOSED: {
    status: 409,
    title: "The sale has ended",
    remedy: "Choose another concert: GET /v1/concerts lists them.",
  },
  SALE_NOT_OPEN: {
    status: 409,
    title: "This performance is not on sale",
    remedy: "Come back after `salesOpenAt`, or choose a performance that is on sale.",
  },
  PERFORMANCE_CALLED_OFF: {
    status: 409,
    title: "This performance has been called off",
    remedy: "Wait: whoever paid gets all of the money back without asking for it. Your balance shows when.",
  },
  SALE_ALREADY_DRAWN: {
    status: 409,
    title: "The lobby has already been drawn",
    remedy: "To stop admitting people, pause the queue instead: set `paused` to true.",
  },
  SEAT_TAKEN: {
    status: 409,
    title: "A seat is taken",
    remedy: "Choose other seats and send a new request with a new Idempotency-Key.",
  },
  CHART_PUBLISHED: {
    status: 409,
    title: "The chart is published",
    remedy: "Begin a new version with POST /v1/admin/charts and `basedOn`, and put its sections.",
  },
  CHART_INCOMPLETE: {
    status: 409,
    title: "The chart is not complete",
    remedy: "Put the sections that `faults` names, or correct the list, then publish again.",
  },
  SEATS_KEPT_BACK: {
    status: 409,
    title: "Accessible seats are kept back",
    remedy:
      "Choose other seats. If you need the accessible seat, set `accessible` to true and include that seat, with or without its companion seats. Use a new Idempotency-Key.",
  },
  TABLE_SOLD_WHOLE: {
    status: 409,
    title: "The table is sold whole",
    remedy: "Choose every seat of the table, or other seats, with a new Idempotency-Key.",
  },
  STANDING_BY_QUANTITY: {
    status: 409,
    title: "Standing places are given out in order",
    remedy: "Ask for a number of places: `bestAvailable` with `quantity` and `section`. Use a new Idempotency-Key.",
  },
  ORPHAN_SEATS: {
    status: 409,
    title: "Your choice leaves a single empty seat",
    remedy: "Choose the seats in `instead`, or other seats, with a new Idempotency-Key.",
  },
  NO_SUITABLE_SEATS: {
    status: 409,
    title: "No suitable seats are free",
    remedy:
      "Ask for fewer seats, ask without `section` and `category`, or choose seats yourself. Use a new Idempotency-Key.",
  },
  SEAT_LIMIT_EXCEEDED: {
    status: 409,
    title: "Too many seats for one person",
    remedy: "Choose fewer seats, or release a hold. Use a new Idempotency-Key.",
  },
  HOLD_LIMIT_REACHED: {
    status: 409,
    title: "Too many holds since your turn came",
    remedy: "Pay for a hold that you still have. To hold other seats, leave the queue and join it again.",
  },
  PROMOTION_CODE_USED_UP: {
    status: 409,
    title: "The promotion code is used up",
    remedy:
      "Remove the code with PATCH /v1/reservations/{reservationId} and `promotionCode` null, or enter another one. To pay then, use a new Idempotency-Key.",
  },
  PROMOTION_CODE_EXISTS: {
    status: 409,
    title: "The concert has this promotion code already",
    remedy: "Choose another code. GET /v1/admin/concerts/{concertId}/promotion-codes lists those of the concert.",
  },
  EXTENSION_NOT_OFFERED: {
    status: 409,
    title: "The hold can't be extended",
    remedy: "Pay before `expiresAt`.",
  },
  RESERVATION_NOT_HELD: {
    status: 409,
    title: "The reservation is no longer held",
    remedy: "If you still want the seats, hold them again.",
  },
  RESERVATION_NOT_PAID: {
    status: 409,
    title: "The reservation is not paid",
    remedy:
      "To give up a hold, release it with DELETE /v1/reservations/{reservationId}. An ended reservation needs nothing more.",
  },
  CANCELLATION_CLOSED: {
    status: 409,
    title: "It is too late to cancel",
    remedy: "Ask the organiser.",
  },
  REFUND_CHANGED: {
    status: 409,
    title: "The refund is no longer what you were quoted",
    remedy: "Show the new quote. To accept it, cancel again with its `amount` as `quotedRefund`.",
  },
  ALREADY_PAID: {
    status: 409,
    title: "The reservation is already paid",
    remedy: "Read the receipt with GET /v1/payments/{paymentId}.",
  },
  WEBHOOK_LIMIT_REACHED: {
    status: 409,
    title: "There are too many webhooks",
    remedy: "Delete a webhook that you no longer need, then try again.",
  },
  WEBHOOK_DISABLED: {
    status: 409,
    title: "The webhook is disabled",
    remedy: "Delete the webhook and create a new one.",
  },
  QUEUE_TOKEN_EXPIRED: {
    status: 410,
    title: "Your place in the queue has expired",
    remedy: "Join again, at the end of the queue, with POST /v1/concerts/{concertId}/queue-token.",
  },
  HOLD_EXPIRED: {
    status: 410,
    title: "The hold has expired",
    remedy: "Hold seats again.",
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    title: "The request body is too large",
    remedy: "Send a smaller body.",
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: "The request body must be plain JSON",
    remedy: "Send JSON with `Content-Type: application/json`, not compressed.",
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    title: "The Idempotency-Key was used for another request",
    remedy: "Use a new key for each new request. Send the same key only to retry the same request.",
  },
  AMOUNT_OUT_OF_RANGE: {
    status: 422,
    title: "The amount is out of range",
    remedy: "Top up an amount within this range, with a new Idempotency-Key.",
  },
  PRICE_TYPE_NOT_OFFERED: {
    status: 422,
    title: "This price type is not offered for the seat",
    remedy: "Name one of the types in `offered`. To hold seats, use a new Idempotency-Key.",
  },
  PRICE_TYPE_LIMIT_EXCEEDED: {
    status: 422,
    title: "Too many seats of one price type",
    remedy: "Name another type for some of `seatIds`. To hold seats, use a new Idempotency-Key.",
  },
  PROMOTION_CODE_INVALID: {
    status: 422,
    title: "The promotion code is not valid here",
    remedy: "Check the code, or remove it with `promotionCode` null. To pay without it, use a new Idempotency-Key.",
  },
  HOLDS_COOLING_DOWN: {
    status: 429,
    title: "Too many of your holds expired",
    remedy: "Wait for Retry-After. From then on, release holds that you don't want soon: early releases don't count.",
    retryAfterSeconds: 600,
  },
  PROMOTION_CODE_ATTEMPTS: {
    status: 429,
    title: "Too many wrong promotion codes",
    remedy: "Wait for Retry-After, then enter the code again. You can pay without a code meanwhile.",
    retryAfterSeconds: 600,
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    title: "Too many requests",
    remedy: "Wait for Retry-After, then send the same request again, with the same Idempotency-Key if it has one.",
    retryAfterSeconds: 1,
  },
  INTERNAL: {
    status: 500,
    title: "Something went wrong on our side",
    remedy: "Try again. If it keeps failing, report the request id in `instance`.",
  },
  PAYMENT_PENDING: {
    status: 503,
    title: "The payment gateway did not respond in time",
    remedy:
      "Wait for Retry-After, then send the same request again with the same Idempotency-Key: you will not be charged twice. Do not use a new key, which would start another payment.",
    retryAfterSeconds: 3,
  },
  UNAVAILABLE: {
    status: 503,
    title: "The service is briefly unavailable",
    remedy: "Wait for Retry-After, then send the same request again, with the same Idempotency-Key if it has one.",
    retryAfterSeconds: 2,
  },
} as const satisfies Record<string, ProblemType>;

export type ProblemCode = keyof typeof table;

export const PROBLEMS: Readonly<Record<ProblemCode, ProblemType>> = table;

export const PROBLEM_CODES = Object.keys(table) as readonly ProblemCode[];

/** The body of a problem response (RFC 9457). Some codes add evidence, named in problem-meanings.ts. */
export const ProblemSchema = z
  .looseObject({
    type: z.string().check(z.describe("Where the code is explained.")),
    title: z.string().check(z.describe("What went wrong. The same for every response with this code.")),
    status: z.int().check(z.describe("The HTTP status.")),
    detail: z.string().check(z.describe("What to do about it.")),
    instance: z.string().check(z.describe("Identifies this response by its request id.")),
    code: z.string().check(z.describe("Stable: branch on it, not on the texts.")),
  })
  .register(z.globalRegistry, { id: "Problem" });
