import type { ZodMiniType } from "zod/mini";
import type { Item } from "#functions/shared/dynamodb.ts";

/** An item in a table that does not have the shape that the code expects of it. */
export class StoredItemError extends Error {
  override readonly name = "StoredItemError";

  constructor(what: string, item: Item, flaws: readonly string[]) {
    super(`The stored ${what} ${String(item["pk"])} ${String(item["sk"])} is not as expected: ${flaws.join("; ")}.`);
  }
}

/**
 * What the schema of an item has to have so that it agrees with its domain type: a schema for every field, also for
 * those that may be absent. `z.object({ … } satisfies FieldsOf<Payment>)`
 */
export type FieldsOf<T> = { readonly [Name in keyof T]-?: ZodMiniType<T[Name]> };

/**
 * Makes the function that reads one kind of item: what it returns has been checked, field by field. Fields that the
 * schema does not name, such as the keys, are left out.
 * @param what the kind of item, for the error: "concert"
 * @returns a function that throws StoredItemError naming the item and each bad field
 */
export const stored =
  <T>(what: string, schema: ZodMiniType<T>): ((item: Item) => T) =>
  (item) => {
    const parsed = schema.safeParse(item);
    if (parsed.success) return parsed.data;
    const flaws = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new StoredItemError(what, item, flaws);
  };
