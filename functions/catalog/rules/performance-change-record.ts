/** What operators have done to a performance. A record never changes. Pure. */
import { isoTime, type Seconds } from "#functions/shared/time.ts";

/** A field of a performance before and after a change; null: not set. */
export interface ChangedField {
  readonly field: string;
  readonly from: string | number | null;
  readonly to: string | number | null;
}

/** A refund outside the rule. */
export interface RecordedRefund {
  readonly reservationId: string;
  readonly refundId: string;
  readonly seatIds: readonly string[];
  /** Won. */
  readonly amount: number;
}

export type PerformanceChangeKind = "CHANGED" | "SEATS_BLOCKED" | "CALLED_OFF" | "REFUNDED";

export interface PerformanceChangeRecord {
  readonly changeId: string;
  readonly kind: PerformanceChangeKind;
  readonly at: Seconds;
  /** User id of the operator. */
  readonly by: string;
  readonly reason: string;
  readonly changes?: readonly ChangedField[] | undefined;
  readonly blocked?: readonly string[] | undefined;
  readonly unblocked?: readonly string[] | undefined;
  readonly refund?: RecordedRefund | undefined;
}

/** A record as operators see it. */
export const changeRecordResponse = ({ at, ...record }: PerformanceChangeRecord) => ({ ...record, at: isoTime(at) });
