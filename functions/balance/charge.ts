/** The use case of charging a balance. */
import {
  addEntry,
  foundOutcome,
  type MoneyOutcome,
  moneyKeyHash,
  readAccount,
  readOutcome,
  useKey,
} from "#functions/balance/balance-store.ts";
import { type Entry, FUNDING, nextEntry } from "#functions/balance/ledger.ts";
import { derivedId, fingerprint } from "#functions/shared/ids.ts";
import { Problem } from "#functions/shared/problems.ts";
import { repeatedRefusal } from "#functions/shared/remembered.ts";
import { type Seconds, systemClock } from "#functions/shared/time.ts";
import { backOff, transact } from "#functions/shared/transaction.ts";

export interface ChargeRequest {
  readonly userId: string;
  /** Won. */
  readonly amount: number;
  readonly idempotencyKey: string;
  /** Won. */
  readonly amountMax: number;
  /** Won. */
  readonly balanceMax: number;
}

export interface Charged {
  readonly entry: Entry;
  /** Whether an earlier request with the same key made it. */
  readonly isRepeat: boolean;
}

/** Others may be changing the account: so many states of it are tried before the client is asked to slow down. */
const TRIES_MAX = 6;

/**
 * Adds an amount to a balance, once for each key (M3).
 * @throws Problem AMOUNT_OUT_OF_RANGE, IDEMPOTENCY_KEY_REUSED or TOO_MANY_REQUESTS
 */
export const charge = async (request: ChargeRequest): Promise<Charged> => {
  const { amount, amountMax } = request;
  if (amount < 1 || amount > amountMax) throw outOfRange(request);
  for (let attempt = 1; attempt <= TRIES_MAX; attempt += 1) {
    const charged = await tryToCharge(request, systemClock());
    if (charged) return charged;
    if (attempt < TRIES_MAX) await backOff(attempt);
  }
  throw new Problem("TOO_MANY_REQUESTS");
};

/** One try on the account as it is now. Undefined: somebody else changed it meanwhile. */
const tryToCharge = async (request: ChargeRequest, at: Seconds): Promise<Charged | undefined> => {
  const { userId, amount, idempotencyKey, balanceMax } = request;
  const asked = fingerprint("charge", amount);
  const keyHash = moneyKeyHash("charge", idempotencyKey);
  const account = await readAccount(userId, { consistent: true });
  const reference = derivedId("chg", userId, idempotencyKey);
  const next = nextEntry(account, { kind: "CHARGE", counterAccount: FUNDING, amount, reference, at });
  if ("missing" in next) throw new Error("A charge can't be short of money.");

  if (next.entry.balanceAfter > balanceMax) {
    const earlier = await readOutcome(userId, keyHash, at);
    if (earlier) return { entry: repeatedEntry(earlier, asked), isRepeat: true };
    throw outOfRange(request);
  }
  const outcome = await transact(
    [
      useKey(userId, keyHash, { request: asked, result: { entry: next.entry } }, at),
      ...addEntry(userId, account, next.entry),
    ],
    { triesMax: 1 },
  );
  if (outcome.kind === "committed") return { entry: next.entry, isRepeat: false };
  const earlier = outcome.kind === "refused" ? foundOutcome(outcome.found.get("key")) : undefined;
  return earlier && { entry: repeatedEntry(earlier, asked), isRepeat: true };
};

const outOfRange = ({ amountMax, balanceMax }: ChargeRequest): Problem =>
  new Problem("AMOUNT_OUT_OF_RANGE", { amountMax, balanceMax });

const repeatedEntry = (earlier: MoneyOutcome, asked: string): Entry => {
  if (earlier.request !== asked) throw new Problem("IDEMPOTENCY_KEY_REUSED");
  if ("refusal" in earlier.result) throw repeatedRefusal(earlier.result.refusal);
  return earlier.result.entry;
};
