/** What the self-audit can find: every kind once, with the invariant that it breaks. Pure. */

export type Invariant = "S1" | "S5" | "S6" | "M1" | "M3" | "M4";

/** The guide docs/guides/self-audit.md says of each what it means and what to do. */
export const FINDING_CODES = {
  SECTION_UNREADABLE: "S1",
  SEAT_UNKNOWN: "S1",
  SEAT_WITHOUT_RESERVATION: "S1",
  SEAT_OF_ANOTHER: "S1",
  SEAT_STATE_DIFFERS: "S1",
  RESERVATION_WITHOUT_SEAT: "S1",
  LIMIT_EXCEEDED: "S5",
  SEAT_COUNT_DIFFERS: "S5",
  AVAILABILITY_DIFFERS: "S6",
  ENTRY_MISSING: "M1",
  ENTRY_DIFFERS: "M1",
  BALANCE_DIFFERS: "M1",
  BUYER_UNREADABLE: "M3",
  PAYMENT_MISSING: "M3",
  PAYMENT_UNEXPECTED: "M3",
  PAYMENT_DIFFERS: "M3",
  RECEIPT_MISSING: "M3",
  DEBIT_MISSING: "M3",
  DEBIT_REPEATED: "M3",
  DEBIT_DIFFERS: "M3",
  DEBIT_UNEXPECTED: "M3",
  REFUND_MISSING: "M3",
  REFUND_REPEATED: "M3",
  REFUND_DIFFERS: "M3",
  AMOUNT_DIFFERS: "M3",
  CHARGE_UNSETTLED: "M3",
  CHARGE_ENTRY_MISSING: "M3",
  CHARGE_ENTRY_REPEATED: "M3",
  CHARGE_ENTRY_DIFFERS: "M3",
  CHARGE_ENTRY_UNEXPLAINED: "M4",
  POINTS_FROM_NOWHERE: "M4",
  COUNTER_ACCOUNT_DIFFERS: "M4",
  TAKINGS_DIFFER: "M4",
} as const satisfies Record<string, Invariant>;

export type FindingCode = keyof typeof FINDING_CODES;

/** An item that a finding names. */
export interface NamedItem {
  readonly type: "seat" | "availability" | "reservation" | "payment" | "place" | "account" | "entry" | "charge";
  readonly id: string;
}

/** Something that is not as an invariant says. */
export interface Finding {
  readonly invariant: Invariant;
  readonly code: FindingCode;
  /** A sentence with the values that were found, so that the same finding a moment later is the same text. */
  readonly message: string;
  readonly items: readonly NamedItem[];
}

export const finding = (code: FindingCode, message: string, items: readonly NamedItem[]): Finding => ({
  invariant: FINDING_CODES[code],
  code,
  message,
  items,
});

export const seatItem = (performanceId: string, seatId: string): NamedItem => ({
  type: "seat",
  id: `${performanceId}/${seatId}`,
});
export const availabilityItem = (performanceId: string, sectionId: string): NamedItem => ({
  type: "availability",
  id: `${performanceId}/${sectionId}`,
});
export const reservationItem = (reservationId: string): NamedItem => ({ type: "reservation", id: reservationId });
export const paymentItem = (paymentId: string): NamedItem => ({ type: "payment", id: paymentId });
export const placeItem = (concertId: string, userId: string): NamedItem => ({
  type: "place",
  id: `${concertId}/${userId}`,
});
export const accountItem = (userId: string): NamedItem => ({ type: "account", id: userId });
export const entryItem = (userId: string, seq: number): NamedItem => ({ type: "entry", id: `${userId}/${seq}` });
export const chargeItem = (userId: string, chargeId: string): NamedItem => ({
  type: "charge",
  id: `${userId}/${chargeId}`,
});

/** Those of some findings that were there before too, with the same items and values. */
export const stillThere = (before: readonly Finding[], now: readonly Finding[]): readonly Finding[] => {
  const known = new Set(before.map((each) => JSON.stringify(each)));
  return now.filter((each) => known.has(JSON.stringify(each)));
};
