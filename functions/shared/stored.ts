import * as z from "zod/mini";
import type { Item } from "#functions/shared/dynamodb.ts";

/**
 * An item in a table does not have the shape that its store expects: damage, or a change of shape without a migration.
 */
export class StoredItemError extends Error {
  override readonly name = "StoredItemError";
  /**
   * The missing or wrong fields, by their path: "seatIds", "prices.A.price". Values are left out: they may be private.
   */
  readonly fields: readonly string[];

  constructor(what: string, item: Item, fields: readonly string[], options: ErrorOptions = {}) {
    const key = [item["pk"], item["sk"]].filter((part) => typeof part === "string").join(" ");
    super(`The stored ${what}${key && ` ${key}`} has no valid ${fields.join(", ")}.`, options);
    this.fields = fields;
  }
}

/**
 * Makes the reader of one kind of item. What it returns has been checked field by field; fields that the schema does
 * not name, such as the keys, are left out.
 * @param what the kind of item, for the error: "concert"
 * @returns a function that throws StoredItemError, which names the item and each bad field
 */
export const stored =
  <T>(what: string, schema: z.ZodMiniType<T>): ((item: Item) => T) =>
  (item) => {
    const parsed = schema.safeParse(item);
    if (parsed.success) return parsed.data;
    const fields = parsed.error.issues.map(({ path }) => path.join(".") || "content");
    throw new StoredItemError(what, item, fields, { cause: parsed.error });
  };

/**
 * The schema of an object of type `T`, made of one schema for each of its fields. The compiler refuses a field that is
 * missing or of another type, so a type and the schema of its items can't drift apart. What an item may lack is an
 * optional field of `T`.
 */
export const objectOf = <T extends object>(
  fields: {
    readonly [Field in keyof T]-?: z.ZodMiniType<T[Field]>;
  },
): z.ZodMiniType<T> => z.object(fields) as unknown as z.ZodMiniType<T>;
