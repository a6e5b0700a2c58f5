/** What each error means, for the OpenAPI document and docs/reference/errors.md. */
import type { ProblemCode } from "#contract/problems.ts";

export const PROBLEM_MEANINGS: Readonly<Record<ProblemCode, string>> = {
  VALIDATION_FAILED: "A value in the path, query or body does not fit its schema. `errors` lists each such field.",
  IDEMPOTENCY_KEY_REQUIRED:
    "This request changes something. Its Idempotency-Key header is missing, empty or longer than 255 characters.",
  UNAUTHENTICATED:
    "The Authorization header is missing, or its token is forged, expired, or issued for another application. A token of an operator counts for some minutes only.",
  QUEUE_TOKEN_REQUIRED: "Only admitted users may make this call, and the request has no Queue-Token header.",
  QUEUE_TOKEN_INVALID:
    "The queue token was altered, has expired, was used up by a payment, or belongs to another user or another concert.",
  INSUFFICIENT_BALANCE: "Your balance is `missing` won short of the price. The hold is unchanged.",
  PAYMENT_DECLINED: "The payment gateway declined to charge you; `reason` says why. Your balance is unchanged.",
  FORBIDDEN: "You are signed in, but you are not in the `operators` group.",
  NOT_ADMITTED: "Your queue token is genuine, but its status is WAITING.",
  NOT_FOUND: "No route of this API has this path.",
  CONCERT_NOT_FOUND: "No concert has this id.",
  PERFORMANCE_NOT_FOUND: "No performance has this id.",
  CHART_NOT_FOUND: "No published chart has this id. For operators: no chart or draft has it.",
  SECTION_NOT_FOUND: "The performance or the chart has no section with this id.",
  SEAT_NOT_FOUND: "The performance, or the reservation you want to cancel, does not have the seats in `seatIds`.",
  RESERVATION_NOT_FOUND: "You have no reservation with this id. To an operator: nobody has one.",
  PAYMENT_NOT_FOUND: "You have no payment with this id.",
  NOT_CALLED_OFF: "The performance goes on, so there is no progress to read.",
  WEBHOOK_NOT_FOUND: "No webhook has this id. It may have been deleted.",
  QUEUE_TOKEN_NOT_FOUND:
    "You have no place in the queue of this concert: you never joined, you left, or you have paid.",
  METHOD_NOT_ALLOWED:
    "The path exists, but it does not support this method. The Allow header lists the methods it supports.",
  REQUEST_IN_PROGRESS:
    "A request with the same key, or for the same seats, place or account, was in progress. Your request changed nothing.",
  SOLD_OUT: "Every seat of this concert is held or sold at the moment.",
  SALE_CLOSED: "The sale of this concert is over, and nobody else is admitted.",
  SALE_NOT_OPEN: "This performance is on sale from `salesOpenAt` to `salesCloseAt`.",
  PERFORMANCE_CALLED_OFF:
    "The organiser called the performance off at `calledOffAt`: nothing of it can be bought or changed any more.",
  SALE_ALREADY_DRAWN: "The opening time can't be changed after the lobby has been drawn.",
  SEAT_TAKEN:
    "Somebody holds or owns the seats in `seatIds`, or they are blocked. No seat was held, or blocked. If you asked to hold them, `labels` has their printed names.",
  CHART_PUBLISHED: "A published chart never changes.",
  CHART_INCOMPLETE: "`faults` says what is missing or does not fit together. Nothing was published.",
  SEATS_KEPT_BACK:
    "`seatIds` are accessible or companion seats, which are kept back until `accessibleUntil`. No seat was held for you. `labels` has their printed names.",
  TABLE_SOLD_WHOLE:
    "`seatIds` are at tables whose seats are sold together, and you did not choose all of them. No seat was held. `labels` has their printed names.",
  STANDING_BY_QUANTITY:
    "`seatIds` are standing places, which nobody chooses one by one. No seat was held for you. `labels` has their printed names.",
  ORPHAN_SEATS:
    "`seatIds` would be left as single empty seats, and choosing `instead` avoids that. No seat was held for you. `labels` has the printed names of both.",
  NO_SUITABLE_SEATS: "No `quantity` free seats fit your request without seating one of you alone.",
  SEAT_LIMIT_EXCEEDED: "One person may have `seatLimit` seats of this performance, and you already have `seatsTaken`.",
  HOLD_LIMIT_REACHED:
    "You have begun `holdsMax` holds since your turn came, which is the most that one pass allows. Released and expired ones count. No seat was held for you.",
  PROMOTION_CODE_USED_UP: "As many payments as the promotion code allows have used it. Your reservation is unchanged.",
  PROMOTION_CODE_EXISTS: "Another request created a promotion with this code. Capital and small letters are the same.",
  EXTENSION_NOT_OFFERED:
    "This service does not extend holds, or this hold has been extended as many times as it may be, or it already lasts until sales close.",
  RESERVATION_NOT_HELD:
    "Only a held reservation can be paid for, extended or released. The status of this one is `reservationStatus`.",
  RESERVATION_NOT_PAID: "Only a paid reservation can be cancelled. The status of this one is `reservationStatus`.",
  CANCELLATION_CLOSED: "Seats of this reservation could be cancelled until `cancellableUntil`.",
  REFUND_CHANGED:
    "What these seats are refunded now is in `quote`, and it is not what you sent. Nothing was cancelled.",
  ALREADY_PAID: "Another request paid for this reservation, with the payment `paymentId`. You did not pay again.",
  WEBHOOK_LIMIT_REACHED: "The service allows `webhooksMax` webhooks and has that many. No webhook was created.",
  WEBHOOK_DISABLED: "Its receiver responded 410 Gone, so nothing more is sent to it.",
  QUEUE_TOKEN_EXPIRED: "You did not claim your turn in time, or your pass ran out. Your place is cancelled.",
  HOLD_EXPIRED: "You did not pay in time, and the seats are free for everybody again. Your balance is unchanged.",
  PAYLOAD_TOO_LARGE: "A request body may have at most 64 KB, and a section of a chart at most 256 KB.",
  UNSUPPORTED_MEDIA_TYPE:
    "The Content-Type of the body is not application/json, or its Content-Encoding says that it is compressed.",
  IDEMPOTENCY_KEY_REUSED: "You already sent this key with a different request. This request changed nothing.",
  AMOUNT_OUT_OF_RANGE:
    "A top-up must be from 1 to `amountMax` won, and must not raise your balance above `balanceMax` won.",
  PRICE_TYPE_NOT_OFFERED:
    "The category of the seat `seatId` has no price type `priceType`. `offered` are those that it has.",
  PRICE_TYPE_LIMIT_EXCEEDED:
    "Of these seats of your reservation, only `seatsMax` may have the price type `priceType`: it is limited for each reservation, or for each accessible seat in it.",
  PROMOTION_CODE_INVALID:
    "The concert has no such promotion code, the code can't be used at this time, or it is for none of your seats. Your reservation is unchanged.",
  HOLDS_COOLING_DOWN:
    "Your last `expiredHolds` holds expired, or were released in the last fifth of their time, within a short time. You can hold seats again at `coolingUntil`.",
  PROMOTION_CODE_ATTEMPTS:
    "You have entered `attemptsMax` promotion codes that were not valid within a short time. Your reservation is unchanged.",
  TOO_MANY_REQUESTS:
    "You are calling more often than this route allows, or many of your requests are changing your account at once.",
  INTERNAL: "The service failed unexpectedly. Its logs have the details, under the request id.",
  PAYMENT_PENDING: "We don't know yet whether the payment went through. We will check, and settle it either way.",
  UNAVAILABLE: "Something the service depends on, such as its database, is overloaded or out of reach.",
};
