import { describe, expect, it, jest } from "@jest/globals";
import * as z from "zod/mini";
import { intactItems, StoredItemError, stored } from "#functions/shared/stored.ts";

const toThing = stored(
  "thing",
  z.object({
    name: z.string(),
    count: z.int(),
    prices: z.record(z.string(), z.object({ price: z.int() })),
    note: z.optional(z.string()),
  }),
);
const item = { pk: "THING#1", sk: "THING", name: "a", count: 0, prices: { A: { price: 1 } } };

const errorOf = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    return error;
  }
};

describe("a stored item", () => {
  it("is read with the fields of its schema and no others", () => {
    expect(toThing({ ...item, ttl: 1 })).toEqual({ name: "a", count: 0, prices: { A: { price: 1 } } });
  });

  it.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ["a missing field", { name: undefined }, ["name"]],
    ["a field of another type", { count: "0" }, ["count"]],
    ["a field inside another", { prices: { A: { price: 0.5 } } }, ["prices.A.price"]],
    ["two bad fields", { name: 1, count: null }, ["name", "count"]],
  ])("with %s is refused, and the error names the item and each bad field", (_, change, fields) => {
    const error = errorOf(() => toThing({ ...item, ...change }));

    expect(error).toBeInstanceOf(StoredItemError);
    expect(error).toMatchObject({
      fields,
      message: `The stored thing THING#1 THING has no valid ${fields.join(", ")}.`,
    });
  });

  it("inside another has no key to be named by, and its values are in no message", () => {
    const error = errorOf(() => toThing({ name: "a", count: "secret", prices: {} })) as Error;

    expect(error.message).toBe("The stored thing has no valid count.");
    expect(String(error.cause)).not.toContain("secret");
  });
});

describe("a list of stored items", () => {
  it("loses a damaged item only, which is logged with its key", () => {
    const logged = jest.spyOn(console, "error").mockImplementation(() => undefined);
    const damaged = { ...item, pk: "THING#2", count: "0" };

    const listed = intactItems([item, damaged, item], toThing);

    expect(listed).toEqual([toThing(item), toThing(item)]);
    expect(JSON.stringify(logged.mock.calls)).toContain("The stored thing THING#2 THING has no valid count.");
    logged.mockRestore();
  });

  it("fails on any other error", () => {
    const fail = (): never => {
      throw new TypeError("no such thing");
    };

    expect(() => intactItems([item], fail)).toThrow(TypeError);
  });
});
