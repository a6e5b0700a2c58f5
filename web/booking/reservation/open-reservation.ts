/** A reservation and its receipt as a screen shows them, kept up to date while it is open. */
import { effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import type { CallResult } from "#client/call-types.ts";
import { ProblemError } from "#client/problem-error.ts";
import { concertFacts, refreshConcert } from "#web/booking/concert-facts/concert-facts.ts";
import type { Reservation } from "#web/booking/reservation-state/reservation-state.ts";
import { call } from "#web/shared/api/client.ts";
import { wokeUp } from "#web/shared/clock/clock.ts";
import { SignInNeeded, user } from "#web/shared/session/session.ts";

export type Receipt = CallResult<"readPayment">["body"];

export type ReservationView =
  | { readonly kind: "reading" }
  | { readonly kind: "signedOut" }
  | { readonly kind: "notFound" }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "known"; readonly reservation: Reservation };

export type ReceiptView =
  /** There is none, or it is not read yet. */
  | { readonly kind: "none" }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "known"; readonly receipt: Receipt };

export interface OpenReservation {
  readonly view: ReadonlySignal<ReservationView>;
  readonly receipt: ReadonlySignal<ReceiptView>;
  /** Reads both again. What is shown stays until then. */
  readonly read: () => Promise<void>;
  /** Reads now, after each waking up, and once somebody has signed in. @returns how to stop */
  readonly follow: () => () => void;
}

const viewOfError = (error: unknown): ReservationView => {
  if (error instanceof SignInNeeded) return { kind: "signedOut" };
  if (error instanceof ProblemError && error.code === "RESERVATION_NOT_FOUND") return { kind: "notFound" };
  return { kind: "failed", error };
};

export const openReservation = (reservationId: string): OpenReservation => {
  const view = signal<ReservationView>({ kind: "reading" });
  const receipt = signal<ReceiptView>({ kind: "none" });

  const readReceipt = async (paymentId: string): Promise<void> => {
    try {
      const { body } = await call("readPayment", { params: { paymentId } });
      receipt.value = { kind: "known", receipt: body };
    } catch (error) {
      if (receipt.peek().kind !== "known") receipt.value = { kind: "failed", error };
    }
  };

  const read = async (): Promise<void> => {
    try {
      const { body: reservation } = await call("readReservation", { params: { reservationId } });
      // The receipt first: what the state says of a refund is on it.
      if (reservation.paymentId !== null) await readReceipt(reservation.paymentId);
      view.value = { kind: "known", reservation };
    } catch (error) {
      const next = viewOfError(error);
      if (next.kind !== "failed" || view.peek().kind !== "known") view.value = next;
    }
  };

  const follow = (): (() => void) =>
    effect(() => {
      const isSignedIn = wokeUp.value >= 0 && user.value !== null;
      if (isSignedIn) void untracked(read);
      else view.value = { kind: "signedOut" };
    });

  return { view, receipt, read, follow };
};

/** Reads the schedule again too, which says whether the performance was called off. */
export const readAgain = async (open: OpenReservation, concertId: string): Promise<void> => {
  await Promise.all([open.read(), concertFacts(concertId).kind === "reading" ? undefined : refreshConcert(concertId)]);
};
