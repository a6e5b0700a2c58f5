/** The conditions and transactions that keep the invariants. A mutation check switches one of them off. */
import {
  type CancellationReason,
  type ConditionalCheckFailedException,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import { DeleteCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { dynamo } from "#functions/shared/dynamodb.ts";
import { alwaysHolding, keyOf, type TransactItem, type Write } from "#test/histories/engine/dynamodb-writes.ts";

export interface Guard {
  /** The invariants that it keeps. */
  readonly invariants: string;
  readonly ensures: string;
  /** Which writes are sent as they would be without it. */
  readonly isOn: (write: Write) => boolean;
  /** What is left of their condition; nothing if this is absent. */
  readonly without?: (condition: string) => string;
  /** The writes of such a transaction are sent one by one, and each that can be made is made. */
  readonly splits?: true;
}

/** What an update sets first, but for the request that caused it. */
const setsFirst = (name: string): RegExp => new RegExp(`^SET (?:causedBy = :causedBy, )?${name} = `);

const setsStatus =
  (name: string) =>
  (write: Write): boolean =>
    keyOf(write).sk === "RESERVATION" &&
    setsFirst("#status").test(write.UpdateExpression ?? "") &&
    valuesOf(write).has(name);

const valuesOf = (write: object): ReadonlySet<unknown> =>
  new Set(
    "ExpressionAttributeValues" in write
      ? Object.keys(write.ExpressionAttributeValues as Readonly<Record<string, unknown>>)
      : [],
  );

const isSeat = (write: Write): boolean => keyOf(write).sk.startsWith("SEAT#");
const isHold = (write: Write): boolean => isSeat(write) && write.Item !== undefined;
const isUpdate = (write: Write): boolean => isSeat(write) && write.UpdateExpression !== undefined;
const isSale = (write: Write): boolean => isUpdate(write) && valuesOf(write).has(":sold");
const isLedger = (write: Write): boolean => /^(BALANCE|ENTRY#)/.test(keyOf(write).sk);
const isTopUp = (write: Write): boolean => keyOf(write).sk.startsWith("TOP_UP#");
const isPayment = (write: Write): boolean => keyOf(write).sk === "PAYMENT" && write.Item !== undefined;
const isDelete = (write: Write): boolean => isSeat(write) && write.Item === undefined && !isUpdate(write);

export const GUARDS = {
  "seat is free": {
    invariants: "S1",
    ensures: "a seat is held only if nobody has it",
    isOn: isHold,
  },
  "seat is its own": {
    invariants: "S1, S4",
    ensures: "a seat is sold only to the reservation that holds it",
    isOn: isSale,
  },
  "all or nothing": {
    invariants: "S2",
    ensures: "the seats of a hold are one transaction",
    isOn: isHold,
    splits: true,
  },
  "held until its end": {
    invariants: "S3",
    ensures: "a held seat is refused until its hold ends",
    isOn: isHold,
    without: (condition) =>
      condition.replace("expiresAt <= :now", "(expiresAt <= :now OR attribute_exists(expiresAt))"),
  },
  "free from its end": {
    invariants: "S3",
    ensures: "a held seat is free from the moment its hold ends",
    isOn: isHold,
    without: (condition) =>
      condition.replace("expiresAt <= :now", "expiresAt <= :now AND attribute_not_exists(expiresAt)"),
  },
  "late reminder": {
    invariants: "S1, S3",
    ensures: "the end of a hold frees only the seats that are still its own",
    isOn: isDelete,
  },
  "expiry of a hold": {
    invariants: "S4",
    ensures: "only a hold can expire",
    isOn: setsStatus(":expired"),
  },
  "payment of a hold": {
    invariants: "S4, M3",
    ensures: "only a hold can be paid",
    isOn: setsStatus(":paid"),
  },
  "price as read": {
    invariants: "M2, M3",
    ensures: "a payment takes what its seats cost at that moment",
    isOn: setsStatus(":paid"),
    without: (condition) =>
      condition.replace("rates = :rates AND rateOf = :rateOf", ":rates = :rates AND :rateOf = :rateOf"),
  },
  "release of a hold": {
    invariants: "S4",
    ensures: "only a hold can be released",
    isOn: setsStatus(":released"),
  },
  "extension of a hold": {
    invariants: "S3, S4",
    ensures: "only a hold is extended, and its seats with it",
    isOn: (write) => setsFirst("expiresAt").test(write.UpdateExpression ?? "") || (isUpdate(write) && !isSale(write)),
  },
  "seat limit": {
    invariants: "S5",
    ensures: "nobody has more seats than the limit",
    isOn: (write) => (write.UpdateExpression ?? "").startsWith("ADD #seats :seats"),
  },
  "state of the account": {
    invariants: "M1",
    ensures: "an entry is added to the account it was made for",
    isOn: isLedger,
  },
  "state of a top-up": {
    invariants: "M3",
    ensures: "a top-up is begun and settled once for each key",
    isOn: isTopUp,
  },
  "seats as they were": {
    invariants: "M3, M4, M5",
    ensures: "a seat is given back once",
    isOn: (write) => /seatIds = :before|size\(refunds\)/.test(write.ConditionExpression ?? "") || isDelete(write),
  },
  "payment in one piece": {
    invariants: "M3, M4",
    ensures: "money, receipt, reservation and seats are one transaction",
    isOn: isPayment,
    splits: true,
  },
} as const satisfies Readonly<Record<string, Guard>>;

/** Changes a write into what it would be without the guard. */
export const switchGuardOff = (write: Write, { isOn, without }: Guard): void => {
  const { ConditionExpression: condition } = write;
  if (condition === undefined || !isOn(write)) return;
  write.ConditionExpression = without?.(condition) ?? alwaysHolding(condition);
};

const single = ({ Put: put, Update: update, Delete: gone }: TransactItem) => {
  if (put) return new PutCommand({ ...put, Item: { ...put.Item } });
  if (update) return new UpdateCommand({ ...update, Key: { ...update.Key } });
  if (gone) return new DeleteCommand({ ...gone, Key: { ...gone.Key } });
  throw new Error("Of a transaction, only its writes can be sent one by one.");
};

/**
 * Makes the writes of a transaction one by one.
 * @throws what the transaction would have thrown, though some of it is done
 */
export const sendOneByOne = async (items: readonly TransactItem[]): Promise<void> => {
  const reasons: CancellationReason[] = [];
  for (const item of items) {
    try {
      await dynamo.send(single(item) as PutCommand);
      reasons.push({ Code: "None" });
    } catch (error) {
      const found = (error as ConditionalCheckFailedException).Item;
      reasons.push({ Code: "ConditionalCheckFailed", ...(found && { Item: found }) });
    }
  }
  if (reasons.every(({ Code: code }) => code === "None")) return;
  throw new TransactionCanceledException({
    message: "Transaction cancelled",
    $metadata: {},
    CancellationReasons: reasons,
  });
};
