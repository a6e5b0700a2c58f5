/** The only place where the expressions on accounts, entries and money keys are written. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { type Account, EMPTY_ACCOUNT, type Entry, FUNDING } from "#functions/balance/rules/ledger.ts";
import { dynamo, type Item, itemIsAbsent, type Page, queryPage, tableNamed } from "#functions/shared/dynamodb.ts";
import { KEY_KEPT_SECONDS, type StoredProblem, storedProblem } from "#functions/shared/idempotency.ts";
import { fingerprint } from "#functions/shared/ids.ts";
import { objectOf, stored } from "#functions/shared/stored.ts";
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

const toAccount = stored("account", objectOf<Account>({ balance: z.int(), seq: z.int(), updatedAt: z.int() }));

/** @param options.consistent a whole read unit for the current account, or half of one for it as of a moment ago */
export const readAccount = async (userId: string, options: { readonly consistent: boolean }): Promise<Account> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: accountKey(userId), ConsistentRead: options.consistent }),
  );
  return item ? toAccount(item) : EMPTY_ACCOUNT;
};

/**
 * The account that a refused transaction found in place of the one that its entries were made for. Nobody has to read it
 * again: it is as it was at the moment of the refusal.
 * @param found as `transact` returns it
 * @returns undefined if something else was refused as well
 */
export const changedAccount = (found: ReadonlyMap<string, Item | undefined>): Account | undefined => {
  if (![...found.keys()].every((name) => name === ACCOUNT_PART || name.startsWith(ENTRY_PART))) return undefined;
  const item = found.get(ACCOUNT_PART);
  return item ? toAccount(item) : EMPTY_ACCOUNT;
};

/** Names of the parts of a transaction. */
const ACCOUNT_PART = "account";
const ENTRY_PART = "entry ";

/**
 * Adds entries to an account, one after the other, and only to the state for which they were made: the numbers have no
 * gap and no duplicate, and the balance is that of the last entry (M1, M2).
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
  return [{ name: ACCOUNT_PART, item: { Update: account } }, ...entries.map((entry) => entryPart(userId, entry))];
};

export const addEntry = (userId: string, before: Account, entry: Entry): readonly Part[] =>
  addEntries(userId, before, [entry]);

const entryPart = (userId: string, entry: Entry): Part => ({
  name: `${ENTRY_PART}${entry.seq}`,
  item: {
    Put: {
      TableName: table,
      Item: { pk: userPartition(userId), sk: entrySortKey(entry.seq), ...entry },
      ConditionExpression: itemIsAbsent,
    },
  },
});

const numbers = { seq: z.int(), amount: z.int(), balanceAfter: z.int(), reference: z.string(), at: z.int() };

type TopUpEntry = Extract<Entry, { readonly kind: "TOP_UP" }>;
type ConcertEntry = Exclude<Entry, TopUpEntry>;

/**
 * An entry, by itself or as a field of another item. Entries from the beginning do not name their counter account, and
 * those from before there were fees have no fees.
 */
export const storedEntry = z.union([
  objectOf<TopUpEntry>({
    ...numbers,
    kind: z.literal("TOP_UP"),
    counterAccount: z._default(z.literal(FUNDING), FUNDING),
  }),
  objectOf<ConcertEntry>({
    ...numbers,
    kind: z.enum(["PAYMENT", "REFUND"]),
    counterAccount: z._default(z.union([z.literal("TAKINGS"), z.templateLiteral(["TAKINGS:", z.string()])]), "TAKINGS"),
    bookingFees: z.optional(z.int()),
    cancellationFees: z.optional(z.int()),
  }),
]);

const toEntry: (item: Item) => Entry = stored("entry", storedEntry);

/**
 * Entries of an account, newest first.
 * @param page.before 1 or more: only entries with a smaller number
 */
export const listEntries = (
  userId: string,
  page: { readonly limit: number; readonly before: number | undefined },
): Promise<Page<Entry>> => {
  if (page.before !== undefined && page.before <= 1) return Promise.resolve({ items: [], last: undefined });
  return queryPage(
    {
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
    },
    toEntry,
  );
};

/** The result of a request with one key: the entry it made, or a refusal. `request` is its fingerprint. */
export interface MoneyOutcome {
  readonly request: string;
  readonly result: { readonly entry: Entry } | { readonly refusal: StoredProblem };
}

const toStoredOutcome = stored(
  "money key",
  objectOf<MoneyOutcome & { readonly ttl: Seconds }>({
    request: z.string(),
    result: z.union([z.object({ entry: storedEntry }), z.object({ refusal: storedProblem })]),
    ttl: z.int(),
  }),
);

/** The outcome in an item that was found under a key, whether or not its time is over. */
export const toMoneyOutcome = (item: Item): MoneyOutcome => toStoredOutcome(item);

/**
 * Stores the outcome of a request, on condition that its key has not been used (M3). A key whose time is over counts as
 * unused, whether or not DynamoDB has deleted it yet.
 */
export const useKey = (userId: string, keyHash: string, outcome: MoneyOutcome, now: Seconds): Part => ({
  name: "key",
  item: { Put: usedKey(userId, keyHash, outcome, now) },
});

const usedKey = (userId: string, keyHash: string, outcome: MoneyOutcome, now: Seconds) => ({
  TableName: table,
  Item: { ...keyKey(userId, keyHash), ...outcome, ttl: now + KEY_KEPT_SECONDS },
  ConditionExpression: `${itemIsAbsent} OR #ttl <= :now`,
  ExpressionAttributeNames: { "#ttl": "ttl" },
  ExpressionAttributeValues: { ":now": now },
});

/**
 * Stores a refusal under its key.
 * @returns the outcome that the key had before, if it had one
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
  const outcome = item && toStoredOutcome(item);
  return outcome === undefined || outcome.ttl <= now ? undefined : outcome;
};
