/** Counts every request that is sent to DynamoDB, those that it refuses and those that the SDK sends again among them. */
import { dynamo } from "#functions/shared/dynamodb.ts";

/** Inside the SDK's retries, so that each try counts. */
const PLACE = { step: "finalizeRequest", priority: "low", override: true } as const;
const TRANSACTION = "TransactWriteItemsCommand";

export interface RequestCounts {
  readonly requests: number;
  /** Of the requests, those that write several items: the dearest. */
  readonly transactions: number;
}

/** @returns what `act` returns, and the requests that were sent meanwhile */
export const countingRequests = async <T>(
  act: () => Promise<T>,
): Promise<{ readonly result: T; readonly counts: RequestCounts }> => {
  let requests = 0;
  let transactions = 0;
  const name = "benchRequests";
  dynamo.middlewareStack.add(
    (next, context) => (args) => {
      requests += 1;
      if (context.commandName === TRANSACTION) transactions += 1;
      return next(args);
    },
    { ...PLACE, name },
  );
  try {
    return { result: await act(), counts: { requests, transactions } };
  } finally {
    dynamo.middlewareStack.remove(name);
  }
};
