/** Whether and to when a hold can be extended. The extension itself and what a reservation says of it ask this rule. Pure. */
import { type SaleTimes, salePhase } from "#functions/catalog/rules/sale-phase.ts";
import { extensionsOf, type Reservation, statusAt } from "#functions/reservations/rules/reservation.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** The settings that make up the offer: every function has them that shows a reservation. */
export const EXTENSION_SETTINGS = ["holdExtensionSeconds", "holdExtensionsMax"] as const;

/** What a stage offers. */
export interface ExtensionOffer {
  /** How much longer a hold lasts with each extension; 0: none is offered. */
  readonly extensionSeconds: Seconds;
  readonly extensionsMax: number;
}

/** The end of a hold, and how many times it has been extended. */
export interface HoldEnd {
  readonly expiresAt: Seconds;
  readonly extensions: number;
}

export const holdEndOf = (reservation: Reservation): HoldEnd => ({
  expiresAt: reservation.expiresAt,
  extensions: extensionsOf(reservation),
});

/** Whether the offer has a further extension for a hold, as far as can be said without the times of its sale. */
export const isOffered = ({ extensions }: HoldEnd, { extensionSeconds, extensionsMax }: ExtensionOffer): boolean =>
  extensionSeconds > 0 && extensions < extensionsMax;

/** The end of a hold after one more extension: never beyond the close of sales (S8). */
export const extendedEnd = (
  end: HoldEnd,
  offer: ExtensionOffer,
  times: SaleTimes,
  now: Seconds,
): Seconds | "NOT_OFFERED" | "SALE_NOT_OPEN" => {
  if (!isOffered(end, offer)) return "NOT_OFFERED";
  const { extendableTo } = salePhase(times, now);
  if (extendableTo === undefined) return "SALE_NOT_OPEN";
  const to = Math.min(end.expiresAt + offer.extensionSeconds, extendableTo);
  return to > end.expiresAt ? to : "NOT_OFFERED";
};

/** How many more times a reservation can be extended at a time, one extension after the other; 0 if it is not held. */
export const extensionsLeft = (
  reservation: Reservation,
  offer: ExtensionOffer,
  times: SaleTimes,
  now: Seconds,
): number => {
  if (statusAt(reservation, now) !== "HELD") return 0;
  const first = holdEndOf(reservation);
  let end = first;
  for (;;) {
    const expiresAt = extendedEnd(end, offer, times, now);
    if (typeof expiresAt === "string") return end.extensions - first.extensions;
    end = { expiresAt, extensions: end.extensions + 1 };
  }
};
