/** A reservation and its statuses. Pure. */
import type { ReservationStatus } from "#contract/reservations.ts";
import {
  type FrozenRefundRule,
  freezeRefundRule,
  type RefundSums,
  type ResolvedRefundRule,
  stepsResponse,
} from "#functions/payments/rules/refund-rule.ts";
import {
  amountOf,
  type LabelOf,
  type RatedSeat,
  ratedSeats,
  type SeatRates,
} from "#functions/reservations/rules/seat-rates.ts";
import { Problem } from "#functions/shared/problem.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

/** Something that is allowed but not recommended: a choice that leaves single empty seats. */
export interface Warning {
  readonly code: "ORPHAN_SEATS";
  readonly seatIds: readonly string[];
  /** Seats that would not leave any. */
  readonly instead: readonly string[];
}

/** What the organiser has done to a reservation: called its performance off, or refunded it outside the rule. */
export type OrganiserAct = "CALLED_OFF" | "REFUNDED";

/** The extensions of a hold. */
export interface Extension {
  /** When it was last extended. */
  readonly at: Seconds;
  /** Its expiry before the first of them. */
  readonly from: Seconds;
  /** How many there were; one if absent, as in holds from before there could be more. */
  readonly count?: number | undefined;
}

/** How many times a hold has been extended. */
export const extensionsOf = ({ extension }: Pick<Reservation, "extension">): number =>
  extension === undefined ? 0 : (extension.count ?? 1);

export interface Reservation extends SeatRates {
  readonly reservationId: string;
  readonly userId: string;
  readonly concertId: string;
  readonly performanceId: string;
  readonly chartId: string;
  readonly status: ReservationStatus;
  /** The seats it has, or had until it ended. */
  readonly seatIds: readonly string[];
  /** The seats of the hold in the order of its request, if some of them have been given back. */
  readonly heldSeatIds?: readonly string[] | undefined;
  /** Seats that were bought and given back while others were kept. */
  readonly returnedSeatIds: readonly string[];
  /** Won, for `seatIds`. */
  readonly amount: number;
  /** In capital letters: the promotion behind the discounts. A payment uses it. */
  readonly promotionCode?: string | undefined;
  /** The rates of the hold's seats in the order of its request, as indexes, if they have been changed since. */
  readonly heldRateOf?: readonly number[] | undefined;
  /** The generation of the user's place in the queue with which the seats were held. */
  readonly generation: number;
  readonly createdAt: Seconds;
  readonly expiresAt: Seconds;
  readonly extension?: Extension | undefined;
  /** That of the performance when the seats were held. */
  readonly refundRule: ResolvedRefundRule;
  /** Follows from the rule and the time of payment: before it, everything is refunded. */
  readonly fullRefundUntil?: Seconds | undefined;
  /** The last refund for seats of the reservation, for the event of its cancellation. */
  readonly lastRefund?: RefundSums | undefined;
  /** Found when the seats were held. */
  readonly warnings: readonly Warning[];
  readonly paymentId?: string | undefined;
  /** Set if the organiser made the last change of its seats. */
  readonly organiserAct?: OrganiserAct | undefined;
}

/** The status at a time: a hold is over at `expiresAt`, whether or not that has been written down yet (S3). */
export const statusAt = (reservation: Reservation, now: Seconds): ReservationStatus =>
  reservation.status === "HELD" && reservation.expiresAt <= now ? "EXPIRED" : reservation.status;

/** @throws Problem HOLD_EXPIRED or RESERVATION_NOT_HELD if a reservation is not held at a time */
export const requireHeld = (reservation: Reservation, now: Seconds): void => {
  const status = statusAt(reservation, now);
  if (status === "EXPIRED") throw new Problem("HOLD_EXPIRED");
  if (status !== "HELD") throw new Problem("RESERVATION_NOT_HELD", { reservationStatus: status });
};

/** A reservation as it was when its seats were held, whatever has happened since. */
export const asHeld = (reservation: Reservation): Reservation => {
  const seatIds = reservation.heldSeatIds ?? reservation.seatIds;
  const { heldRateOf } = reservation;
  const rateOf =
    heldRateOf === undefined
      ? reservation.rateOf
      : Object.fromEntries(seatIds.map((seatId, index) => [seatId, heldRateOf[index] ?? 0]));
  return {
    ...reservation,
    status: "HELD",
    seatIds,
    heldSeatIds: undefined,
    returnedSeatIds: [],
    rateOf,
    heldRateOf: undefined,
    promotionCode: undefined,
    amount: amountOf(seatIds, { rates: reservation.rates, rateOf }),
    expiresAt: reservation.extension?.from ?? reservation.expiresAt,
    extension: undefined,
    fullRefundUntil: undefined,
    lastRefund: undefined,
    paymentId: undefined,
    organiserAct: undefined,
  };
};

/** What a cancellation of the reservation would refund: by its payment, or as if it were paid at `now`. */
export const refundTerms = (reservation: Reservation, now: Seconds): FrozenRefundRule => {
  const { refundRule, fullRefundUntil, paymentId } = reservation;
  if (paymentId === undefined) return freezeRefundRule(refundRule, now);
  return { steps: refundRule.steps, ...(fullRefundUntil !== undefined && { fullRefundUntil }) };
};

/** Every seat that was bought, including those given back since, in the order of their ids. */
export const boughtSeats = (reservation: Reservation, labelOf: LabelOf): readonly RatedSeat[] =>
  ratedSeats(boughtSeatIds(reservation), reservation, labelOf);

export const boughtSeatIds = ({ seatIds, returnedSeatIds }: Reservation): readonly string[] =>
  [...seatIds, ...returnedSeatIds].toSorted();

/** Every seat that a response about a reservation may name. */
export const everySeatId = ({ seatIds, returnedSeatIds, warnings }: Reservation): readonly string[] => [
  ...seatIds,
  ...returnedSeatIds,
  ...warnings.flatMap((warning) => [...warning.seatIds, ...warning.instead]),
];

const refundRuleResponse = ({ steps, fullRefundUntil }: FrozenRefundRule) => ({
  steps: stepsResponse(steps),
  fullRefundUntil: fullRefundUntil === undefined ? null : isoTime(fullRefundUntil),
});

export const reservationResponse = (reservation: Reservation, now: Seconds, labelOf: LabelOf) => ({
  reservationId: reservation.reservationId,
  concertId: reservation.concertId,
  performanceId: reservation.performanceId,
  status: statusAt(reservation, now),
  seats: [...ratedSeats(reservation.seatIds, reservation, labelOf)],
  returnedSeats: [...ratedSeats(reservation.returnedSeatIds, reservation, labelOf)],
  amount: reservation.amount,
  promotionCode: reservation.promotionCode ?? null,
  expiresAt: isoTime(reservation.expiresAt),
  createdAt: isoTime(reservation.createdAt),
  extendedAt: reservation.extension === undefined ? null : isoTime(reservation.extension.at),
  extensions: extensionsOf(reservation),
  warnings: reservation.warnings.map((warning) => ({
    ...warning,
    seatIds: [...warning.seatIds],
    instead: [...warning.instead],
  })),
  refundRule: refundRuleResponse(refundTerms(reservation, now)),
  paymentId: reservation.paymentId ?? null,
  organiserAct: reservation.organiserAct ?? null,
  serverTime: isoTime(now),
});
