/** Watches or bends what a function sends to DynamoDB, from inside the SDK's own middleware stack. */
import type { ConsumedCapacity } from "@aws-sdk/client-dynamodb";
import { GetCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { dynamo } from "#functions/shared/dynamodb.ts";

export interface Units {
  /** Read units and write units of tables, without their indexes. */
  read: number;
  write: number;
  /** Write units of indexes, which come on top. */
  indexWrite: number;
  /** Calls, by command. */
  readonly calls: Map<string, number>;
}

/** A call that DynamoDB has carried out. */
export interface MeteredCall {
  readonly command: string;
  readonly input: object;
  /** For each table that the call was about. */
  readonly consumed: readonly ConsumedCapacity[];
}

/** Has each call that `act` makes return what it consumed. */
export const metered = async (onCall: (call: MeteredCall) => void, act: () => Promise<unknown>): Promise<void> => {
  const name = "meter";
  dynamo.middlewareStack.add(
    (next, context) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: "INDEXES" });
      const result = await next(args);
      const { ConsumedCapacity: consumed = [] } = result.output as {
        ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[];
      };
      onCall({ command: String(context.commandName), input: args.input, consumed: [consumed].flat() });
      return result;
    },
    { step: "initialize", name, override: true },
  );
  try {
    await act();
  } finally {
    dynamo.middlewareStack.remove(name);
  }
};

/**
 * Adds up ReturnConsumedCapacity of all that `act` does. DynamoDB Local rounds the items of a transaction up to whole
 * kilobytes together, where DynamoDB rounds each of them, so a transaction is counted by the sizes of its items instead.
 */
export const unitsOf = async (act: () => Promise<unknown>): Promise<Units> => {
  const units: Units = { read: 0, write: 0, indexWrite: 0, calls: new Map() };
  const written: WrittenItem[] = [];
  await metered(({ command, input, consumed }) => {
    units.calls.set(command, (units.calls.get(command) ?? 0) + 1);
    for (const each of consumed) add(units, command, each);
    if (isTransaction(command)) written.push(...itemsOf(input as TransactWriteCommandInput));
  }, act);
  for (const item of written) units.write += TRANSACTION_FACTOR * (await writeUnits(item));
  return units;
};

export interface Reading {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly Key?: Readonly<Record<string, unknown>>;
  readonly Item?: Readonly<Record<string, unknown>>;
  readonly KeyConditionExpression?: string;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>>;
  readonly RequestItems?: Readonly<Record<string, { readonly Keys: readonly Readonly<Record<string, unknown>>[] }>>;
  readonly TransactItems?: readonly Readonly<Record<string, Reading>>[];
}

/** The partitions of tables and indexes that a call reads or writes: "table index partition". */
export const partitionsIn = (input: Reading): readonly string[] => {
  const { TableName: table = "", IndexName: index = "", KeyConditionExpression: keys } = input;
  if (input.TransactItems) return input.TransactItems.flatMap((item) => Object.values(item).flatMap(partitionsIn));
  if (input.RequestItems) {
    return Object.entries(input.RequestItems).flatMap(([name, { Keys }]) =>
      Keys.map(({ pk }) => `${name}  ${String(pk)}`),
    );
  }
  const partition =
    keys === undefined
      ? (input.Key ?? input.Item)?.["pk"]
      : input.ExpressionAttributeValues?.[/^\w+ = (:\w+)/.exec(keys)?.[1] ?? ""];
  if (partition === undefined) throw new Error("A call was sent whose partition the test does not see.");
  return [`${table} ${index} ${partition as string}`];
};

/** The partitions that `act` reads or writes. */
export const partitionsOf = async (act: () => Promise<unknown>): Promise<ReadonlySet<string>> => {
  const partitions = new Set<string>();
  const name = "partitions";
  dynamo.middlewareStack.add(
    (next) => (args) => {
      for (const partition of partitionsIn(args.input as Reading)) partitions.add(partition);
      return next(args);
    },
    { step: "initialize", name, override: true },
  );
  try {
    await act();
  } finally {
    dynamo.middlewareStack.remove(name);
  }
  return partitions;
};

/** While `act` runs, the first `times` calls of BatchGetItem leave all but one of their keys unread. */
export const withUnprocessedKeys = async <T>(times: number, act: () => Promise<T>): Promise<T> => {
  let left = times;
  const name = "unprocessed-keys";
  dynamo.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const { RequestItems: asked } = args.input as Reading;
        if (asked === undefined || !String(commandName).startsWith("BatchGet") || left <= 0) return next(args);
        left -= 1;
        const [
          table = "",
          {
            Keys: [first, ...others],
          } = { Keys: [] },
        ] = Object.entries(asked)[0] ?? [];
        if (others.length === 0)
          return { response: {}, output: { $metadata: {}, Responses: {}, UnprocessedKeys: asked } };
        const result = await next({ ...args, input: { RequestItems: { [table]: { Keys: [first] } } } });
        Object.assign(result.output, { UnprocessedKeys: { [table]: { Keys: others } } });
        return result;
      },
    { step: "initialize", name, override: true },
  );
  try {
    return await act();
  } finally {
    dynamo.middlewareStack.remove(name);
  }
};

/** A write in a transaction costs twice as much. */
export const TRANSACTION_FACTOR = 2;
export const isTransaction = (command: string): boolean => command.startsWith("TransactWrite");
export const isRead = (command: string): boolean => /^(Get|BatchGet|Query|Scan)/.test(command);

const add = (units: Units, command: string, consumed: ConsumedCapacity): void => {
  const table = (consumed.Table ?? consumed).CapacityUnits ?? 0;
  const indexes = Object.values(consumed.GlobalSecondaryIndexes ?? {});
  const sum = indexes.reduce((total, index) => total + (index.CapacityUnits ?? 0), 0);
  if (isRead(command)) units.read += table + sum;
  else {
    units.indexWrite += sum;
    if (!isTransaction(command)) units.write += table;
  }
};

export interface WrittenItem {
  readonly TableName: string | undefined;
  readonly Key: Record<string, unknown>;
}

export const itemsOf = ({ TransactItems: items = [] }: TransactWriteCommandInput): readonly WrittenItem[] =>
  items.flatMap(({ Put: put, Update: update, Delete: gone }) => {
    const write = update ?? gone ?? put;
    const { pk, sk } = update?.Key ?? gone?.Key ?? put?.Item ?? {};
    return { TableName: write?.TableName, Key: { pk: pk as unknown, sk: sk as unknown } };
  });

/** Of an item that was written, as it is stored now. */
export const writeUnits = async ({ TableName, Key }: WrittenItem): Promise<number> => {
  const { Item: item = {} } = await dynamo.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
  return Math.max(1, Math.ceil(sizeOf(item) / 1024));
};

/** The size of an item by DynamoDB's own rules (Developer Guide, "DynamoDB item sizes and formats"). */
const sizeOf = (value: unknown): number => {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (typeof value === "number") return Math.ceil(String(value).length / 2) + 1;
  if (Array.isArray(value)) return value.reduce<number>((size, each) => size + 1 + sizeOf(each), 3);
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).reduce((size, [name, each]) => size + Buffer.byteLength(name) + 1 + sizeOf(each), 3);
  }
  return 1;
};

interface Write {
  UpdateExpression?: string | undefined;
  ConditionExpression?: string | undefined;
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Record<string, unknown> | undefined;
}

/** Those of the names or values that an expression still uses; DynamoDB takes no others. */
const used = <V>(expression: string, entries: Record<string, V> | undefined): Record<string, V> | undefined => {
  const kept = Object.entries(entries ?? {}).filter(([placeholder]) =>
    new RegExp(`${placeholder}(?![A-Za-z0-9_])`).test(expression),
  );
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
};

/** For positive controls: while `act` runs, every write that `isMeant` picks goes out without its condition. */
export const withoutCondition = async <T>(
  isMeant: (write: Readonly<Record<string, unknown>>) => boolean,
  act: () => Promise<T>,
): Promise<T> => {
  const strip = (write: Write | undefined): void => {
    if (write === undefined || !isMeant(write as Record<string, unknown>)) return;
    const expression = write.UpdateExpression ?? "";
    delete write.ConditionExpression;
    write.ExpressionAttributeNames = used(expression, write.ExpressionAttributeNames);
    write.ExpressionAttributeValues = used(expression, write.ExpressionAttributeValues);
  };
  const name = "without-condition";
  dynamo.middlewareStack.add(
    (next) => (args) => {
      const input = args.input as { TransactItems?: readonly Record<string, Write>[] } & Write;
      for (const item of input.TransactItems ?? []) for (const write of Object.values(item)) strip(write);
      strip(input);
      return next(args);
    },
    { step: "initialize", name, override: true },
  );
  try {
    return await act();
  } finally {
    dynamo.middlewareStack.remove(name);
  }
};

/** When a call goes wrong: the request is lost on its way, or the response is. */
export type Loss = "request" | "response";

/** A function has died, as far as its caller knows. */
export class Crash extends Error {
  override readonly name = "Crash";
}

/**
 * While `act` runs, the call with this number (from 1) fails, and `act` with it.
 * @returns whether there was such a call
 */
export const withCrashAt = async (number: number, loss: Loss, act: () => Promise<unknown>): Promise<boolean> => {
  let calls = 0;
  const name = "crash";
  dynamo.middlewareStack.add(
    (next) => async (args) => {
      calls += 1;
      if (calls !== number) return next(args);
      if (loss === "response") await next(args);
      throw new Crash(`call ${number}`);
    },
    { step: "initialize", name, override: true },
  );
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  } finally {
    dynamo.middlewareStack.remove(name);
  }
  return calls >= number;
};

/** While `act` runs, something else happens just before the first call is sent whose command begins so. */
export const withBefore = async <T>(
  command: string,
  happens: () => Promise<unknown>,
  act: () => Promise<T>,
): Promise<T> => {
  let isOver = false;
  const name = "before";
  dynamo.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (!isOver && String(commandName).startsWith(command)) {
          isOver = true;
          await happens();
        }
        return next(args);
      },
    { step: "initialize", name, override: true },
  );
  try {
    return await act();
  } finally {
    dynamo.middlewareStack.remove(name);
  }
};
