/** What a sale has stored, in a form in which two sales can be compared. */
import type { Item } from "#functions/shared/dynamodb.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { TestSale } from "#test/histories/race/test-sale.ts";

/** Attributes that are random, or count tries. */
const LEFT_OUT: ReadonlySet<string> = new Set(["signature", "receiptNumber", "version", "request", "attempts"]);
const ID = /[A-Za-z0-9_-]{20,}/g;

/** An event's id decides which part of the event log it is in. */
const LOG_PART = /(EVENTS#\d+)#\d+/g;

/** What a place notes of freed seats begins with the end of the performance's id. */
const FREED_IN = /("freed\d":")[\w-]+ /g;

const withoutIds = (text: string): string =>
  text.replaceAll(LOG_PART, "$1").replaceAll(FREED_IN, "$1* ").replaceAll(ID, "*");

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The engine returns attributes in an order of its own. */
const inOrder = (_: string, value: unknown): unknown =>
  isPlain(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([name]) => !LEFT_OUT.has(name))
          .map(([name, each]) => [withoutIds(name), each] as const)
          .toSorted(([one], [other]) => (one < other ? -1 : 1)),
      )
    : value;

/** A value without ids: the same text for the same value. */
export const comparableText = (value: unknown): string => withoutIds(JSON.stringify([value], inOrder));

/** The seat of an expired hold is free, whether or not its item has been deleted. */
const isExpiredHold = ({ sk, state, expiresAt }: Item, now: Seconds): boolean =>
  String(sk).startsWith("SEAT#") && state === "HELD" && Number(expiresAt) <= now;

/**
 * A queue for each item, with names of people in place of their ids, and without all other ids: the oracles check what
 * belongs together.
 */
export const storedState = (sale: TestSale): readonly string[] =>
  sale.items.all
    .filter(({ item }) => !isExpiredHold(item, sale.now))
    .map(({ key, item }) => {
      let text = JSON.stringify([key.pk, key.sk, item], inOrder);
      for (const { userId, name } of sale.people) text = text.replaceAll(userId, name);
      return withoutIds(text);
    })
    .toSorted();

export const differences = (expected: readonly string[], found: readonly string[]): readonly string[] => [
  ...expected.filter((queue) => !found.includes(queue)).map((queue) => `  missing ${queue}`),
  ...found.filter((queue) => !expected.includes(queue)).map((queue) => `  instead ${queue}`),
];
