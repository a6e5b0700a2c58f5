/** A top-up and its statuses. Pure. */
import type { Entry } from "#functions/balance/rules/ledger.ts";
import type { Seconds } from "#functions/shared/time.ts";

/**
 * PENDING: the gateway was or will be asked to charge. APPROVED: it has taken the money, and the ledger entry is still to
 * be made. SETTLED: the entry is made. DECLINED: the gateway refused. ABANDONED: the gateway has no record of it and we
 * have stopped checking; if it turns out to have taken the money after all, the top-up is still settled.
 */
export type TopUpStatus = "PENDING" | "APPROVED" | "SETTLED" | "DECLINED" | "ABANDONED";

export interface TopUp {
  readonly topUpId: string;
  readonly userId: string;
  /** Won. */
  readonly amount: number;
  readonly status: TopUpStatus;
  /** How often the gateway was asked to take the money. */
  readonly attempts: number;
  readonly attemptedAt: Seconds;
  readonly gatewayReference?: string | undefined;
  /** Why it was declined. */
  readonly reason?: string | undefined;
  readonly entry?: Entry | undefined;
}

/** Whether the status can't change any more. */
export const isFinal = ({ status }: TopUp): boolean => status === "SETTLED" || status === "DECLINED";

/** Whether money may have been taken, or may still be, although there is no entry for it: something has to follow. */
export const isUnsettled = (status: TopUpStatus): boolean => status === "PENDING" || status === "APPROVED";
