/** M3, M4: only a settled top-up makes points, it makes them once, and no money that was taken is forgotten. Pure. */

import type { FindingCode } from "#contract/audit.ts";
import { entryItem, type Finding, finding, topUpItem } from "#functions/audit/rules/finding.ts";
import { entryFindings } from "#functions/audit/rules/ledger-entry-match.ts";
import type { Ledger } from "#functions/audit/rules/m1-ledger.ts";
import type { TopUp, TopUpStatus } from "#functions/balance/rules/top-up.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

/** The top-ups of one user. */
export interface TopUps {
  readonly topUps: readonly TopUp[];
  /** Whether these are all. */
  readonly isWhole: boolean;
}

/**
 * So long after the last attempt a top-up may be open. Its four looks, 30, 60, 120 and 240 seconds apart, each tried up to five
 * times at 180 seconds, are over in less; then its message is among the dead letters, or was lost.
 */
const OPEN_SECONDS_MAX = 3600;

/** Nothing is to be done about these. What is in no status that there is, is none of them. */
const CONCLUDED: ReadonlySet<TopUpStatus> = new Set(["SETTLED", "DECLINED", "ABANDONED"]);

export const topUpFindings = (ledger: Ledger, all: TopUps, now: Seconds): readonly Finding[] => [
  ...all.topUps.flatMap((topUp) =>
    topUp.status === "SETTLED" ? settledFindings(topUp, ledger) : unsettledFindings(topUp, ledger.userId, now),
  ),
  ...unexplainedEntries(ledger, all),
];

const settledFindings = ({ topUpId, amount, entry: expected }: TopUp, ledger: Ledger): readonly Finding[] => {
  const { userId, entries } = ledger;
  const found = entries.filter(({ kind, reference }) => kind === "TOP_UP" && reference === topUpId);
  const say = (code: FindingCode, what: string) =>
    finding(code, `TopUp ${topUpId} of user ${userId}, SETTLED, ${what}.`, [
      topUpItem(userId, topUpId),
      ...found.map(({ seq }) => entryItem(userId, seq)),
    ]);
  if (expected === undefined) {
    return [say(found.length === 0 ? "TOP_UP_ENTRY_MISSING" : "TOP_UP_ENTRY_DIFFERS", "does not tell of its entry")];
  }
  if (expected.amount !== amount) {
    return [say("TOP_UP_ENTRY_DIFFERS", `is of ${amount} won, and expects an entry of ${expected.amount}`)];
  }
  return entryFindings(ledger, found, { ...expected, entrySeq: expected.seq }, "TOP_UP_ENTRY", say);
};

const unsettledFindings = (topUp: TopUp, userId: string, now: Seconds): readonly Finding[] => {
  const { topUpId, amount, status, attemptedAt } = topUp;
  // Also without a time, which damage may have taken.
  const isOverdue = !(now <= attemptedAt + OPEN_SECONDS_MAX);
  if (CONCLUDED.has(status) || !isOverdue) return [];
  const since = Number.isSafeInteger(attemptedAt) ? isoTime(attemptedAt) : "an unknown time";
  const message = `TopUp ${topUpId} of user ${userId}, of ${amount} won, is ${status} since ${since}.`;
  return [finding("TOP_UP_UNSETTLED", message, [topUpItem(userId, topUpId)])];
};

/** What an entry of a settled top-up says, is compared from the top-up's side. */
const unexplainedEntries = ({ userId, entries }: Ledger, { topUps, isWhole }: TopUps): readonly Finding[] => {
  const byId = new Map(topUps.map((topUp) => [topUp.topUpId, topUp]));
  return entries
    .filter(({ kind }) => kind === "TOP_UP")
    .flatMap(({ seq, reference, amount }) => {
      const status = byId.get(reference)?.status;
      if (status === "SETTLED" || (!isWhole && !byId.has(reference))) return [];
      const what = byId.has(reference) ? `is ${status}` : "does not exist";
      return finding(
        "TOP_UP_ENTRY_UNEXPLAINED",
        `Entry ${seq} of user ${userId} gives ${amount} won for topUp ${reference}, which ${what}.`,
        [entryItem(userId, seq), topUpItem(userId, reference)],
      );
    });
};
