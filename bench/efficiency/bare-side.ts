/**
 * The bare side: the SDK's clients alone send what a function sends for a call, in the same order and as much of it at once.
 * Import once the environment is set.
 */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type { Call } from "#bench/efficiency/batch.ts";
import { sendInOrder } from "#bench/efficiency/in-order.ts";
import type { ServiceAddresses } from "#bench/efficiency/messages.ts";
import { itemsIn, type RecordedRequest } from "#bench/efficiency/recording.ts";
import { clientFor } from "#local/dynamodb/credentials.ts";

type Send = (input: never) => Promise<object>;

export interface BareSide {
  /** @throws Error of a call whose requests are refused, or find more or less than when they were recorded */
  readonly callOf: (requests: readonly RecordedRequest[]) => Call;
  readonly stop: () => void;
}

export const startBareSide = (addresses: Pick<ServiceAddresses, "dynamodb" | "sqs">): BareSide => {
  const client = new DynamoDBClient(clientFor(addresses.dynamodb));
  const dynamo = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const sqs = new SQSClient(clientFor(addresses.sqs));
  /** By the names that the SDK has for the commands. */
  const senders: Readonly<Record<string, Send>> = {
    BatchGetItemCommand: (input) => dynamo.send(new BatchGetCommand(input)),
    GetItemCommand: (input) => dynamo.send(new GetCommand(input)),
    PutItemCommand: (input) => dynamo.send(new PutCommand(input)),
    QueryCommand: (input) => dynamo.send(new QueryCommand(input)),
    SendMessageCommand: (input) => sqs.send(new SendMessageCommand(input)),
    TransactWriteItemsCommand: (input) => dynamo.send(new TransactWriteCommand(input)),
    UpdateItemCommand: (input) => dynamo.send(new UpdateCommand(input)),
  };

  const send = async ({ command, input, found }: RecordedRequest): Promise<void> => {
    const sender = senders[command];
    if (sender === undefined) throw new Error(`The bare side does not know how to send a ${command}.`);
    const items = itemsIn(await sender(input as never));
    if (items !== found) throw new Error(`A ${command} found ${items} items instead of ${found}.`);
  };
  return {
    callOf: (requests) => () => sendInOrder(requests, send),
    stop: () => {
      client.destroy();
      sqs.destroy();
    },
  };
};
