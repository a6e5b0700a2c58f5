import * as z from "zod/mini";
import { ConcertId, Count, NextCursor, Page, ServerTime } from "#contract/common.ts";
import { FINDING_CODES, type FindingCode } from "#functions/audit/rules/finding.ts";

export const AuditQuery = z.strictObject({ cursor: Page.shape.cursor });

const Finding = z.object({
  invariant: z.enum(["S1", "S5", "S6", "M1", "M3", "M4"]),
  code: z.enum(Object.keys(FINDING_CODES) as FindingCode[]),
  message: z.string().check(z.describe("A sentence with the values that were found.")),
  items: z
    .array(
      z.object({
        type: z.enum(["seat", "availability", "reservation", "payment", "place", "account", "entry", "charge"]),
        id: z
          .string()
          .check(
            z.describe(
              "performance/seat, performance/section, a reservation, a payment, concert/user, a user, user/number of the entry, or user/charge.",
            ),
          ),
      }),
    )
    .check(z.minLength(1)),
});

/** Damage may have made it less than zero. */
const Sum = z.int().check(z.describe("Won, a whole number."));

export const Audit = z
  .object({
    concertId: ConcertId,
    checked: z.object({
      sections: Count,
      seats: Count.check(z.describe("Seats held or sold.")),
      buyers: Count.check(z.describe("Users with a reservation of the concert, whatever became of it.")),
      reservations: Count,
      entries: Count.check(z.describe("Entries of the buyers' ledgers, also those of other concerts.")),
      charges: Count.check(z.describe("The buyers' charges, whatever became of them.")),
      buyersInPart: Count.check(
        z.describe("Buyers with so much history that only a part of it was checked; they are in no sum."),
      ),
    }),
    points: z
      .object({
        charged: Sum,
        paid: Sum,
        refunded: Sum,
        balances: Sum,
        takingsByEntries: Sum.check(z.describe("Payments for this concert less refunds, by the buyers' ledgers.")),
        takingsByPayments: Sum.check(z.describe("The same by the payments.")),
      })
      .check(
        z.describe("Of the buyers' accounts. charged − paid + refunded = balances, on every page and so in the sum."),
      ),
    findings: z.array(Finding),
    nextCursor: NextCursor,
    serverTime: ServerTime,
  })
  .register(z.globalRegistry, {
    id: "Audit",
    examples: [
      {
        concertId: "con_8Yq2mV0sT1",
        checked: { sections: 0, seats: 0, buyers: 48, reservations: 61, entries: 133, charges: 52, buyersInPart: 0 },
        points: {
          charged: 12_000_000,
          paid: 9_600_000,
          refunded: 450_000,
          balances: 2_850_000,
          takingsByEntries: 9_150_000,
          takingsByPayments: 9_150_000,
        },
        findings: [
          {
            invariant: "S1",
            code: "RESERVATION_WITHOUT_SEAT",
            message: "Reservation res_Zt6vXh1nR3eWq0uBcLk5Yg, PAID, lists seat A-3-11, which is free.",
            items: [
              { type: "reservation", id: "res_Zt6vXh1nR3eWq0uBcLk5Yg" },
              { type: "seat", id: "per_4kD0aP7cQz/A-3-11" },
            ],
          },
        ],
        nextCursor: null,
        serverTime: "2026-12-01T11:04:10.000Z",
      },
    ],
  });
