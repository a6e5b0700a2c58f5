/** What the self-audit reports: findings, and the items that they name. Pure. */
import { FINDING_CODES, type FindingCode, type Invariant } from "#contract/audit.ts";

/** An item that a finding names. */
export interface NamedItem {
  readonly type: "seat" | "availability" | "reservation" | "payment" | "place" | "account" | "entry" | "topUp";
  readonly id: string;
}

/** A breach of an invariant (docs/reference/invariants.md). */
export interface Finding {
  readonly invariant: Invariant;
  readonly code: FindingCode;
  /** A sentence with the values that were found: the same finding a moment later has the same text. */
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
export const topUpItem = (userId: string, topUpId: string): NamedItem => ({
  type: "topUp",
  id: `${userId}/${topUpId}`,
});

/**
 * The items of a finding for a log: their type and id, without those that are a person's own, and without the person in the
 * id of a top-up.
 */
export const withoutPeople = (items: readonly NamedItem[]): readonly string[] =>
  items.flatMap(({ type, id }) => {
    if (type === "account" || type === "entry" || type === "place") return [];
    return `${type} ${type === "topUp" ? id.slice(id.lastIndexOf("/") + 1) : id}`;
  });

/** The findings that were there before too, with the same items and values. */
export const stillThere = (before: readonly Finding[], now: readonly Finding[]): readonly Finding[] => {
  const known = new Set(before.map((each) => JSON.stringify(each)));
  return now.filter((each) => known.has(JSON.stringify(each)));
};
