/** What a result of the gateway comes to in the ledger. */
import { addEntry, readAccount } from "#functions/balance/balance-store.ts";
import type { Charge } from "#functions/balance/charge-status.ts";
import { declineCharge, foundCharge, keepApproval, settleCharge } from "#functions/balance/charge-store.ts";
import { type Account, type Entry, FUNDING, nextEntry } from "#functions/balance/ledger.ts";
import type { GatewayResult } from "#functions/balance/payment-gateway.ts";
import { systemClock } from "#functions/shared/time.ts";
import { backOff, transact } from "#functions/shared/transaction.ts";

export interface Concluded {
  /** SETTLED or DECLINED; APPROVED if others kept changing the account for all the time there was. */
  readonly charge: Charge;
  /** Whether it was concluded here, rather than by somebody else before. */
  readonly isOurs: boolean;
}

export interface Patience {
  /** The account as it was read lately, for the first try. */
  readonly account?: Account;
  /** Until when the account is tried, in milliseconds since the epoch. */
  readonly untilMs: number;
}

/**
 * Writes down what the gateway said, once. Money that was taken is always credited, even over the largest balance. While others
 * change the account it is tried again, without asking the gateway again.
 */
export const conclude = async (charge: Charge, result: GatewayResult, patience: Patience): Promise<Concluded> => {
  if (result.kind === "approved") return settle(charge, result.gatewayReference, patience);
  const declined = await declineCharge(charge, result.reason);
  if (declined.status !== "DECLINED" && declined.status !== "SETTLED") {
    throw new Error(`The gateway declined the charge ${charge.chargeId}, which it had approved.`);
  }
  return { charge: declined, isOurs: declined.status === "DECLINED" };
};

const settle = async (charge: Charge, gatewayReference: string, patience: Patience): Promise<Concluded> => {
  let account = patience.account ?? (await readAccount(charge.userId, { consistent: true }));
  for (let attempt = 1; ; attempt += 1) {
    const entry = entryOf(charge, account);
    const outcome = await transact(
      [settleCharge(charge, gatewayReference, entry), ...addEntry(charge.userId, account, entry)],
      { triesMax: 1 },
    );
    if (outcome.kind === "committed") {
      return { charge: { ...charge, status: "SETTLED", gatewayReference, entry }, isOurs: true };
    }
    const found = outcome.kind === "refused" ? foundCharge(outcome.found.get("charge")) : undefined;
    if (found?.status === "SETTLED") return { charge: found, isOurs: false };
    if (found) throw new Error(`The charge ${charge.chargeId} was approved, but is ${found.status}.`);
    if (Date.now() >= patience.untilMs) break;
    await backOff(attempt);
    account = await readAccount(charge.userId, { consistent: true });
  }
  return {
    charge: charge.status === "APPROVED" ? charge : await keepApproval(charge, gatewayReference),
    isOurs: false,
  };
};

const entryOf = ({ amount, chargeId }: Charge, account: Account): Entry => {
  const at = systemClock();
  const next = nextEntry(account, { kind: "CHARGE", counterAccount: FUNDING, amount, reference: chargeId, at });
  if ("missing" in next) throw new Error("A charge can't be short of money.");
  return next.entry;
};
