import * as z from "zod/mini";

/**
 * Every error this service can answer with, in one table: the handlers, the OpenAPI document and
 * docs/reference/errors.md are made from it. A code is stable: clients may branch on it.
 *
 * Format: RFC 9457 problem details.
 */
interface ProblemType {
  readonly status: number;
  readonly title: string;
  readonly meaning: string;
  readonly remedy: string;
  /** Sent as Retry-After unless the thrower knows better. */
  readonly retryAfterSeconds?: number;
}

const table = {
  VALIDATION_FAILED: {
    status: 400,
    title: "The request is not well formed",
    meaning: "A path, query, header or body value does not fit its schema. `errors` lists each field.",
    remedy: "Correct the listed fields and send the request again.",
  },
  IDEMPOTENCY_KEY_REQUIRED: {
    status: 400,
    title: "An Idempotency-Key is required",
    meaning: "This request changes something and came without an Idempotency-Key of 1 to 255 characters.",
    remedy:
      "Make up one key for the attempt (a UUID, say) and send it in the Idempotency-Key header; repeat it on retries.",
  },
  UNAUTHENTICATED: {
    status: 401,
    title: "A valid user token is required",
    meaning: "The Authorization header is absent, or its token is forged, expired, or meant for somebody else.",
    remedy: "Sign in and send `Authorization: Bearer <access token>`.",
  },
  QUEUE_TOKEN_REQUIRED: {
    status: 401,
    title: "A queue token is required",
    meaning: "This call is for people whose turn has come, and no QueueSchema-Token header was sent.",
    remedy:
      "Get a queue token with POST /v1/concerts/{concertId}/queue-token and send it in the QueueSchema-Token header.",
  },
  QUEUE_TOKEN_INVALID: {
    status: 401,
    title: "The queue token is not valid here",
    meaning: "The queue token is altered, expired, already used up, another user's, or for another concert.",
    remedy: "Get your own queue token for this concert with POST /v1/concerts/{concertId}/queue-token.",
  },
  INSUFFICIENT_BALANCE: {
    status: 402,
    title: "The balance is too low",
    meaning: "The balance does not cover the amount; `missing` says by how much. The hold stays as it was.",
    remedy: "Charge the balance, then pay again with a new Idempotency-Key before the hold ends.",
  },
  PAYMENT_DECLINED: {
    status: 402,
    title: "The payment was declined",
    meaning: "The payment gateway refused to take the money; `reason` says why. Nothing was charged.",
    remedy: "Try again with a new Idempotency-Key, or pay in another way.",
  },
  FORBIDDEN: {
    status: 403,
    title: "Operators only",
    meaning: "The user is signed in but not in the `operators` group.",
    remedy: "Sign in as an operator.",
  },
  NOT_ADMITTED: {
    status: 403,
    title: "It is not your turn yet",
    meaning: "The queue token is genuine but still waiting.",
    remedy: "Wait until the queue token's status is ADMITTED and send the token that came with that answer.",
  },
  NOT_FOUND: {
    status: 404,
    title: "There is nothing at this address",
    meaning: "No route has this path.",
    remedy: "Check the path against the API reference at /docs.",
  },
  CONCERT_NOT_FOUND: {
    status: 404,
    title: "No such concert",
    meaning: "No concert has this id.",
    remedy: "List the concerts with GET /v1/concerts.",
  },
  PERFORMANCE_NOT_FOUND: {
    status: 404,
    title: "No such performance",
    meaning: "No performance has this id.",
    remedy: "List the performances with GET /v1/concerts/{concertId}/performances.",
  },
  SECTION_NOT_FOUND: {
    status: 404,
    title: "No such section",
    meaning: "The performance has no section with this id.",
    remedy: "Use a section that the performance lists.",
  },
  SEAT_NOT_FOUND: {
    status: 404,
    title: "No such seat",
    meaning: "The performance has no seat with this id; `seatIds` lists the unknown ones.",
    remedy: "Use seat ids from GET /v1/performances/{performanceId}/seats.",
  },
  RESERVATION_NOT_FOUND: {
    status: 404,
    title: "No such reservation",
    meaning: "No reservation of yours has this id.",
    remedy: "List your reservations with GET /v1/reservations.",
  },
  PAYMENT_NOT_FOUND: {
    status: 404,
    title: "No such payment",
    meaning: "No payment of yours has this id.",
    remedy: "Use the `paymentId` of one of your reservations.",
  },
  WEBHOOK_NOT_FOUND: {
    status: 404,
    title: "No such webhook",
    meaning: "No webhook has this id, or it was deleted.",
    remedy: "List the webhooks with GET /v1/admin/webhooks.",
  },
  QUEUE_TOKEN_NOT_FOUND: {
    status: 404,
    title: "You are not in this line",
    meaning: "You have no place in the line of this concert: you never joined, you left, or you have paid.",
    remedy: "Join with POST /v1/concerts/{concertId}/queue-token.",
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    title: "The method is not allowed here",
    meaning: "The path exists but not with this method; the Allow header lists those it has.",
    remedy: "Use one of the methods in the Allow header.",
  },
  REQUEST_IN_PROGRESS: {
    status: 409,
    title: "Another request is changing the same thing",
    meaning:
      "A request with the same key, or one for the same seats or account, was being carried out at this moment. Nothing was changed.",
    remedy: "Send the same request again with the same Idempotency-Key after Retry-After.",
    retryAfterSeconds: 1,
  },
  SOLD_OUT: {
    status: 409,
    title: "Sold out",
    meaning: "No seat of this concert is free at the moment.",
    remedy: "Watch GET /v1/concerts/{concertId}/queue: the line opens again when a held seat comes back.",
  },
  SALE_CLOSED: {
    status: 409,
    title: "The sale has ended",
    meaning: "The sale of this concert is over and nobody can join its line.",
    remedy: "Nothing can be done for this concert.",
  },
  SALE_NOT_OPEN: {
    status: 409,
    title: "This performance is not on sale now",
    meaning: "Sales of this performance have not begun or are over; `salesOpenAt` and `salesCloseAt` say when.",
    remedy: "Choose a performance that is on sale.",
  },
  SALE_ALREADY_DRAWN: {
    status: 409,
    title: "The line has been drawn already",
    meaning: "The opening time can't be changed once the order of the lobby has been drawn.",
    remedy: "Pause the queue instead.",
  },
  SEAT_TAKEN: {
    status: 409,
    title: "A seat is taken",
    meaning: "Somebody holds or owns at least one of the seats; `seatIds` lists which. None of the seats was held.",
    remedy: "Choose other seats and send a new request with a new Idempotency-Key.",
  },
  SEATS_KEPT_BACK: {
    status: 409,
    title: "Seats are kept back",
    meaning:
      "`seatIds` belong to accessible units, which are kept back until `accessibleUntil` for people who need them. None of the seats was held.",
    remedy:
      "Choose other seats. Who needs the accessible seat says so with `accessible` and takes it, alone or with its companion seats.",
  },
  ORPHAN_SEATS: {
    status: 409,
    title: "The choice leaves a single empty seat",
    meaning: "`seatIds` would stay empty between others, which `instead` would avoid. None of the seats was held.",
    remedy: "Take the seats of `instead`, or others, with a new Idempotency-Key.",
  },
  NO_SUITABLE_SEATS: {
    status: 409,
    title: "No such seats are free",
    meaning: "Nowhere are `quantity` free seats of this kind where nobody would sit alone.",
    remedy: "Ask for fewer seats, or without section and grade, or choose seats, with a new Idempotency-Key.",
  },
  SEAT_LIMIT_EXCEEDED: {
    status: 409,
    title: "Too many seats for one person",
    meaning: "With this hold you would have more seats of the performance than `seatLimit`; you have `seatsTaken`.",
    remedy: "Choose fewer seats or release a hold.",
  },
  RESERVATION_NOT_HELD: {
    status: 409,
    title: "The reservation is not held",
    meaning: "The reservation was released, cancelled or paid; `reservationStatus` says which. Nothing was changed.",
    remedy: "Read the reservation. Hold seats again if you still want them.",
  },
  RESERVATION_NOT_PAID: {
    status: 409,
    title: "The reservation is not paid",
    meaning: "Only paid seats are given back; `reservationStatus` says what the reservation is. Nothing was changed.",
    remedy: "Release a hold with DELETE /v1/reservations/{reservationId}; what is cancelled already stays so.",
  },
  CANCELLATION_CLOSED: {
    status: 409,
    title: "It is too late to cancel",
    meaning: "The seats of this performance could be given back until `cancellableUntil`.",
    remedy: "Ask the organiser.",
  },
  ALREADY_PAID: {
    status: 409,
    title: "The reservation is paid already",
    meaning: "The reservation was paid with another request; `paymentId` names the payment. No money was moved.",
    remedy: "Read the receipt with GET /v1/payments/{paymentId}.",
  },
  WEBHOOK_LIMIT_REACHED: {
    status: 409,
    title: "There are too many webhooks",
    meaning: "There are `webhooksMax` webhooks already. None was made.",
    remedy: "Delete one that is not needed.",
  },
  WEBHOOK_DISABLED: {
    status: 409,
    title: "The webhook is disabled",
    meaning: "Its receiver answered 410 Gone, so nothing is sent there any more.",
    remedy: "Delete it and make a new one.",
  },
  QUEUE_TOKEN_EXPIRED: {
    status: 410,
    title: "Your place in the line has ended",
    meaning: "Your turn came and its time ran out. The place has been cancelled.",
    remedy: "Join again at the end of the line with POST /v1/concerts/{concertId}/queue-token.",
  },
  HOLD_EXPIRED: {
    status: 410,
    title: "The hold has ended",
    meaning: "The seats were not paid in time and are free for everybody again. No money was moved.",
    remedy: "Hold seats again.",
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    title: "The request body is too large",
    meaning: "A request body may have at most 64 KB.",
    remedy: "Send less.",
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: "The request body must be JSON",
    meaning: "The Content-Type of the body is not application/json.",
    remedy: "Send JSON with `Content-Type: application/json`.",
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    title: "The Idempotency-Key was used for another request",
    meaning: "This key came before with a different request.",
    remedy: "Use a new key for a new attempt.",
  },
  AMOUNT_OUT_OF_RANGE: {
    status: 422,
    title: "The amount is out of range",
    meaning: "A charge must be between 1 won and `amountMax`, and must not take the balance over `balanceMax`.",
    remedy: "Charge an amount within the range.",
  },
  HOLDS_COOLING_DOWN: {
    status: 429,
    title: "Too many holds were left to expiry",
    meaning:
      "Your last `expiredHolds` holds expired shortly after each other, so you can hold seats again at `coolingUntil`.",
    remedy: "Wait for Retry-After. Release holds that you don't want, and they don't count.",
    retryAfterSeconds: 600,
  },
  EXTENSION_NOT_OFFERED: {
    status: 409,
    title: "Holds can't be extended",
    meaning: "At this service a hold lasts as long as it does.",
    remedy: "Pay before `expiresAt`.",
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    title: "Too many requests",
    meaning: "You are calling faster than this call allows, or many of your requests hit the same account at once.",
    remedy: "Wait for Retry-After and send the same request again.",
    retryAfterSeconds: 1,
  },
  INTERNAL: {
    status: 500,
    title: "Something went wrong on our side",
    meaning: "An unexpected failure. Nothing about it is shown here.",
    remedy: "Try again; if it stays, report the request id in `instance`.",
  },
  PAYMENT_PENDING: {
    status: 503,
    title: "The payment gateway did not answer in time",
    meaning: "Whether the money was taken is not known yet. It is found out, and the charge settled, in any case.",
    remedy:
      "Send the same request again, with the same Idempotency-Key, after Retry-After: you will not be charged twice. Do not use a new key.",
    retryAfterSeconds: 3,
  },
  UNAVAILABLE: {
    status: 503,
    title: "The service is briefly unavailable",
    meaning: "A store or queue behind the service is overloaded or out of reach.",
    remedy: "Send the same request again, with the same Idempotency-Key, after Retry-After.",
    retryAfterSeconds: 2,
  },
} as const satisfies Record<string, ProblemType>;

export type ProblemCode = keyof typeof table;

export const PROBLEMS: Readonly<Record<ProblemCode, ProblemType>> = table;

export const PROBLEM_CODES = Object.keys(table) as readonly ProblemCode[];

/** RFC 9457. Evidence beside the named members depends on the code. */
export const ProblemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().check(z.describe("Names this one occurrence by its request id.")),
    code: z.string(),
  })
  .register(z.globalRegistry, { id: "Problem" });
