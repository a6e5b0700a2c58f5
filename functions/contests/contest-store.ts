/**
 * The only place where the expressions on contests are written. A contest counts the requests that have lost the same seats or
 * the same account to others lately, so that each learns how many are ahead of it instead of meeting them again. Nothing depends
 * on it but who waits and who chooses what: conditions of transactions decide.
 */
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { aheadOf, type Contest, type Entrant } from "#functions/contests/rules/contest.ts";
import { dynamo, tableNamed } from "#functions/shared/dynamodb.ts";
import { objectOf, stored } from "#functions/shared/stored.ts";
import { type Seconds, systemClock } from "#functions/shared/time.ts";

const table = tableNamed("queue");

/** What is contended for. */
export type Contended = { readonly account: string } | { readonly performanceId: string; readonly sectionId: string };

/** Those who enter within this time are in one contest: longer than any of them is at work. */
const CONTEST_SECONDS = 30;
const KEPT_SECONDS = 120;

const partitionOf = (contended: Contended): string =>
  "account" in contended
    ? `CONTEST#ACCOUNT#${contended.account}`
    : `CONTEST#SECTION#${contended.performanceId}#${contended.sectionId}`;

const contestKey = (contended: Contended, now: Seconds) => ({
  pk: partitionOf(contended),
  sk: `FROM#${now - (now % CONTEST_SECONDS)}`,
});

const toContest = stored("contest", objectOf<Contest>({ wanted: z.int(), gotBefore: z.int() }));

/**
 * Enters a request that has lost, for one write unit.
 * @returns how much those ahead have still to get, as far as the request knows
 */
export const enterContest = async (contended: Contended, entrant: Entrant): Promise<number> => {
  const now = systemClock();
  const { Attributes: item = {} } = await dynamo.send(
    new UpdateCommand({
      TableName: table,
      Key: contestKey(contended, now),
      UpdateExpression: "SET gotBefore = if_not_exists(gotBefore, :got), #ttl = :ttl ADD wanted :wants",
      ExpressionAttributeNames: { "#ttl": "ttl" },
      ExpressionAttributeValues: { ":got": entrant.got, ":wants": entrant.wants, ":ttl": now + KEPT_SECONDS },
      ReturnValues: "ALL_NEW",
    }),
  );
  return aheadOf(entrant, toContest(item));
};
