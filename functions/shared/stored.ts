import * as z from "zod/mini";
import type { Item } from "#functions/shared/dynamodb.ts";

/** An item in a table that does not have the shape that the code expects of it. */
export class StoredItemError extends Error {
  override readonly name = "StoredItemError";

  constructor(what: string, item: Item, flaws: readonly string[]) {
    super(`The stored ${what} ${String(item["pk"])} ${String(item["sk"])} is not as expected: ${flaws.join("; ")}.`);
  }
}

/**
 * Makes the function that reads one kind of item: what it returns has been checked, field by field. Fields that the
 * schema does not name, such as the keys, are left out.
 * @param what the kind of item, for the error: "concert"
 * @returns a function that throws StoredItemError naming the item and each bad field
 */
export const stored =
  <T>(what: string, schema: z.ZodMiniType<T>): ((item: Item) => T) =>
  (item) => {
    const parsed = schema.safeParse(item);
    if (parsed.success) return parsed.data;
    const flaws = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new StoredItemError(what, item, flaws);
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
