/** What the stores share, on a real engine: creating once, and a page of a query. */
import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "@jest/globals";
import * as z from "zod/mini";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { GetCommand, PutCommand } = await import("@aws-sdk/lib-dynamodb");
const { createOnce } = await import("#functions/shared/create-once.ts");
const { dynamo, itemIsAbsent, queryAll, queryPage, tableNamed } = await import("#functions/shared/dynamodb.ts");
const { Problem } = await import("#functions/shared/problem.ts");
const { stored } = await import("#functions/shared/stored.ts");
const { transact } = await import("#functions/shared/transaction.ts");

afterAll(() => environment.stop());

const table = tableNamed("events");
const ThingSchema = z.object({ sk: z.string(), name: z.string(), request: z.string() });
const toThing = stored("thing", ThingSchema);
type Thing = z.infer<typeof ThingSchema>;

const newThing = (pk: string, thing: Thing) => ({
  name: "thing",
  item: { Put: { TableName: table, Item: { pk, ...thing }, ConditionExpression: itemIsAbsent } },
});

describe("createOnce", () => {
  const create = (pk: string, request: string, name: string) => {
    const thing: Thing = { sk: "THING", name, request };
    return createOnce({ created: thing, request }, [newThing(pk, thing)], async () => {
      const { Item: item } = await dynamo.send(new GetCommand({ TableName: table, Key: { pk, sk: "THING" } }));
      const earlier = item && toThing(item);
      return earlier && { created: earlier, request: earlier.request };
    });
  };

  it("creates, and returns the first thing to a repeat, marked as a replay", async () => {
    const pk = randomUUID();

    const first = await create(pk, "request", "first");
    const repeat = await create(pk, "request", "second");

    expect(first).toEqual({ created: { sk: "THING", name: "first", request: "request" }, headers: {} });
    expect(repeat).toEqual({ created: first.created, headers: { "idempotency-replayed": "true" } });
  });

  it("creates one thing for any number of the same request at once", async () => {
    const pk = randomUUID();

    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => create(pk, "request", `${index}`)),
    );

    const created = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    expect(created.filter(({ headers }) => Object.keys(headers).length === 0)).toHaveLength(1);
    expect(new Set(created.map(({ created: { name } }) => name)).size).toBe(1);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "REQUEST_IN_PROGRESS" });
    }
  });

  it("refuses another request with the same key", async () => {
    const pk = randomUUID();
    await create(pk, "request", "first");

    await expect(create(pk, "another request", "second")).rejects.toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED" });
  });

  it("asks for a repeat if what was there before is gone", async () => {
    const pk = randomUUID();
    const thing: Thing = { sk: "THING", name: "first", request: "request" };
    await create(pk, "request", "first");

    const creating = createOnce({ created: thing, request: "request" }, [newThing(pk, thing)], () =>
      Promise.resolve(undefined),
    );

    await expect(creating).rejects.toMatchObject({ code: "REQUEST_IN_PROGRESS" });
  });

  it("throws the caller's problem for a part that was refused for another reason", async () => {
    const pk = randomUUID();
    const thing: Thing = { sk: "THING", name: "first", request: "request" };
    const limit = {
      name: "limit",
      item: {
        ConditionCheck: { TableName: table, Key: { pk, sk: "COUNT" }, ConditionExpression: "attribute_exists(pk)" },
      },
    };

    const creating = createOnce(
      { created: thing, request: "request" },
      [newThing(pk, thing), limit],
      () => Promise.reject(new Error("not to be looked for")),
      (found) => (found.has("thing") ? undefined : new Problem("WEBHOOK_LIMIT_REACHED")),
    );

    await expect(creating).rejects.toMatchObject({ code: "WEBHOOK_LIMIT_REACHED" });
  });
});

describe("a query", () => {
  const pk = randomUUID();
  const names = Array.from({ length: 7 }, (_, index) => `thing ${index}`);
  const query = { TableName: table, KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": pk } };
  const fill = async () => {
    const things = names.map((name) => newThing(pk, { sk: name, name, request: "r" }));
    await transact(
      things.map((part, index) => ({ ...part, name: `thing ${index}` })),
      { triesMax: 1 },
    );
  };

  it("comes in pages that miss nothing and end where the items end", async () => {
    await fill();
    const pages: (readonly string[])[] = [];
    let from: { readonly pk: string; readonly sk: string } | undefined;
    do {
      const page = await queryPage({ ...query, Limit: 3, ExclusiveStartKey: from }, toThing);
      pages.push(page.items.map(({ name }) => name));
      from = page.last && { pk, sk: page.last.sk };
    } while (from !== undefined);

    expect(pages).toEqual([names.slice(0, 3), names.slice(3, 6), names.slice(6)]);
  });

  it.each([1, 2, 3])("of damaged items too, %i a page, leaves out those alone and reaches the end", async (limit) => {
    const partition = randomUUID();
    const of = { ...query, ExpressionAttributeValues: { ":pk": partition }, Limit: limit };
    const isDamaged = [true, false, true, true, true, false, true];
    for (const [index, name] of names.entries()) {
      const request = isDamaged[index] ? 1 : "r";
      await dynamo.send(new PutCommand({ TableName: table, Item: { pk: partition, sk: name, name, request } }));
    }

    const found: string[] = [];
    let from: { readonly pk: string; readonly sk: string } | undefined;
    do {
      const page = await queryPage({ ...of, ExclusiveStartKey: from }, toThing);
      found.push(...page.items.map(({ name }) => name));
      from = page.last && { pk: partition, sk: page.last.sk };
    } while (from !== undefined);

    expect(found).toEqual(names.filter((_, index) => !isDamaged[index]));
  });

  it("that finds nothing is a page without items, and the last", async () => {
    const nothing = { ...query, ExpressionAttributeValues: { ":pk": randomUUID() }, Limit: 3 };

    expect(await queryPage(nothing, toThing)).toEqual({ items: [], last: undefined });
  });

  it("of everything fails rather than return a part", async () => {
    expect(await queryAll(query, 7)).toHaveLength(7);
    await expect(queryAll(query, 6)).rejects.toThrow("more than 6 items");
  });
});
