/** M1: balance = sum of the ledger entries = the last entry's balanceAfter; entry numbers have no gap. Pure. */
import { accountItem, entryItem, type Finding, finding } from "#functions/audit/rules/finding.ts";
import type { Account, Entry, Fees } from "#functions/balance/rules/ledger.ts";

/** An entry as it is stored; damage may have given it a kind or a counter account that does not exist. */
export interface AuditedEntry extends Fees, Pick<Entry, "seq" | "amount" | "balanceAfter" | "reference" | "at"> {
  readonly kind: string;
  readonly counterAccount: string;
}

/** An account with its entries, in their order. */
export interface Ledger {
  readonly userId: string;
  readonly account: Account;
  readonly entries: readonly AuditedEntry[];
  /** Whether these are all entries; if not, the oldest are left out. */
  readonly isWhole: boolean;
}

/** Missing entries that a finding names one by one. */
const NAMED_MAX = 20;

export const ledgerFindings = (ledger: Ledger): readonly Finding[] => {
  const { findings, ...last } = followEntries(ledger);
  const all = [...findings, ...accountFindings(ledger, last)];
  return all.length > 0 ? all : sumFindings(ledger);
};

/** The number and balance that an entry leaves behind. */
interface State {
  readonly seq: number;
  readonly balance: number;
}

const startOf = ({ entries: [first], isWhole }: Ledger): State =>
  isWhole || first === undefined
    ? { seq: 0, balance: 0 }
    : { seq: first.seq - 1, balance: first.balanceAfter - first.amount };

const followEntries = (ledger: Ledger): State & { readonly findings: readonly Finding[] } => {
  const { userId, entries } = ledger;
  const findings: Finding[] = [];
  let { seq, balance } = startOf(ledger);
  for (const entry of entries) {
    if (entry.seq !== seq + 1) {
      findings.push(missing(userId, seq + 1, entry.seq - 1));
      // The amounts of the missing entries are unknown, so the check goes on from what this entry says.
      balance = entry.balanceAfter - entry.amount;
    }
    if (!Number.isSafeInteger(entry.amount) || entry.balanceAfter !== balance + entry.amount) {
      const sum = `${balance} and ${entry.amount} do not make ${entry.balanceAfter}`;
      const message = `Entry ${entry.seq} of user ${userId}: ${sum}.`;
      findings.push(finding("ENTRY_DIFFERS", message, [entryItem(userId, entry.seq)]));
    }
    ({ seq, balanceAfter: balance } = entry);
  }
  return { seq, balance, findings };
};

const accountFindings = ({ userId, account }: Ledger, { seq, balance }: State): readonly Finding[] => {
  if (seq < account.seq) return [missing(userId, seq + 1, account.seq)];
  if (seq === account.seq && balance === account.balance) return [];
  return [
    finding(
      "BALANCE_DIFFERS",
      `The account of user ${userId} says ${account.balance} after entry ${account.seq}; ` +
        `the last entry, ${seq}, says ${balance}.`,
      [accountItem(userId), ...(seq === 0 ? [] : [entryItem(userId, seq)])],
    ),
  ];
};

const sumFindings = ({ userId, account, entries, isWhole }: Ledger): readonly Finding[] => {
  const sum = entries.reduce((total, { amount }) => total + amount, 0);
  if (!isWhole || sum === account.balance) return [];
  const message = `The entries of user ${userId} add up to ${sum}, the account says ${account.balance}.`;
  return [finding("BALANCE_DIFFERS", message, [accountItem(userId)])];
};

const missing = (userId: string, from: number, to: number): Finding => {
  const numbers = Array.from({ length: Math.min(to - from + 1, NAMED_MAX) }, (_, index) => from + index);
  const which = from === to ? `Entry ${from}` : `Entries ${from} to ${to}`;
  return finding("ENTRY_MISSING", `${which} of user ${userId}: missing in the ledger.`, [
    accountItem(userId),
    ...numbers.map((seq) => entryItem(userId, seq)),
  ]);
};
