/** The use case of holding seats. */
import type { Performance } from "#functions/concerts/catalog-store.ts";
import { findSeat, type Seat, sectionOf } from "#functions/concerts/seat-layout.ts";
import { holdSeat, readTaken } from "#functions/concerts/seat-store.ts";
import { isOnSale } from "#functions/concerts/stock.ts";
import { countHeldSeats, passIsOver, seatsTaken } from "#functions/queue/place-store.ts";
import type { Pass } from "#functions/queue/queue-token.ts";
import { expireHold } from "#functions/reservations/end-hold.ts";
import type { Reservation } from "#functions/reservations/reservation.ts";
import {
  type HoldOutcome,
  listLapsedHolds,
  newReservation,
  readHoldOutcome,
  rememberRefusal,
  toHoldOutcome,
} from "#functions/reservations/reservation-store.ts";
import type { Item } from "#functions/shared/dynamodb.ts";
import { derivedId, fingerprint } from "#functions/shared/ids.ts";
import { Problem } from "#functions/shared/problems.ts";
import { type RememberedRefusal, repeatedRefusal } from "#functions/shared/remembered.ts";
import { isoTime, systemClock } from "#functions/shared/time.ts";
import { backOff, type Part, transact } from "#functions/shared/transaction.ts";

export interface HoldRequest {
  readonly performance: Performance;
  readonly seatIds: readonly string[];
  readonly pass: Pass;
  readonly idempotencyKey: string;
  readonly holdSeconds: number;
}

export interface Held {
  readonly reservation: Reservation;
  /** Whether an earlier request with the same key made it. */
  readonly isRepeat: boolean;
}

/** How often others may come between before the client is asked to try again. */
const TRIES_MAX = 6;

/**
 * Holds all of the seats or none (S2), each seat for one person (S1), within the person's limit (S5). A request with
 * a key that came before gets what that one got.
 * @throws Problem SEAT_NOT_FOUND, SALE_NOT_OPEN, SEAT_TAKEN, SEAT_LIMIT_EXCEEDED, QUEUE_TOKEN_INVALID,
 * IDEMPOTENCY_KEY_REUSED or REQUEST_IN_PROGRESS
 */
export const holdSeats = async (request: HoldRequest): Promise<Held> => {
  const seats = knownSeats(request);
  const attempt = newAttempt(request, seats);
  if (!isOnSale(request.performance, attempt.reservation.createdAt)) {
    return earlierOutcome(attempt, saleNotOpen(request.performance));
  }
  const { seatLimit } = request.performance;
  for (let tries = 1; tries <= TRIES_MAX; tries += 1) {
    const outcome = await transact(partsOf(attempt, seatLimit), { triesMax: 1 });
    if (outcome.kind === "committed") return { reservation: attempt.reservation, isRepeat: false };
    const settled =
      outcome.kind === "refused"
        ? await refused(attempt, outcome.found, { seatLimit, isFirstTry: tries === 1 })
        : await contended(attempt);
    if (settled) return settled;
    if (tries < TRIES_MAX) await backOff(tries);
  }
  throw new Problem("REQUEST_IN_PROGRESS");
};

interface Attempt {
  readonly reservation: Reservation;
  /** Fingerprint of what was asked for. */
  readonly asked: string;
}

const newAttempt = (
  { performance, pass, idempotencyKey, holdSeconds }: HoldRequest,
  seats: readonly Seat[],
): Attempt => {
  const seatIds = seats.map((seat) => seat.seatId);
  const createdAt = systemClock();
  return {
    asked: fingerprint(performance.performanceId, seatIds),
    reservation: {
      reservationId: derivedId("res", pass.userId, "hold", idempotencyKey),
      userId: pass.userId,
      concertId: performance.concertId,
      performanceId: performance.performanceId,
      status: "HELD",
      seatIds,
      returnedSeatIds: [],
      prices: Object.fromEntries(seats.map(({ section, grade, price }) => [section, { grade, price }])),
      amount: seats.reduce((sum, seat) => sum + seat.price, 0),
      generation: pass.generation,
      createdAt,
      expiresAt: createdAt + holdSeconds,
      paymentId: undefined,
    },
  };
};

const knownSeats = ({ performance, seatIds }: HoldRequest): readonly Seat[] => {
  const sections = new Map(performance.sections.map((section) => [section.sectionId, section]));
  const found = seatIds.map((seatId) => {
    const section = sections.get(sectionOf(seatId));
    return { seatId, seat: section && findSeat(section, seatId) };
  });
  const unknown = found.filter(({ seat }) => seat === undefined).map(({ seatId }) => seatId);
  if (unknown.length > 0) throw new Problem("SEAT_NOT_FOUND", { seatIds: unknown });
  return found.flatMap(({ seat }) => seat ?? []);
};

const saleNotOpen = ({ salesOpenAt, salesCloseAt }: Performance): Problem =>
  new Problem("SALE_NOT_OPEN", { salesOpenAt: isoTime(salesOpenAt), salesCloseAt: isoTime(salesCloseAt) });

const partsOf = ({ reservation, asked }: Attempt, seatLimit: number): readonly Part[] => {
  const { performanceId, reservationId, userId, concertId, seatIds, generation, expiresAt } = reservation;
  const now = systemClock();
  return [
    newReservation(reservation, asked, now),
    countHeldSeats({ concertId, userId, generation, performanceId, seats: seatIds.length, seatLimit }),
    ...seatIds.map((seatId) => holdSeat({ performanceId, seatId, reservationId, userId, heldUntil: expiresAt, now })),
  ];
};

/** Others are at the same seats. If one of them has got there it is over; undefined: it is worth another try. */
const contended = async (attempt: Attempt): Promise<Held | undefined> => {
  const { performanceId, seatIds } = attempt.reservation;
  const taken = await readTaken(performanceId, seatIds, systemClock());
  return taken.length === 0 ? undefined : refuse(attempt, { code: "SEAT_TAKEN", evidence: { seatIds: taken } });
};

/**
 * A condition did not hold. Undefined: it is worth another try, since only the limit stood in the way and holds that
 * have lapsed were counted in it (S5), or are perhaps being ended by somebody else at this moment.
 */
const refused = async (
  attempt: Attempt,
  found: ReadonlyMap<string, Item | undefined>,
  { seatLimit, isFirstTry }: { readonly seatLimit: number; readonly isFirstTry: boolean },
): Promise<Held | undefined> => {
  const { reservation, asked } = attempt;
  const earlier = found.get("reservation");
  if (earlier !== undefined) return repeated(toHoldOutcome(earlier), asked);

  const place = found.get("place");
  if (found.has("place") && passIsOver(place, reservation.generation)) throw new Problem("QUEUE_TOKEN_INVALID");

  const taken = reservation.seatIds.filter((seatId) => found.has(seatId));
  if (taken.length > 0) return refuse(attempt, { code: "SEAT_TAKEN", evidence: { seatIds: taken } });

  const { userId, performanceId } = reservation;
  const lapsed = await listLapsedHolds(userId, performanceId, systemClock());
  // One after the other: each changes the same count.
  for (const hold of lapsed) await expireHold(hold, systemClock());
  if (lapsed.length > 0 || isFirstTry) return undefined;
  return refuse(attempt, {
    code: "SEAT_LIMIT_EXCEEDED",
    evidence: { seatLimit, seatsTaken: seatsTaken(place, performanceId) },
  });
};

/** Refuses for good: a repeat with the same key gets the same answer, even if the seats are free by then. */
const refuse = async ({ reservation, asked }: Attempt, refusal: RememberedRefusal): Promise<Held> => {
  const { reservationId, createdAt } = reservation;
  if (await rememberRefusal(reservationId, asked, refusal, createdAt)) {
    throw new Problem(refusal.code, refusal.evidence);
  }
  return earlierOutcome({ reservation, asked }, new Problem(refusal.code, refusal.evidence));
};

const earlierOutcome = async ({ reservation, asked }: Attempt, otherwise: Problem): Promise<Held> => {
  const earlier = await readHoldOutcome(reservation.reservationId, systemClock());
  if (earlier === undefined) throw otherwise;
  return repeated(earlier, asked);
};

const repeated = (earlier: HoldOutcome, asked: string): Held => {
  if (earlier.request !== asked) throw new Problem("IDEMPOTENCY_KEY_REUSED");
  if ("refusal" in earlier.result) throw repeatedRefusal(earlier.result.refusal);
  return { reservation: earlier.result.reservation, isRepeat: true };
};
