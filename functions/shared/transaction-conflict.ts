import { TransactionConflictException } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/**
 * Has a client send a plain write again that was refused because its item was part of a transaction at that moment. The
 * SDK takes the refusal as final, although the transaction is over within milliseconds; so it is marked to be retried like a
 * throttled call.
 */
export const retryTransactionConflicts = (client: DynamoDBDocumentClient): DynamoDBDocumentClient => {
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        if (error instanceof TransactionConflictException) Object.assign(error, { $retryable: {} });
        throw error;
      }
    },
    { step: "deserialize", priority: "high", name: "retryTransactionConflicts" },
  );
  return client;
};
