/** Writes to DynamoDB as they are sent. Import after startTestEnvironment(). */
import { type Item, itemExists, itemIsAbsent } from "#functions/shared/dynamodb.ts";

export interface Write {
  readonly TableName: string;
  readonly Key?: Item;
  readonly Item?: Item;
  readonly UpdateExpression?: string;
  ConditionExpression?: string;
}

export type WriteKind = "Put" | "Update" | "Delete" | "ConditionCheck";
export type TransactItem = Readonly<Partial<Record<WriteKind, Write>>>;

export const transactItems = (input: object): readonly TransactItem[] | undefined =>
  "TransactItems" in input ? (input.TransactItems as readonly TransactItem[]) : undefined;

/** The writes of a call: those of its transaction, or the only one. */
export const writesOf = (input: object): readonly Write[] =>
  transactItems(input)?.flatMap((item) => Object.values(item)) ?? ("TableName" in input ? [input as Write] : []);

export interface ItemKey {
  readonly table: string;
  readonly pk: string;
  readonly sk: string;
}

export const keyOf = ({ TableName: table, Key: key, Item: item }: Write): ItemKey => {
  const { pk, sk } = key ?? item ?? {};
  return { table, pk: String(pk), sk: String(sk) };
};

/**
 * A condition that always holds, in place of the one given.
 * It keeps the old one as a part, because the engine refuses names and values that no expression uses.
 */
export const alwaysHolding = (condition: string): string => `(${condition}) OR ${itemExists} OR ${itemIsAbsent}`;
