/** M3: the ledger has each expected entry once, with the same values. Pure. */
import type { FindingCode } from "#contract/audit.ts";
import type { Finding } from "#functions/audit/rules/finding.ts";
import type { AuditedEntry, Ledger } from "#functions/audit/rules/m1-ledger.ts";
import type { Fees } from "#functions/balance/rules/ledger.ts";

/** The entry that a payment, a refund or a top-up expects in the ledger. */
export interface ExpectedEntry extends Fees {
  readonly amount: number;
  readonly balanceAfter: number;
  readonly entrySeq: number;
  readonly at: number;
}

const WORDS = { DEBIT: "debit", REFUND: "refund", TOP_UP_ENTRY: "top-up" } as const;

/** Empty without fees, so that entries from before there were fees read as they did. */
const feesText = ({ bookingFees = 0, cancellationFees = 0 }: Fees): string =>
  bookingFees === 0 && cancellationFees === 0
    ? ""
    : ` with booking fees of ${bookingFees} and cancellation fees of ${cancellationFees}`;

/**
 * Compares an expected entry with those in the ledger.
 * @param found the entries that refer to the same payment, refund or top-up
 * @param say makes a finding of a code and the rest of a sentence whose subject is that payment, refund or top-up
 */
export const entryFindings = (
  { entries, isWhole, userId }: Ledger,
  found: readonly AuditedEntry[],
  expected: ExpectedEntry,
  what: keyof typeof WORDS,
  say: (code: FindingCode, what: string) => Finding,
): readonly Finding[] => {
  const word = WORDS[what];
  const [entry, ...others] = found;
  if (entry === undefined) {
    const isLeftOut = !isWhole && expected.entrySeq < (entries[0]?.seq ?? 0);
    return isLeftOut
      ? []
      : [say(`${what}_MISSING`, `has no ${word} entry; it would be entry ${expected.entrySeq} of user ${userId}`)];
  }
  if (others.length > 0) return [say(`${what}_REPEATED`, `has ${found.length} ${word} entries`)];
  const isSame =
    entry.seq === expected.entrySeq &&
    entry.amount === expected.amount &&
    entry.balanceAfter === expected.balanceAfter &&
    entry.at === expected.at &&
    feesText(entry) === feesText(expected);
  if (isSame) return [];
  const values = (of: Pick<AuditedEntry, "seq" | "amount" | "balanceAfter" | "at"> & Fees) =>
    `entry ${of.seq}, ${of.amount} won${feesText(of)}, then ${of.balanceAfter}, at ${of.at}`;
  return [
    say(
      `${what}_DIFFERS`,
      `expects ${values({ ...expected, seq: expected.entrySeq })}; the ledger has ${values(entry)}`,
    ),
  ];
};
