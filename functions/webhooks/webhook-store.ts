/** The only place where the expressions on webhooks are written. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { EVENT_TYPE_NAMES } from "#contract/event-type-names.ts";
import type { Creation } from "#functions/shared/create-once.ts";
import { dynamo, type Item, itemExists, itemIsAbsent, queryAll, tableNamed } from "#functions/shared/dynamodb.ts";
import { intactItems, stored } from "#functions/shared/stored.ts";
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

const WebhookItemSchema = z.object({
  webhookId: z.string(),
  url: z.string(),
  eventTypes: z.nullable(z.array(z.enum(EVENT_TYPE_NAMES))),
  concertId: z.nullable(z.string()),
  createdAt: z.int(),
  createdBy: z.string(),
  disabledAt: z.nullable(z.int()),
});

const toWebhook: (item: Item) => Webhook = stored("webhook", WebhookItemSchema);
const toCreation = stored("webhook", z.object({ request: z.string() }));

/**
 * Puts a webhook, on condition that there are fewer than `webhooksMax`.
 * @param request fingerprint of the request, by which a repeat of it is recognized
 */
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

/** Deletes a webhook, on condition that it exists. */
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

/** A webhook that an earlier request with the same idempotency key created, and the fingerprint of that request. */
export const readCreatedWebhook = async (webhookId: string): Promise<Creation<Webhook> | undefined> => {
  const item = await readItem(webhookId);
  return item && { created: toWebhook(item), ...toCreation(item) };
};

/** Every webhook that is not damaged, the oldest first. The read is consistent, so that a webhook gets every event after its creation. */
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
  return intactItems(items, toWebhook).toSorted(
    (a, b) => a.createdAt - b.createdAt || (a.webhookId < b.webhookId ? -1 : 1),
  );
};

/** Marks a webhook as disabled: nothing more is sent to it. One that has been deleted meanwhile stays deleted. */
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
