import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { type Account, EMPTY_ACCOUNT, type Entry, nextEntry } from "#functions/balance/ledger.ts";

const amount = fc.integer({ min: -500_000, max: 500_000 }).filter((won) => won !== 0);

describe("an account", () => {
  it("M1, M2: is the sum of its entries, numbered without gap, and never negative", () => {
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 100 }), (amounts) => {
        let account: Account = EMPTY_ACCOUNT;
        const entries: Entry[] = [];
        for (const won of amounts) {
          const next = nextEntry(account, { kind: won > 0 ? "CHARGE" : "PAYMENT", amount: won, reference: "r", at: 1 });
          if ("missing" in next) {
            expect(account.balance + won).toBe(-next.missing);
          } else {
            entries.push(next.entry);
            account = { balance: next.entry.balanceAfter, seq: next.entry.seq, updatedAt: 1 };
          }
          expect(account.balance).toBeGreaterThanOrEqual(0);
        }

        expect(account.balance).toBe(entries.reduce((sum, entry) => sum + entry.amount, 0));
        expect(entries.map((entry) => entry.seq)).toEqual(entries.map((_, index) => index + 1));
        expect(entries.at(-1)?.balanceAfter ?? 0).toBe(account.balance);
      }),
    );
  });

  it.each([0.5, 0, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])("M2: takes no entry of %p won", (won) => {
    expect(() => nextEntry(EMPTY_ACCOUNT, { kind: "CHARGE", amount: won, reference: "r", at: 1 })).toThrow(RangeError);
  });
});
