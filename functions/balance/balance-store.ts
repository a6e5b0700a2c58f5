/** The only place where the expressions on accounts, entries and money keys are written. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import {
  type Account,
  counterAccountOf,
  EMPTY_ACCOUNT,
  type Entry,
  type EntryKind,
} from "#functions/balance/rules/ledger.ts";
import { dynamo, type Item, itemIsAbsent, tableNamed } from "#functions/shared/dynamodb.ts";
import { KEY_KEPT_SECONDS, type StoredProblem } from "#functions/shared/idempotency.ts";
import { fingerprint } from "#functions/shared/ids.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { Part } from "#functions/shared/transaction.ts";

const table = tableNamed("balance");

const SEQ_DIGITS = 12;
export const userPartition = (userId: string): string => `USER#${userId}`;
export const accountKey = (userId: string) => ({ pk: userPartition(userId), sk: "BALANCE" });
export const entrySortKey = (seq: number) => `ENTRY#${String(seq).padStart(SEQ_DIGITS, "0")}`;
const keyKey = (userId: string, keyHash: string) => ({ pk: userPartition(userId), sk: `KEY#${keyHash}` });

/** An idempotency key within one user's one kind of request, in a form that can be stored. */
export const moneyKeyHash = (operation: "pay" | "cancel", idempotencyKey: string): string =>
  fingerprint(operation, idempotencyKey);

/** @param options.consistent a whole read unit for the account as it is at this moment, half of one for nearly so */
export const readAccount = async (userId: string, options: { readonly consistent: boolean }): Promise<Account> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: accountKey(userId), ConsistentRead: options.consistent }),
  );
  return item
    ? {
        balance: item["balance"] as number,
        seq: item["seq"] as number,
        updatedAt: item["updatedAt"] as Seconds,
      }
    : EMPTY_ACCOUNT;
};

/**
 * Adds entries to the account they were made for, one after the other, and only to that state of it: the numbers have no gap and
 * no double, and the balance is the last entry's (M1, M2).
 */
export const addEntries = (userId: string, before: Account, entries: readonly Entry[]): readonly Part[] => {
  const last = entries.at(-1);
  if (last === undefined) return [];
  const account = {
    TableName: table,
    Key: accountKey(userId),
    UpdateExpression: "SET balance = :after, seq = :seq, updatedAt = :at",
    ConditionExpression: before.seq === 0 ? itemIsAbsent : "seq = :seqBefore AND balance = :before",
    ExpressionAttributeValues: {
      ":after": last.balanceAfter,
      ":seq": last.seq,
      ":at": last.at,
      ...(before.seq === 0 ? {} : { ":seqBefore": before.seq, ":before": before.balance }),
    },
  };
  return [{ name: "account", item: { Update: account } }, ...entries.map((entry) => entryPart(userId, entry))];
};

export const addEntry = (userId: string, before: Account, entry: Entry): readonly Part[] =>
  addEntries(userId, before, [entry]);

const entryPart = (userId: string, entry: Entry): Part => ({
  name: `entry ${entry.seq}`,
  item: {
    Put: {
      TableName: table,
      Item: { pk: userPartition(userId), sk: entrySortKey(entry.seq), ...entry },
      ConditionExpression: itemIsAbsent,
    },
  },
});

/** What a request with one key came to: the entry it made, or a refusal. `request` is its fingerprint. */
export interface MoneyOutcome {
  readonly request: string;
  readonly result: { readonly entry: Entry } | { readonly refusal: StoredProblem };
}

const keyItem = (userId: string, keyHash: string, outcome: MoneyOutcome, now: Seconds) => ({
  ...keyKey(userId, keyHash),
  ...outcome,
  ttl: now + KEY_KEPT_SECONDS,
});

const toMoneyOutcome = (item: Item): MoneyOutcome => ({
  request: item["request"] as string,
  result: item["result"] as MoneyOutcome["result"],
});

/**
 * Keeps what a request came to, on condition that its key has not been used (M3). A key whose time is over counts
 * as unused, whether or not DynamoDB has deleted it yet.
 */
export const useKey = (userId: string, keyHash: string, outcome: MoneyOutcome, now: Seconds): Part => ({
  name: "key",
  item: { Put: usedKey(userId, keyHash, outcome, now) },
});

const usedKey = (userId: string, keyHash: string, outcome: MoneyOutcome, now: Seconds) => ({
  TableName: table,
  Item: keyItem(userId, keyHash, outcome, now),
  ConditionExpression: `${itemIsAbsent} OR #ttl <= :now`,
  ExpressionAttributeNames: { "#ttl": "ttl" },
  ExpressionAttributeValues: { ":now": now },
});

export const foundOutcome = (found: Item | undefined): MoneyOutcome | undefined => found && toMoneyOutcome(found);

/**
 * Keeps a refusal under its key.
 * @returns what the key had been used for before, if it had
 */
export const storeMoneyRefusal = async (
  userId: string,
  keyHash: string,
  outcome: MoneyOutcome,
  now: Seconds,
): Promise<MoneyOutcome | undefined> => {
  try {
    await dynamo.send(new PutCommand(usedKey(userId, keyHash, outcome, now)));
    return undefined;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return readOutcome(userId, keyHash, now);
    throw error;
  }
};

export const readOutcome = async (userId: string, keyHash: string, now: Seconds): Promise<MoneyOutcome | undefined> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: keyKey(userId, keyHash), ConsistentRead: true }),
  );
  return item === undefined || (item["ttl"] as Seconds) <= now ? undefined : toMoneyOutcome(item);
};

/** An entry as it was stored, be it by itself or as the outcome of a request. */
export const toEntry = (item: Item): Entry => {
  const kind = item["kind"] as EntryKind;
  return {
    seq: item["seq"] as number,
    kind,
    amount: item["amount"] as number,
    balanceAfter: item["balanceAfter"] as number,
    counterAccount: item["counterAccount"] ?? counterAccountOf(kind),
    reference: item["reference"] as string,
    at: item["at"] as Seconds,
  } as Entry;
};

/**
 * Entries of an account, newest first.
 * @param page.before 1 or more: only entries with a smaller number
 */
export const listEntries = async (
  userId: string,
  page: { readonly limit: number; readonly before: number | undefined },
): Promise<{ readonly items: readonly Entry[]; readonly next: { readonly seq: number } | undefined }> => {
  if (page.before !== undefined && page.before <= 1) return { items: [], next: undefined };
  const { Items: items = [], LastEvaluatedKey: last } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :first AND :last",
      ExpressionAttributeValues: {
        ":pk": userPartition(userId),
        ":first": entrySortKey(1),
        ":last": entrySortKey((page.before ?? 10 ** SEQ_DIGITS) - 1),
      },
      ScanIndexForward: false,
      Limit: page.limit,
      ConsistentRead: true,
    }),
  );
  const entries = items.map(toEntry);
  const lastEntry = entries.at(-1);
  return { items: entries, next: last && lastEntry && { seq: lastEntry.seq } };
};
