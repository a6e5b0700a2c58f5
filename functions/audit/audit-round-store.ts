/** The only file that writes expressions on the round of the daily audit. */
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { AuditRound } from "#functions/audit/rules/audit-round.ts";
import type { Points } from "#functions/audit/rules/m4-points.ts";
import { dynamo, tableNamed } from "#functions/shared/dynamodb.ts";
import { objectOf, stored } from "#functions/shared/stored.ts";

const table = tableNamed("catalog");
const ROUND_KEY = { pk: "AUDIT#ROUND", sk: "ROUND" };

const sum = z.int();

const toRound = stored(
  "audit round",
  objectOf<AuditRound>({
    day: z.int(),
    concertId: z.string(),
    cursor: z.nullable(z.string()),
    points: objectOf<Points>({
      toppedUp: sum,
      paid: sum,
      refunded: sum,
      balances: sum,
      takingsByEntries: sum,
      takingsByPayments: sum,
      bookingFeesByEntries: sum,
      bookingFeesByPayments: sum,
      cancellationFeesByEntries: sum,
      cancellationFeesByPayments: sum,
    }),
    failures: z.int(),
    concerts: z.int(),
    findings: z.int(),
    findingsBefore: z.int(),
    isDone: z.boolean(),
  }),
);

/** The last round, whether or not it is done; undefined before the first. */
export const readAuditRound = async (): Promise<AuditRound | undefined> => {
  const { Item: item } = await dynamo.send(new GetCommand({ TableName: table, Key: ROUND_KEY, ConsistentRead: true }));
  return item && toRound(item);
};

export const saveAuditRound = async (round: AuditRound): Promise<void> => {
  await dynamo.send(new PutCommand({ TableName: table, Item: { ...ROUND_KEY, ...round } }));
};
