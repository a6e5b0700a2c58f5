/** What may go wrong at one call of an invocation. */
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { transactItems } from "#test/histories/engine/dynamodb-writes.ts";

export const FAULTS = {
  "crash before": "the machine is lost before the call",
  "crash after": "the machine is lost after the call, before it can use the result",
  "no response": "the call arrives, but its response never does",
  "sent twice": "the SDK repeats the call, because the first response was lost",
} as const;

export type FaultKind = keyof typeof FAULTS;

export interface Fault {
  readonly kind: FaultKind;
  /** The call that it happens to; the first is 1. */
  readonly nth: number;
}

/** A read changes nothing: a crash after it is a crash before the next call, and to read twice is to read. */
export const READ_FAULTS: readonly FaultKind[] = ["crash before", "no response"];

export const FAULT_KINDS = Object.keys(FAULTS) as readonly FaultKind[];

/** What the SDK throws when a response has not arrived in time. */
export const timeout = (): Error =>
  Object.assign(new Error("The call was not answered in time."), { name: "TimeoutError" });

/** What the SDK throws when another transaction is at the same item. */
export const transactionConflict = (input: object): TransactionCanceledException =>
  new TransactionCanceledException({
    message: "Transaction cancelled, please refer cancellation reasons for specific reasons [TransactionConflict]",
    $metadata: { httpStatusCode: 400 },
    CancellationReasons: (transactItems(input) ?? []).map((_, index) => ({
      Code: index === 0 ? "TransactionConflict" : "None",
    })),
  });

export const faultText = ({ kind, nth }: Fault): string => `${kind} call ${nth}`;
