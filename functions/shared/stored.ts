import * as z from "zod/mini";
import { LAST_SECOND } from "#contract/common.ts";
import { log } from "#functions/shared/log.ts";

type Item = Readonly<Record<string, unknown>>;

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
 * What a list has in place of a damaged item: nothing. The damage is logged with the item's key.
 * @throws the error if it is another one
 */
export const leaveOutDamaged = (error: unknown): readonly [] => {
  if (!(error instanceof StoredItemError)) throw error;
  log.error("damaged item left out of a list", error);
  return [];
};

/**
 * The items of a list that have the right shape. A damaged one costs its own line and not the whole list: it is left
 * out. Only for lists: what decides about one item has to fail on it.
 * @param toItem made by `stored`
 */
export const intactItems = <T>(items: readonly Item[], toItem: (item: Item) => T): readonly T[] =>
  items.flatMap((item) => {
    try {
      return [toItem(item)];
    } catch (error) {
      return leaveOutDamaged(error);
    }
  });

/** Epoch seconds that an operator chose. Outside this range they can't be written as a time of the contract. */
export const storedTime = z.int().check(z.gte(0), z.lte(LAST_SECOND));

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
