/** M3, M4: only a settled charge makes points, it makes them once, and no money that was taken is forgotten. Pure. */
import { chargeItem, entryItem, type Finding, type FindingCode, finding } from "#functions/audit/rules/finding.ts";
import { entryFindings } from "#functions/audit/rules/ledger-entry-match.ts";
import type { Ledger } from "#functions/audit/rules/m1-ledger.ts";
import type { Charge, ChargeStatus } from "#functions/balance/rules/top-up.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

/** The charges of one user. */
export interface Charges {
  readonly charges: readonly Charge[];
  /** Whether these are all. */
  readonly isWhole: boolean;
}

/**
 * So long after the last attempt a charge may be open. Its four looks, 30, 60, 120 and 240 seconds apart, each tried up to five
 * times at 180 seconds, are over in less; then its message is among the dead letters, or was lost.
 */
const OPEN_SECONDS_MAX = 3600;

/** Nothing is to be done about these. What is in no status that there is, is none of them. */
const CONCLUDED: ReadonlySet<ChargeStatus> = new Set(["SETTLED", "DECLINED", "ABANDONED"]);

export const chargeFindings = (ledger: Ledger, all: Charges, now: Seconds): readonly Finding[] => [
  ...all.charges.flatMap((charge) =>
    charge.status === "SETTLED" ? settledFindings(charge, ledger) : unsettledFindings(charge, ledger.userId, now),
  ),
  ...unexplainedEntries(ledger, all),
];

const settledFindings = ({ chargeId, amount, entry: told }: Charge, ledger: Ledger): readonly Finding[] => {
  const { userId, entries } = ledger;
  const found = entries.filter(({ kind, reference }) => kind === "CHARGE" && reference === chargeId);
  const say = (code: FindingCode, what: string) =>
    finding(code, `Charge ${chargeId} of user ${userId}, SETTLED, ${what}.`, [
      chargeItem(userId, chargeId),
      ...found.map(({ seq }) => entryItem(userId, seq)),
    ]);
  if (told === undefined) {
    return [say(found.length === 0 ? "CHARGE_ENTRY_MISSING" : "CHARGE_ENTRY_DIFFERS", "does not tell of its entry")];
  }
  if (told.amount !== amount) {
    return [say("CHARGE_ENTRY_DIFFERS", `is of ${amount} won, and tells of an entry of ${told.amount}`)];
  }
  return entryFindings(ledger, found, { ...told, entrySeq: told.seq }, "CHARGE_ENTRY", say);
};

const unsettledFindings = (charge: Charge, userId: string, now: Seconds): readonly Finding[] => {
  const { chargeId, amount, status, attemptedAt } = charge;
  // Also without a time, which damage may have taken.
  const isOverdue = !(now <= attemptedAt + OPEN_SECONDS_MAX);
  if (CONCLUDED.has(status) || !isOverdue) return [];
  const since = Number.isSafeInteger(attemptedAt) ? isoTime(attemptedAt) : "an unknown time";
  const message = `Charge ${chargeId} of user ${userId}, of ${amount} won, is ${status} since ${since}.`;
  return [finding("CHARGE_UNSETTLED", message, [chargeItem(userId, chargeId)])];
};

/** What an entry of a settled charge says, is compared from the charge's side. */
const unexplainedEntries = ({ userId, entries }: Ledger, { charges, isWhole }: Charges): readonly Finding[] => {
  const byId = new Map(charges.map((charge) => [charge.chargeId, charge]));
  return entries
    .filter(({ kind }) => kind === "CHARGE")
    .flatMap(({ seq, reference, amount }) => {
      const status = byId.get(reference)?.status;
      if (status === "SETTLED" || (!isWhole && !byId.has(reference))) return [];
      const what = byId.has(reference) ? `is ${status}` : "does not exist";
      return finding(
        "CHARGE_ENTRY_UNEXPLAINED",
        `Entry ${seq} of user ${userId} gives ${amount} won for charge ${reference}, which ${what}.`,
        [entryItem(userId, seq), chargeItem(userId, reference)],
      );
    });
};
