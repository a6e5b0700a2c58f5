/** The only place where the expressions on promotions are written. */
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { normalCode, type Promotion, type UseRefusal, useRefusal } from "#functions/promotions/rules/promotion.ts";
import type { Creation } from "#functions/shared/create-once.ts";
import {
  dynamo,
  type Item,
  itemExists,
  itemIsAbsent,
  type Page,
  queryPage,
  tableNamed,
} from "#functions/shared/dynamodb.ts";
import { objectOf, stored, storedTime } from "#functions/shared/stored.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { Part } from "#functions/shared/transaction.ts";

const table = tableNamed("catalog");

const partitionOf = (concertId: string): string => `PROMOTION#${concertId}`;
const PREFIX = "CODE#";
const promotionKey = (concertId: string, code: string) => ({
  pk: partitionOf(concertId),
  sk: `${PREFIX}${normalCode(code)}`,
});
/** Which promotion a request with an idempotency key has created. */
const creationKey = (concertId: string, creationId: string) => ({
  pk: partitionOf(concertId),
  sk: `KEY#${creationId}`,
});

const toPromotion: (item: Item) => Promotion = stored(
  "promotion",
  objectOf<Promotion>({
    concertId: z.string(),
    code: z.string(),
    percentOff: z.optional(z.int()),
    amountOff: z.optional(z.int()),
    usesMax: z.int(),
    used: z.int(),
    from: z.optional(storedTime),
    until: z.optional(storedTime),
    categories: z.optional(z.array(z.string())),
    createdAt: storedTime,
    createdBy: z.string(),
  }),
);

const toCreation = stored("key of a promotion", z.object({ code: z.string(), request: z.string() }));

/**
 * A new promotion, on condition that its concert has none with this code.
 * @param creation the id of the request's idempotency key and the request's fingerprint; undefined if it has no key
 */
export const newPromotion = (
  promotion: Promotion,
  creation: { readonly creationId: string; readonly request: string } | undefined,
): readonly Part[] => {
  const { concertId, code } = promotion;
  const put = (name: string, item: Item): Part => ({
    name,
    item: { Put: { TableName: table, Item: item, ConditionExpression: itemIsAbsent } },
  });
  return [
    put("promotion", { ...promotionKey(concertId, code), ...promotion }),
    ...(creation === undefined
      ? []
      : [put("key", { ...creationKey(concertId, creation.creationId), code, request: creation.request })]),
  ];
};

/** @param options.consistent a whole read unit for it as it is now; half of one for all that never changes */
export const readPromotion = async (
  concertId: string,
  code: string,
  options: { readonly consistent: boolean },
): Promise<Promotion | undefined> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: promotionKey(concertId, code), ConsistentRead: options.consistent }),
  );
  return item && toPromotion(item);
};

/** The promotion that an earlier request with the same idempotency key created, and that request. */
export const readCreatedPromotion = async (
  concertId: string,
  creationId: string,
): Promise<Creation<Promotion> | undefined> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: creationKey(concertId, creationId), ConsistentRead: true }),
  );
  if (item === undefined) return undefined;
  const { code, request } = toCreation(item);
  const created = await readPromotion(concertId, code, { consistent: true });
  return created && { created, request };
};

/** Promotions of a concert, in the order of their codes. */
export const listPromotions = (
  concertId: string,
  page: { readonly limit: number; readonly after: Pick<Promotion, "code"> | undefined },
): Promise<Page<Promotion>> =>
  queryPage(
    {
      TableName: table,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
      ExpressionAttributeValues: { ":pk": partitionOf(concertId), ":prefix": PREFIX },
      Limit: page.limit,
      ExclusiveStartKey: page.after && promotionKey(concertId, page.after.code),
      ConsistentRead: true,
    },
    toPromotion,
  );

interface Use {
  readonly concertId: string;
  readonly code: string;
}

/** Counts one use, on condition that the promotion has one left and can be used at this time. */
export const usePromotion = ({ concertId, code }: Use, now: Seconds): Part => ({
  name: "promotion",
  item: {
    Update: {
      TableName: table,
      Key: promotionKey(concertId, code),
      UpdateExpression: "SET used = used + :one",
      ConditionExpression:
        "used < usesMax AND (attribute_not_exists(#from) OR #from <= :now) AND (attribute_not_exists(#until) OR #until > :now)",
      ExpressionAttributeNames: { "#from": "from", "#until": "until" },
      ExpressionAttributeValues: { ":one": 1, ":now": now },
    },
  },
});

/** Why `usePromotion` was refused, from the item that refused it. */
export const refusedUse = (found: Item | undefined, now: Seconds): UseRefusal =>
  useRefusal(found && toPromotion(found), now) ?? "PROMOTION_CODE_USED_UP";

/**
 * Counts one use less. Only a part beside it that can be written once, such as the end of the reservation that has used
 * it, makes sure that a use is not given back twice.
 */
export const givePromotionBack = ({ concertId, code }: Use): Part => ({
  name: "promotion",
  item: {
    Update: {
      TableName: table,
      Key: promotionKey(concertId, code),
      UpdateExpression: "SET used = used - :one",
      ConditionExpression: `${itemExists} AND used >= :one`,
      ExpressionAttributeValues: { ":one": 1 },
    },
  },
});
