import * as z from "zod/mini";
import { NextCursor, Time, Won } from "#contract/common.ts";

export const Balance = z.object({ balance: Won, updatedAt: z.nullable(Time) }).register(z.globalRegistry, {
  id: "Balance",
  examples: [{ balance: 200000, updatedAt: "2026-12-01T10:55:00.000Z" }],
});

export const ChargeRequest = z
  .strictObject({
    amount: z.int().check(z.describe("Won to add, 1 or more."), z.meta({ examples: [200000] })),
  })
  .register(z.globalRegistry, { id: "ChargeRequest", examples: [{ amount: 200000 }] });

export const LedgerEntry = z
  .object({
    seq: z.int().check(z.describe("Number of the entry in this account, from 1, without gaps.")),
    kind: z.enum(["CHARGE", "PAYMENT", "REFUND"]),
    amount: z.int().check(z.describe("Positive adds to the balance, negative takes from it.")),
    balanceAfter: Won,
    counterAccount: z
      .string()
      .check(
        z.regex(/^(?:FUNDING|TAKINGS(?::.+)?)$/),
        z.describe(
          "The other side of the entry, which changes by the opposite amount: `FUNDING` for a charge, `TAKINGS:{concertId}` for a payment or refund (`TAKINGS` in entries from before this was kept).",
        ),
      ),
    reference: z.string().check(z.describe("What caused it: a charge, a payment or a refund.")),
    at: Time,
  })
  .register(z.globalRegistry, {
    id: "LedgerEntry",
    examples: [
      {
        seq: 1,
        kind: "CHARGE",
        amount: 200000,
        balanceAfter: 200000,
        counterAccount: "FUNDING",
        reference: "chg_Xq0uBcLk5YgZt6vXh1nR3e",
        at: "2026-12-01T10:55:00.000Z",
      },
    ],
  });

export const Statement = z
  .object({ items: z.array(LedgerEntry), nextCursor: NextCursor })
  .register(z.globalRegistry, { id: "Statement" });
