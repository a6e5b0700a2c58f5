/** The use case of holding seats. */

import { type Performance, refundRuleOf } from "#functions/catalog/rules/performance.ts";
import { saleNotOpen, salePhase } from "#functions/catalog/rules/sale-phase.ts";
import { holdsBegun } from "#functions/queue/begun-holds-store.ts";
import { notedExpiries } from "#functions/queue/expired-holds-store.ts";
import { countHeldSeats, passIsOver, seatsTaken } from "#functions/queue/place-store.ts";
import type { VerifiedQueueToken } from "#functions/queue/queue-token.ts";
import { chooseSeats, type SeatChoice, type Wish } from "#functions/reservations/choose-seats.ts";
import { endExpiredHold } from "#functions/reservations/end-hold.ts";
import {
  type HoldOutcome,
  newReservation,
  readHoldOutcome,
  storeRefusal,
  toHoldOutcome,
} from "#functions/reservations/hold-idempotency-store.ts";
import { listExpiredHolds } from "#functions/reservations/reservation-store.ts";
import { type CoolDown, coolingUntil } from "#functions/reservations/rules/cool-down.ts";
import { mayBeginHold } from "#functions/reservations/rules/hold-limit.ts";
import { isAccessibleSeat, ratesOf, type SeatToPrice } from "#functions/reservations/rules/pricing.ts";
import { asHeld, type Reservation, type Warning } from "#functions/reservations/rules/reservation.ts";
import { amountOf, type SeatRate, seatRates } from "#functions/reservations/rules/seat-rates.ts";
import type { Seat } from "#functions/seats/rules/seat-layout.ts";
import { holdSeat, readTaken } from "#functions/seats/seat-store.ts";
import type { Item } from "#functions/shared/dynamodb.ts";
import { replayedProblem, type StoredProblem } from "#functions/shared/idempotency.ts";
import { derivedId, fingerprint } from "#functions/shared/ids.ts";
import { writeMetrics } from "#functions/shared/metric.ts";
import { Problem } from "#functions/shared/problem.ts";
import { AGAIN, AGAIN_AT_ONCE, retryOnConflict } from "#functions/shared/retry-on-conflict.ts";
import { isoTime, type Seconds, systemClock } from "#functions/shared/time.ts";
import { type Outcome, type Part, transact } from "#functions/shared/transaction.ts";

export interface HoldInput {
  readonly performance: Performance;
  readonly wish: Wish;
  /** One for each seat, in order; if undefined, the first of each seat's category. */
  readonly priceTypes?: readonly string[] | undefined;
  readonly queueToken: VerifiedQueueToken;
  readonly idempotencyKey: string;
  readonly holdSeconds: number;
  readonly holdsPerPassMax: number;
  readonly coolDown: CoolDown;
}

export interface Held {
  /** As it was when it was made, whatever has happened since. */
  readonly reservation: Reservation;
  /** Whether an earlier request with the same key made it. */
  readonly isRepeat: boolean;
}

const TRIES_MAX = 8;

/**
 * Holds all of the seats or none (S2), each seat for one user (S1), within the user's limit (S5). A request for the best
 * available that loses them to others gets the next best. A repeat of a request gets the outcome of the first.
 * @throws Problem SEAT_NOT_FOUND, SECTION_NOT_FOUND, SALE_NOT_OPEN, SEAT_TAKEN, SEATS_KEPT_BACK, ORPHAN_SEATS,
 * TABLE_SOLD_WHOLE, STANDING_BY_QUANTITY,
 * NO_SUITABLE_SEATS, SEAT_LIMIT_EXCEEDED, HOLD_LIMIT_REACHED, HOLDS_COOLING_DOWN, QUEUE_TOKEN_INVALID,
 * PRICE_TYPE_NOT_OFFERED, PRICE_TYPE_LIMIT_EXCEEDED, IDEMPOTENCY_KEY_REUSED or REQUEST_IN_PROGRESS
 */
export const holdSeats = (input: HoldInput): Promise<Held> => {
  const { performance, wish, queueToken } = input;
  const attempt = newAttempt(input);
  let lost: ReadonlySet<string> = new Set();
  let choice: SeatChoice | undefined;
  return retryOnConflict<Held>(TRIES_MAX, async (tryNumber) => {
    // A try may begin when sales have closed since the first.
    if (!salePhase(performance, systemClock()).mayHold) return earlierOutcome(attempt, saleNotOpen(performance));
    choice ??= await chooseSeats(performance, wish, { userId: queueToken.userId, now: systemClock() }, lost);
    if ("refusal" in choice) return refuse(attempt, choice.refusal);
    const pricing = ratesOf(seatsToPrice(input, choice.seats), performance);
    if ("refusal" in pricing) return refuse(attempt, pricing.refusal);
    const reservation = reservationOf(input, attempt, choice, pricing.rates);
    const parts = partsOf(input, reservation, choice.seats, attempt.fingerprint);
    const outcome = await transact(parts, { triesMax: 1 });
    if (outcome.kind === "committed") return { reservation, isRepeat: false };

    const setback = await setbackOf(input, attempt, reservation, outcome, tryNumber === 1);
    if ("held" in setback) return setback.held;
    if (setback.lost.length === 0) return AGAIN;
    writeMetrics({ HoldConflicts: 1 });
    lost = new Set([...lost, ...setback.lost]);
    choice = undefined;
    return AGAIN_AT_ONCE;
  });
};

interface Attempt {
  readonly reservationId: string;
  readonly fingerprint: string;
  readonly now: Seconds;
}

const newAttempt = ({ performance, wish, priceTypes, queueToken, idempotencyKey }: HoldInput): Attempt => ({
  reservationId: derivedId("res", queueToken.userId, "hold", idempotencyKey),
  fingerprint: fingerprint(performance.performanceId, wish, ...(priceTypes === undefined ? [] : [priceTypes])),
  now: systemClock(),
});

const seatsToPrice = ({ performance, priceTypes }: HoldInput, seats: readonly Seat[]): readonly SeatToPrice[] => {
  const sections = new Map(performance.sections.map((section) => [section.sectionId, section]));
  return seats.map(({ seatId, section: sectionId, category }, position) => {
    const section = sections.get(sectionId);
    const isAccessible = section !== undefined && isAccessibleSeat(section, seatId);
    return { seatId, category, isAccessible, priceType: priceTypes?.[position] };
  });
};

const reservationOf = (
  { performance, queueToken, holdSeconds }: HoldInput,
  { reservationId, now }: Attempt,
  { seats, warnings }: { readonly seats: readonly Seat[]; readonly warnings: readonly Warning[] },
  pricing: readonly SeatRate[],
): Reservation => {
  const seatIds = seats.map((seat) => seat.seatId);
  const rates = seatRates(pricing.map((rate, position) => ({ ...rate, seatId: seatIds[position] ?? "" })));
  return {
    reservationId,
    userId: queueToken.userId,
    concertId: performance.concertId,
    performanceId: performance.performanceId,
    chartId: performance.chartId,
    status: "HELD",
    seatIds,
    returnedSeatIds: [],
    ...rates,
    amount: amountOf(seatIds, rates),
    generation: queueToken.generation,
    createdAt: now,
    expiresAt: now + holdSeconds,
    extension: undefined,
    refundRule: refundRuleOf(performance),
    warnings,
    paymentId: undefined,
  };
};

const partsOf = (
  { performance: { seatLimit }, holdsPerPassMax, coolDown }: HoldInput,
  reservation: Reservation,
  seats: readonly Seat[],
  request: string,
): readonly Part[] => {
  const { performanceId, reservationId, userId, concertId, generation, expiresAt } = reservation;
  const now = systemClock();
  return [
    newReservation(reservation, request, now),
    countHeldSeats({
      concertId,
      userId,
      generation,
      performanceId,
      seatIds: reservation.seatIds,
      expiresAt,
      seatLimit,
      holdsPerPassMax,
      coolDown,
      now,
    }),
    ...seats.map(({ seatId, index }) =>
      holdSeat({ performanceId, seatId, index, reservationId, userId, expiresAt, now }),
    ),
  ];
};

/** The result of a try that made no hold: an earlier hold, or the seats that are lost. Without any, a retry may succeed. */
type Setback = { readonly held: Held } | { readonly lost: readonly string[] };

const setbackOf = async (
  input: HoldInput,
  attempt: Attempt,
  reservation: Reservation,
  outcome: Exclude<Outcome, { readonly kind: "committed" }>,
  isFirstTry: boolean,
): Promise<Setback> => {
  const { performanceId, seatIds, generation } = reservation;
  if (outcome.kind === "contended") return { lost: await readTaken(performanceId, seatIds, systemClock()) };

  const { found } = outcome;
  const earlier = found.get("reservation");
  if (earlier !== undefined) return { held: repeated(toHoldOutcome(earlier), attempt) };

  const place = found.get("place");
  if (found.has("place") && passIsOver(place, generation)) throw new Problem("QUEUE_TOKEN_INVALID");
  if (place !== undefined) refuseBeyondHoldLimit(place, input.holdsPerPassMax);
  if (place !== undefined) refuseWhileCoolingDown(place, input.coolDown);

  const lost = seatIds.filter((seatId) => found.has(seatId));
  return lost.length > 0 ? { lost } : aboveLimit(input, attempt, place, isFirstTry);
};

const refuseBeyondHoldLimit = (place: Item, holdsPerPassMax: number): void => {
  if (!mayBeginHold(holdsBegun(place), holdsPerPassMax)) {
    throw new Problem("HOLD_LIMIT_REACHED", { holdsMax: holdsPerPassMax });
  }
};

const refuseWhileCoolingDown = (place: Item, coolDown: CoolDown): void => {
  const now = systemClock();
  const until = coolingUntil(notedExpiries(place, coolDown), coolDown, now);
  if (until === undefined) return;
  const evidence = { expiredHolds: coolDown.expiredHoldsMax, coolingUntil: isoTime(until) };
  throw new Problem("HOLDS_COOLING_DOWN", evidence, { retryAfterSeconds: until - now });
};

/**
 * Only the limit stood in the way. Another try is worthwhile if the limit counted holds that have expired (S5), or if
 * somebody else may be ending some at this moment.
 */
const aboveLimit = async (
  { performance: { performanceId, seatLimit }, queueToken: { userId }, coolDown }: HoldInput,
  attempt: Attempt,
  place: Item | undefined,
  isFirstTry: boolean,
): Promise<Setback> => {
  const expired = await listExpiredHolds(userId, performanceId, systemClock());
  // One after the other: each changes the same count.
  for (const hold of expired) await endExpiredHold(hold, systemClock(), coolDown);
  if (expired.length > 0 || isFirstTry) return { lost: [] };
  const evidence = { seatLimit, seatsTaken: seatsTaken(place, performanceId) };
  return { held: await refuse(attempt, { code: "SEAT_LIMIT_EXCEEDED", evidence }) };
};

/** Refuses for good: a repeat with the same key is refused too, even if the seats are free by then. */
const refuse = async (attempt: Attempt, refusal: StoredProblem): Promise<Held> => {
  const problem = new Problem(refusal.code, refusal.evidence);
  if (await storeRefusal(attempt.reservationId, attempt.fingerprint, refusal, attempt.now)) throw problem;
  return earlierOutcome(attempt, problem);
};

const earlierOutcome = async (attempt: Attempt, otherwise: Problem): Promise<Held> => {
  const earlier = await readHoldOutcome(attempt.reservationId, systemClock());
  if (earlier === undefined) throw otherwise;
  return repeated(earlier, attempt);
};

const repeated = (earlier: HoldOutcome, attempt: Attempt): Held => {
  if (earlier.request !== attempt.fingerprint) throw new Problem("IDEMPOTENCY_KEY_REUSED");
  if ("refusal" in earlier.result) throw replayedProblem(earlier.result.refusal);
  return { reservation: asHeld(earlier.result.reservation), isRepeat: true };
};
