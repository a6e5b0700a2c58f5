/** M3: what is told of an entry is in the ledger, once and with the same values. Pure. */
import type { Finding, FindingCode } from "#functions/audit/rules/finding.ts";
import type { Ledger } from "#functions/audit/rules/m1-ledger.ts";
import type { Entry } from "#functions/balance/rules/ledger.ts";

/** What a payment, a refund or a charge says of its entry. */
export interface Told {
  readonly amount: number;
  readonly balanceAfter: number;
  readonly entrySeq: number;
  readonly at: number;
}

const WORDS = { DEBIT: "debit", REFUND: "refund", CHARGE_ENTRY: "charge" } as const;

/** @param found the entries that refer to it */
export const entryFindings = (
  { entries, isWhole, userId }: Ledger,
  found: readonly Entry[],
  told: Told,
  what: keyof typeof WORDS,
  say: (code: FindingCode, what: string) => Finding,
): readonly Finding[] => {
  const word = WORDS[what];
  const [entry, ...others] = found;
  if (entry === undefined) {
    const isLeftOut = !isWhole && told.entrySeq < (entries[0]?.seq ?? 0);
    return isLeftOut
      ? []
      : [say(`${what}_MISSING`, `has no ${word} entry; it would be entry ${told.entrySeq} of user ${userId}`)];
  }
  if (others.length > 0) return [say(`${what}_REPEATED`, `has ${found.length} ${word} entries`)];
  const isSame =
    entry.seq === told.entrySeq &&
    entry.amount === told.amount &&
    entry.balanceAfter === told.balanceAfter &&
    entry.at === told.at;
  if (isSame) return [];
  const values = ({ seq, amount, balanceAfter, at }: Pick<Entry, "seq" | "amount" | "balanceAfter" | "at">) =>
    `entry ${seq}, ${amount} won, then ${balanceAfter}, at ${at}`;
  return [
    say(`${what}_DIFFERS`, `tells of ${values({ ...told, seq: told.entrySeq })}; the ledger has ${values(entry)}`),
  ];
};
