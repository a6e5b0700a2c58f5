/** The only file that writes expressions on the set of public signing keys. It has no secrets in it. */
import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { dynamo, type Item, tableNamed } from "#functions/shared/dynamodb.ts";
import { leaveOutDamaged, objectOf, stored } from "#functions/shared/stored.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { PublicJwk, PublishedKey, PublishedKeys } from "#functions/signing/rules/published-key.ts";

const table = tableNamed("queue");

const setKey = { pk: "SIGNING-KEYS", sk: "SIGNING-KEYS" };

/** Each key is an attribute of its own, so that functions can add theirs at the same time. */
const ATTRIBUTE_PREFIX = "key:";

interface StoredKey {
  readonly x: string;
  readonly y: string;
  readonly signsFrom: Seconds;
}

const toStoredKey = stored("signing key", objectOf<StoredKey>({ x: z.string(), y: z.string(), signsFrom: z.int() }));

const toPublishedKey = (keyId: string, value: unknown): PublishedKey => {
  const { x, y, signsFrom } = toStoredKey(value as Item);
  return { publicJwk: { kty: "EC", crv: "P-256", x, y, kid: keyId, alg: "ES256", use: "sig" }, signsFrom };
};

/** A damaged key costs its own tokens and no others. */
const toPublishedKeys = (item: Item): PublishedKeys =>
  new Map(
    Object.entries(item)
      .filter(([attribute]) => attribute.startsWith(ATTRIBUTE_PREFIX))
      .flatMap(([attribute, value]): readonly (readonly [string, PublishedKey])[] => {
        const keyId = attribute.slice(ATTRIBUTE_PREFIX.length);
        try {
          return [[keyId, toPublishedKey(keyId, value)]];
        } catch (error) {
          return leaveOutDamaged(error);
        }
      }),
  );

/** All keys that have ever signed. Half a read unit, or a whole one if the read is to be consistent. */
export const readPublishedKeys = async ({ consistent }: { readonly consistent: boolean }): Promise<PublishedKeys> => {
  const { Item: item = {} } = await dynamo.send(
    new GetCommand({ TableName: table, Key: setKey, ConsistentRead: consistent }),
  );
  return toPublishedKeys(item);
};

/**
 * Adds a key to the set, unless it is there: then its time stays as it is.
 * @returns the whole set
 */
export const publishKey = async ({ kid, x, y }: PublicJwk, signsFrom: Seconds): Promise<PublishedKeys> => {
  const { Attributes: item = {} } = await dynamo.send(
    new UpdateCommand({
      TableName: table,
      Key: setKey,
      UpdateExpression: "SET #key = if_not_exists(#key, :key)",
      ExpressionAttributeNames: { "#key": `${ATTRIBUTE_PREFIX}${kid}` },
      ExpressionAttributeValues: { ":key": { x, y, signsFrom } satisfies StoredKey },
      ReturnValues: "ALL_NEW",
    }),
  );
  return toPublishedKeys(item);
};
