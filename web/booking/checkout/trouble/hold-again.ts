/** Holding the seats of a hold that is over once more, with the same prices. */
import { ProblemError } from "#client/problem-error.ts";
import type { ProblemCode } from "#contract/problems.ts";
import type { Reservation } from "#web/booking/checkout/totals.ts";
import { readPass } from "#web/booking/pass/admission.ts";
import { refusalIn } from "#web/booking/points/attempt.ts";
import { call } from "#web/shared/api/client.ts";
import { attemptKey, endAttempt } from "#web/shared/storage/attempt-key.ts";

export type HeldAgain =
  | { readonly kind: "held"; readonly reservationId: string }
  | { readonly kind: "refused"; readonly code: ProblemCode; readonly body: Readonly<Record<string, unknown>> }
  /** The queue screen finds out how to go on: the place belongs to the account. */
  | { readonly kind: "noTurn" }
  /** Nothing is known. Another try with the same key is safe. */
  | { readonly kind: "failed" };

const NO_TURN: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  "QUEUE_TOKEN_REQUIRED",
  "QUEUE_TOKEN_INVALID",
  "QUEUE_TOKEN_EXPIRED",
  "QUEUE_TOKEN_NOT_FOUND",
  "NOT_ADMITTED",
]);

export const holdAgain = async (reservation: Reservation): Promise<HeldAgain> => {
  try {
    return await holdWithPass(reservation);
  } catch (error) {
    const refusal = error instanceof ProblemError ? refusalIn(error) : undefined;
    if (refusal === undefined) return { kind: "failed" };
    return NO_TURN.has(refusal.code) ? { kind: "noTurn" } : { kind: "refused", ...refusal };
  }
};

const holdWithPass = async (reservation: Reservation): Promise<HeldAgain> => {
  const pass = await readPass(reservation.concertId);
  if (pass === undefined) return { kind: "noTurn" };
  const first = await hold(reservation, pass.token, false);
  // Whoever has held these seats has said before that they need the accessible one among them.
  return first.kind === "refused" && first.code === "SEATS_KEPT_BACK" ? hold(reservation, pass.token, true) : first;
};

const hold = async (
  { reservationId, performanceId, seats }: Reservation,
  queueToken: string,
  isAccessible: boolean,
): Promise<HeldAgain> => {
  const purpose = `hold-again:${reservationId}${isAccessible ? ":accessible" : ""}`;
  try {
    const { body } = await call("holdSeats", {
      params: { performanceId },
      queueToken,
      idempotencyKey: attemptKey(purpose),
      // A cool-down lasts minutes, which must not be waited for in silence.
      retriesMax: 0,
      body: {
        seatIds: seats.map(({ seatId }) => seatId),
        priceTypes: seats.map(({ priceType }) => priceType),
        ...(isAccessible ? { accessible: true } : {}),
      },
    });
    endAttempt(purpose);
    return { kind: "held", reservationId: body.reservationId };
  } catch (error) {
    const refusal = error instanceof ProblemError ? refusalIn(error) : undefined;
    if (refusal !== undefined) endAttempt(purpose);
    if (refusal?.code === "SEATS_KEPT_BACK") return { kind: "refused", ...refusal };
    throw error;
  }
};
