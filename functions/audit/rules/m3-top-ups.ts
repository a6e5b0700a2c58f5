/** M3, M4: points come from settled top-ups only, once from each, and no money that was taken is forgotten. Pure. */
import type { FindingCode } from "#contract/audit.ts";
import { entryItem, type Finding, finding, topUpItem } from "#functions/audit/rules/finding.ts";
import { entryFindings } from "#functions/audit/rules/ledger-entry-match.ts";
import type { AuditedEntry, Ledger } from "#functions/audit/rules/m1-ledger.ts";
import type { TopUp, TopUpStatus } from "#functions/balance/rules/top-up.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

/**
 * A top-up as it is stored; damage may have given it a status that does not exist, or taken the time of its attempt.
 */
export interface AuditedTopUp extends Pick<TopUp, "topUpId" | "amount"> {
  readonly status: string;
  readonly attemptedAt?: Seconds | undefined;
  readonly entry?: Pick<AuditedEntry, "seq" | "amount" | "balanceAfter" | "at"> | undefined;
}

/** The top-ups of one user. */
export interface TopUps {
  readonly topUps: readonly AuditedTopUp[];
  /** Whether these are all. */
  readonly isWhole: boolean;
}

/**
 * How long after its last attempt a top-up may be open. Its four checks, 30, 60, 120 and 240 seconds apart, each tried
 * up to five times at 180 seconds, take less; after them its message is a dead letter, or was lost.
 */
const OPEN_SECONDS_MAX = 3600;

/** The final statuses. A status that does not exist is not final. */
const FINAL: ReadonlySet<string> = new Set<TopUpStatus>(["SETTLED", "DECLINED", "ABANDONED"]);

export const topUpFindings = (ledger: Ledger, all: TopUps, now: Seconds): readonly Finding[] => [
  ...all.topUps.flatMap((topUp) =>
    topUp.status === "SETTLED" ? settledFindings(topUp, ledger) : unsettledFindings(topUp, ledger.userId, now),
  ),
  ...unexplainedEntries(ledger, all),
];

const settledFindings = ({ topUpId, amount, entry: expected }: AuditedTopUp, ledger: Ledger): readonly Finding[] => {
  const { userId, entries } = ledger;
  const found = entries.filter(({ kind, reference }) => kind === "TOP_UP" && reference === topUpId);
  const say = (code: FindingCode, what: string) =>
    finding(code, `Top-up ${topUpId} of user ${userId}, SETTLED, ${what}.`, [
      topUpItem(userId, topUpId),
      ...found.map(({ seq }) => entryItem(userId, seq)),
    ]);
  if (expected === undefined) {
    return [say(found.length === 0 ? "TOP_UP_ENTRY_MISSING" : "TOP_UP_ENTRY_DIFFERS", "does not name its entry")];
  }
  if (expected.amount !== amount) {
    return [say("TOP_UP_ENTRY_DIFFERS", `is ${amount} won, and expects an entry of ${expected.amount}`)];
  }
  return entryFindings(ledger, found, { ...expected, entrySeq: expected.seq }, "TOP_UP_ENTRY", say);
};

const unsettledFindings = (topUp: AuditedTopUp, userId: string, now: Seconds): readonly Finding[] => {
  const { topUpId, amount, status, attemptedAt } = topUp;
  const isTimed = attemptedAt !== undefined && Number.isSafeInteger(attemptedAt);
  const isOverdue = !isTimed || now > attemptedAt + OPEN_SECONDS_MAX;
  if (FINAL.has(status) || !isOverdue) return [];
  const since = isTimed ? isoTime(attemptedAt) : "an unknown time";
  const message = `Top-up ${topUpId} of user ${userId}, ${amount} won, has been ${status} since ${since}.`;
  return [finding("TOP_UP_UNSETTLED", message, [topUpItem(userId, topUpId)])];
};

/** Entries without a settled top-up. The values of the others are compared from the top-up's side. */
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
        `Entry ${seq} of user ${userId} gives ${amount} won for top-up ${reference}, which ${what}.`,
        [entryItem(userId, seq), topUpItem(userId, reference)],
      );
    });
};
