/** The only place where the expressions on webhooks are written. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { EventType } from "#contract/event-type-names.ts";
import { dynamo, type Item, itemExists, itemIsAbsent, queryAll, tableNamed } from "#functions/shared/dynamodb.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { Part } from "#functions/shared/transaction.ts";
import type { Webhook } from "#functions/webhooks/rules/webhook.ts";

const table = tableNamed("events");

const PARTITION = "WEBHOOKS";
const PREFIX = "WEBHOOK#";
/** More than a stage may allow; a query that finds more has found something else. */
const WEBHOOKS_READ_MAX = 100;

const webhookKey = (webhookId: string) => ({ pk: PARTITION, sk: `${PREFIX}${webhookId}` });
const countKey = { pk: PARTITION, sk: "COUNT" };

const toWebhook = (item: Item): Webhook => ({
  webhookId: item["webhookId"] as string,
  url: item["url"] as string,
  eventTypes: item["eventTypes"] as readonly EventType[] | null,
  concertId: item["concertId"] as string | null,
  createdAt: item["createdAt"] as Seconds,
  createdBy: item["createdBy"] as string,
  disabledAt: item["disabledAt"] as Seconds | null,
});

/** A webhook, on condition that there are fewer than `webhooksMax`. `request` tells a repeat from another request. */
export const newWebhook = (webhook: Webhook, request: string, webhooksMax: number): readonly Part[] => [
  {
    name: "webhook",
    item: {
      Put: {
        TableName: table,
        Item: { ...webhookKey(webhook.webhookId), ...webhook, request },
        ConditionExpression: itemIsAbsent,
      },
    },
  },
  {
    name: "count",
    item: {
      Update: {
        TableName: table,
        Key: countKey,
        UpdateExpression: "ADD webhooks :one",
        ConditionExpression: "attribute_not_exists(webhooks) OR webhooks < :max",
        ExpressionAttributeValues: { ":one": 1, ":max": webhooksMax },
      },
    },
  },
];

/** The end of a webhook, on condition that it is there. */
export const removedWebhook = (webhookId: string): readonly Part[] => [
  {
    name: "webhook",
    item: { Delete: { TableName: table, Key: webhookKey(webhookId), ConditionExpression: itemExists } },
  },
  {
    name: "count",
    item: {
      Update: {
        TableName: table,
        Key: countKey,
        UpdateExpression: "ADD webhooks :less",
        ExpressionAttributeValues: { ":less": -1 },
      },
    },
  },
];

const readItem = async (webhookId: string): Promise<Item | undefined> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: webhookKey(webhookId), ConsistentRead: true }),
  );
  return item;
};

export const readWebhook = async (webhookId: string): Promise<Webhook | undefined> => {
  const item = await readItem(webhookId);
  return item && toWebhook(item);
};

/** A webhook that a request with an idempotency key made before, and that request. */
export const readCreatedWebhook = async (webhookId: string) => {
  const item = await readItem(webhookId);
  return item && { webhook: toWebhook(item), request: item["request"] as string };
};

/** Every webhook, the oldest first. Never an old answer: one that was made before an event is told of it. */
export const listWebhooks = async (): Promise<readonly Webhook[]> => {
  const items = await queryAll(
    {
      TableName: table,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
      ExpressionAttributeValues: { ":pk": PARTITION, ":prefix": PREFIX },
      ConsistentRead: true,
    },
    WEBHOOKS_READ_MAX,
  );
  return items.map(toWebhook).toSorted((a, b) => a.createdAt - b.createdAt || (a.webhookId < b.webhookId ? -1 : 1));
};

/** Sends it nothing more. One that was deleted meanwhile stays so. */
export const disableWebhook = async (webhookId: string, now: Seconds): Promise<void> => {
  try {
    await dynamo.send(
      new UpdateCommand({
        TableName: table,
        Key: webhookKey(webhookId),
        UpdateExpression: "SET disabledAt = :now",
        ConditionExpression: itemExists,
        ExpressionAttributeValues: { ":now": now },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};
