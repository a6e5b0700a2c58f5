import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, describe, expect, it, test } from "@jest/globals";
import { type Migration, scanBelow, updateTo } from "#cli/migrate/migration.ts";
import { MIGRATIONS } from "#cli/migrate/migrations.ts";
import { readMigrateOptions } from "#cli/migrate/options.ts";
import { fromPosition, toPosition } from "#cli/migrate/position.ts";
import { conclusion, leftBelow, NOTHING, totalsLine, withPage } from "#cli/migrate/report.ts";
import { UnitPace } from "#cli/migrate/unit-pace.ts";
import { StageTables } from "#cli/stage/stage-tables.ts";

const SEATS: Migration = {
  name: "seats",
  table: "seats",
  items: { pk: "PERF#", sk: "STATE" },
  version: 3,
  added: { "a.b": 1, "a.c": [], size: "x" },
};
const [QUEUES] = MIGRATIONS;
if (QUEUES === undefined) throw new Error("There is no migration of queues.");

const POSITION = { migration: "queues", tableName: "Encore-dev-Queue", key: { pk: "TOKEN#con_1#민아", sk: "TOKEN" } };

describe("the options", () => {
  const read = (...words: readonly string[]) => readMigrateOptions(words, [QUEUES, SEATS]);
  const START = ["--outputs", "o.json", "--yes"] as const;

  it("are all migrations at a modest pace, if nothing else is asked for", () => {
    expect(read("--outputs", "o.json", "--dry-run")).toEqual({
      outputs: "o.json",
      isDryRun: true,
      migrations: [QUEUES, SEATS],
      from: undefined,
      unitsPerSecond: 100,
    });
    expect(read("--help")).toBeUndefined();
  });

  it("can be one migration, or those from a position on", () => {
    expect(read(...START, "--name", "queues")).toMatchObject({ isDryRun: false, migrations: [QUEUES] });
    const from = { ...POSITION, migration: "seats" };
    expect(read(...START, "--from", toPosition(from))).toMatchObject({ migrations: [SEATS], from });
    expect(read(...START, "--from", toPosition(POSITION))).toMatchObject({ migrations: [QUEUES, SEATS] });
  });

  test.each([
    [["--yes"], "Name the stage's outputs"],
    [["--outputs", "o.json"], "Pass either --dry-run or --yes"],
    [["--outputs", "o.json", "--yes", "--dry-run"], "Pass either --dry-run or --yes"],
    [[...START, "--name", "places"], "--name must be one of queues, seats"],
    [[...START, "--units-per-second", "0"], "--units-per-second must be a whole number from 1 to 10000"],
    [[...START, "--from", "nonsense"], "--from must be a whole position"],
    [[...START, "--name", "seats", "--from", toPosition(POSITION)], 'of the migration "queues", which is not to run'],
    [[...START, "--sooner"], "See npm run migrate -- --help"],
  ])("%j are refused with the reason", (words, reason) => {
    expect(() => read(...words)).toThrow(reason);
  });
});

describe("a position", () => {
  const text = toPosition(POSITION);
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

  it("is read as it was printed", () => {
    expect(fromPosition(text)).toEqual(POSITION);
  });

  test.each([
    ["an empty text", ""],
    ["a part of one", text.slice(0, -2)],
    ["one with a character too many", `${text}.`],
    ["another JSON", encoded({ pk: "QUEUE#con_1", sk: "STATE" })],
    ["one without a sort key", encoded(["queues", "Encore-dev-Queue", "QUEUE#con_1"])],
    ["one with an empty key", encoded(["queues", "Encore-dev-Queue", "QUEUE#con_1", ""])],
    ["one with a key that is no text", encoded(["queues", "Encore-dev-Queue", "QUEUE#con_1", 1])],
  ])("is refused if it is %s", (_, wrong) => {
    expect(() => fromPosition(wrong)).toThrow("--from must be a whole position");
  });
});

describe("the expressions of a migration", () => {
  it("add each field only if it is missing, to an item that is there and below the version", () => {
    expect(updateTo(SEATS)).toEqual({
      UpdateExpression:
        "SET #v = :v, #a.#b = if_not_exists(#a.#b, :added0), #a.#c = if_not_exists(#a.#c, :added1), #size = if_not_exists(#size, :added2)",
      ConditionExpression: "attribute_exists(pk) AND (attribute_not_exists(#v) OR #v < :v)",
      ExpressionAttributeNames: { "#v": "v", "#a": "a", "#b": "b", "#c": "c", "#size": "size" },
      ExpressionAttributeValues: { ":v": 3, ":added0": 1, ":added1": [], ":added2": "x" },
    });
  });

  it("find its items by their keys", () => {
    expect(scanBelow(SEATS)).toMatchObject({
      ExpressionAttributeValues: { ":pk": "PERF#", ":sk": "STATE", ":v": 3 },
    });
  });
});

describe("the pace", () => {
  const timed = () => {
    let now = 0;
    const pass = (ms: number): void => {
      now += ms;
    };
    const waitUntil = (moment: number): Promise<void> => {
      pass(Math.max(0, moment - now));
      return Promise.resolve();
    };
    return { pace: new UnitPace(100, { nowMs: () => now, waitUntil }), now: () => now, pass };
  };

  it("has a call wait for what those before it have consumed", async () => {
    const { pace, now } = timed();

    await pace.turn();
    pace.consumed(50);
    await pace.turn();
    expect(now()).toBe(500);

    pace.consumed(10);
    pace.consumed(20);
    await pace.turn();
    expect(now()).toBe(800);
  });

  it("saves nothing up while calls take their time", async () => {
    const { pace, now, pass } = timed();
    pass(60_000);

    pace.consumed(100);
    await pace.turn();

    expect(now()).toBe(61_000);
  });
});

describe("the report", () => {
  const page = { read: 1200, below: 3, migrated: 2, damaged: [{ pk: "p", sk: "s", reason: "r" }], last: undefined };
  const totals = withPage(withPage(NOTHING, page), { ...page, damaged: [] });

  it("adds pages up", () => {
    expect(totalsLine(totals, { isDryRun: false })).toBe("read 2,400, to be migrated 6, migrated 4, damaged 1");
    expect(totalsLine(NOTHING, { isDryRun: true })).toBe("read 0, to be migrated 0");
  });

  it("says what is left: everything after a dry run, damaged items after a run", () => {
    expect([leftBelow(totals, { isDryRun: true }), leftBelow(totals, { isDryRun: false })]).toEqual([6, 1]);
    expect(conclusion(0, { isDryRun: true })).toBe("No item is below its version.");
    expect(conclusion(6, { isDryRun: true })).toBe("6 items are below the version. Run it with --yes.");
    expect(conclusion(1, { isDryRun: false })).toBe("1 item is damaged and still below the version.");
  });
});

describe("the tables of a stage", () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.close();
    server = undefined;
    for (const name of ["AWS_ENDPOINT_URL_DYNAMODB", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) {
      delete process.env[name];
    }
  });

  it("are asked again after an item was part of a transaction", async () => {
    let calls = 0;
    server = createServer((_request, response) => {
      calls += 1;
      response.setHeader("content-type", "application/x-amz-json-1.0");
      response.statusCode = calls === 1 ? 400 : 200;
      response.end(
        calls === 1
          ? JSON.stringify({ __type: "com.amazonaws.dynamodb.v20120810#TransactionConflictException", message: "busy" })
          : JSON.stringify({ Item: { pk: { S: "QUEUE#con_1" } } }),
      );
    });
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
    });
    const outputs = { UserPoolId: "ap-northeast-2_pool", QueueTableName: "Encore-dev-Queue" } as const;
    const tables = new StageTables({
      stage: "dev",
      value: (name) => outputs[name as keyof typeof outputs],
      ending: () => ({}),
    });

    const { Item: item } = await tables.dynamo.send(
      new GetCommand({ TableName: tables.nameOf("queue"), Key: { pk: "QUEUE#con_1", sk: "STATE" } }),
    );
    tables.dynamo.destroy();

    expect([calls, item]).toEqual([2, { pk: "QUEUE#con_1" }]);
  });
});
