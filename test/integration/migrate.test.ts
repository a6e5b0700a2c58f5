/** `npm run migrate`: stored items of an earlier schema version, beside a sale that goes on. */
import { DeleteCommand, GetCommand, PutCommand, ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, describe, expect, it, jest, test } from "@jest/globals";
import type { ItemKey, MigratedPage } from "#cli/migrate/migrate-table.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { migrateTable } = await import("#cli/migrate/migrate-table.ts");
const { MIGRATIONS } = await import("#cli/migrate/migrations.ts");
const { UnitPace } = await import("#cli/migrate/unit-pace.ts");
const { changeQueue } = await import("#functions/queue/change-queue.ts");
const { drawLobby, takeArrivals, toQueue } = await import("#functions/queue/queue-store.ts");
const { dynamo, tableNamed } = await import("#functions/shared/dynamodb.ts");
const { systemClock } = await import("#functions/shared/time.ts");
const { unitsOf, withBefore } = await import("#test/integration/support/dynamo-traffic.ts");
const { claim, createSale, join, people, queueOf, tickNow } = await import("#test/integration/support/sale.ts");

jest.setTimeout(60_000);

type StoredItem = Readonly<Record<string, unknown>>;

const TABLE = tableNamed("queue");
const [QUEUES] = MIGRATIONS;
if (QUEUES === undefined) throw new Error("There is no migration of queues.");

const allItems = async (): Promise<readonly StoredItem[]> => {
  const { Items: items = [] } = await dynamo.send(new ScanCommand({ TableName: TABLE, ConsistentRead: true }));
  return items;
};

afterEach(async () => {
  for (const { pk, sk } of await allItems())
    await dynamo.send(new DeleteCommand({ TableName: TABLE, Key: { pk, sk } }));
});
afterAll(() => environment.stop());

const stateKey = (concertId: string) => ({ pk: `QUEUE#${concertId}`, sk: "STATE" });

const storedState = async (concertId: string): Promise<StoredItem> => {
  const key = stateKey(concertId);
  const { Item: item = {} } = await dynamo.send(new GetCommand({ TableName: TABLE, Key: key, ConsistentRead: true }));
  return item;
};

const put = (item: StoredItem) => dynamo.send(new PutCommand({ TableName: TABLE, Item: item }));

const OLDER = "REMOVE v, stats.accessibleUnitsLeft, stats.soldOutCategories, stats.skipped, pace";

/** Takes fields from an item, as if it had been stored before they were there. */
const makeOlder = (concertId: string, change = OLDER) =>
  dynamo.send(new UpdateCommand({ TableName: TABLE, Key: stateKey(concertId), UpdateExpression: change }));

const olderQueue = async (): Promise<string> => {
  const { concertId } = await createSale();
  await makeOlder(concertId);
  return concertId;
};

const AT_ONCE = new UnitPace(Number.POSITIVE_INFINITY);

const pagesOf = (options: {
  readonly isDryRun?: boolean;
  readonly after?: ItemKey | undefined;
  readonly pace?: typeof AT_ONCE;
}) => migrateTable(QUEUES, { dynamo, tableName: TABLE, after: undefined, isDryRun: false, pace: AT_ONCE, ...options });

const migrate = async (options: Parameters<typeof pagesOf>[0] = {}) => {
  const pages: MigratedPage[] = [];
  for await (const page of pagesOf(options)) pages.push(page);
  const sum = (field: "read" | "below" | "migrated") => pages.reduce((total, page) => total + page[field], 0);
  return {
    read: sum("read"),
    below: sum("below"),
    migrated: sum("migrated"),
    damaged: pages.flatMap(({ damaged }) => damaged),
  };
};

describe("an item of version 1", () => {
  it("is read the same before and after, and then has every field of a new one", async () => {
    const older = await olderQueue();
    const { concertId: fresh } = await createSale();
    const before = await queueOf(older);

    expect(await migrate()).toMatchObject({ below: 1, migrated: 1, damaged: [] });

    const item = await storedState(older);
    const freshItem = await storedState(fresh);
    expect(toQueue(item)).toEqual(before);
    expect(item["v"]).toBe(QUEUES.version);
    const fieldsOf = (state: StoredItem) => [
      Object.keys(state).toSorted(),
      Object.keys(state["stats"] as object).toSorted(),
    ];
    expect(fieldsOf(item)).toEqual(fieldsOf(freshItem));
  });

  it("keeps the fields that it has", async () => {
    const { concertId } = await createSale();
    await join(concertId, people(3));
    await tickNow(concertId);
    await makeOlder(concertId, "SET stats.skipped = stats.admittedPerMinute REMOVE v, stats.soldOutCategories");
    const before = await storedState(concertId);

    await migrate();

    const { v: _version, ...after } = await storedState(concertId);
    expect(before).toMatchObject({ stats: { skipped: 3 }, pace: { admitted: 3 } });
    expect(after).toEqual({ ...before, stats: { ...(before["stats"] as object), soldOutCategories: [] } });
  });

  it("is counted by a dry run, which writes nothing", async () => {
    const concertId = await olderQueue();
    const before = await storedState(concertId);

    const units = await unitsOf(async () => {
      expect(await migrate({ isDryRun: true })).toMatchObject({ below: 1, migrated: 0 });
    });

    expect(await storedState(concertId)).toEqual(before);
    expect(units.calls).toEqual(new Map([["ScanCommand", 1]]));
  });

  it("is written once: a second run finds nothing and writes nothing", async () => {
    await olderQueue();
    const first = await unitsOf(() => migrate());
    const before = await allItems();

    const second = await unitsOf(async () => {
      expect(await migrate()).toMatchObject({ below: 0, migrated: 0 });
    });

    expect(first.calls).toEqual(
      new Map([
        ["ScanCommand", 1],
        ["UpdateItemCommand", 1],
      ]),
    );
    expect(second.calls).toEqual(new Map([["ScanCommand", 1]]));
    expect(second.write).toBe(0);
    expect(await allItems()).toEqual(before);
  });
});

describe("an item that was found below the version", () => {
  it("does not come back if it is removed meanwhile", async () => {
    const concertId = await olderQueue();
    const remove = () => dynamo.send(new DeleteCommand({ TableName: TABLE, Key: stateKey(concertId) }));

    const result = await withBefore("Update", remove, () => migrate());

    expect(result).toMatchObject({ below: 1, migrated: 0, damaged: [] });
    expect(await storedState(concertId)).toEqual({});
  });

  it("is left to another run that was faster", async () => {
    await olderQueue();
    let faster: Awaited<ReturnType<typeof migrate>> | undefined;

    const result = await withBefore(
      "Update",
      async () => {
        faster = await migrate();
      },
      () => migrate(),
    );

    expect(faster).toMatchObject({ below: 1, migrated: 1 });
    expect(result).toMatchObject({ below: 1, migrated: 0, damaged: [] });
  });
});

describe("what is not below the version stays as it is:", () => {
  it("items of other kinds, and queues of a newer version", async () => {
    const { concertId } = await createSale({ isDrawn: false });
    const [mina = "", jun = ""] = people(2);
    await join(concertId, [mina, jun]);
    await drawLobby(await queueOf(concertId));
    await tickNow(concertId);
    await claim(concertId, mina);
    await changeQueue({ concertId, operatorId: "operator", change: { paused: true } }, systemClock);
    await put({ pk: "SEED#con_other", sk: "STATE", stats: {} });
    await put({ ...stateKey("con_newer"), v: QUEUES.version + 1 });
    const before = await allItems();
    await olderQueue();

    const { read, below, migrated } = await migrate();

    const kinds = new Set(before.map(({ pk, sk }) => `${String(pk).split("#")[0]} ${String(sk).split("#")[0]}`));
    expect([...kinds].toSorted()).toEqual([
      "COHORT COUNT",
      "QUEUE CHANGE",
      "QUEUE COHORT",
      "QUEUE STATE",
      "SEED SEED",
      "SEED STATE",
      "TOKEN TOKEN",
    ]);
    expect([read, below, migrated]).toEqual([before.length + 1, 1, 1]);
    expect(await allItems()).toEqual(expect.arrayContaining([...before]));
  });

  it("a queue, whatever is written to it later", async () => {
    const { concertId } = await createSale({ isDrawn: false });
    await join(concertId, people(2));
    await drawLobby(await queueOf(concertId));
    await tickNow(concertId);
    await changeQueue({ concertId, operatorId: "operator", change: { admitPerTick: 7 } }, systemClock);

    expect(await storedState(concertId)).toMatchObject({ v: QUEUES.version, settings: { admitPerTick: 7 } });
    expect(await migrate()).toMatchObject({ below: 0 });
  });
});

test("a damaged item is reported, and the others are migrated", async () => {
  const sound = await olderQueue();
  const { concertId: without } = await createSale();
  await makeOlder(without, "REMOVE v, stats");
  const wrong = { ...stateKey("con_wrong"), v: "2" };
  await put(wrong);

  const { below, migrated, damaged } = await migrate();

  expect([below, migrated]).toEqual([3, 1]);
  expect(damaged.map(({ pk, reason }) => [pk, reason])).toEqual(
    expect.arrayContaining([
      [`QUEUE#${without}`, expect.stringContaining("document path")],
      ["QUEUE#con_wrong", "its v is not a number"],
    ]),
  );
  expect(await storedState(sound)).toMatchObject({ v: QUEUES.version });
  expect(await storedState(without)).not.toHaveProperty("v");
  expect(await storedState("con_wrong")).toEqual(wrong);
});

/** While `act` runs, a page of a scan has at most so many items. */
const withPagesOf = async <T>(itemsMax: number, act: () => Promise<T>): Promise<T> => {
  const name = "small-pages";
  dynamo.middlewareStack.add(
    (next, { commandName }) =>
      (args) =>
        next(commandName === "ScanCommand" ? { ...args, input: { ...args.input, Limit: itemsMax } } : args),
    { step: "initialize", name, override: true },
  );
  try {
    return await act();
  } finally {
    dynamo.middlewareStack.remove(name);
  }
};

test("a run that ends after its first page goes on from there", async () => {
  for (let index = 0; index < 5; index += 1) await olderQueue();

  const { first, left, rest } = await withPagesOf(2, async () => {
    const { value: page } = await pagesOf({}).next();
    const { below: left } = await migrate({ isDryRun: true });
    return { first: page as MigratedPage, left, rest: await migrate({ after: (page as MigratedPage).last }) };
  });

  expect([first.read, first.migrated, left]).toEqual([2, 2, 3]);
  expect(rest).toMatchObject({ read: 3, below: 3, migrated: 3 });
  expect(await migrate()).toMatchObject({ read: 5, below: 0 });
});

test("each call waits until those before it have been paid for", async () => {
  for (let index = 0; index < 3; index += 1) await olderQueue();
  const moments: number[] = [];
  const clock = { nowMs: () => 0, waitUntil: (moment: number) => Promise.resolve(void moments.push(moment)) };

  await migrate({ pace: new UnitPace(2, clock) });

  const [beforeScan, ...beforeUpdates] = moments;
  expect(beforeScan).toBe(0);
  // Half a read unit or more for the page, then a write unit or more for each item.
  expect(beforeUpdates).toHaveLength(3);
  const [first = 0, second = 0, third = 0] = beforeUpdates;
  expect(first).toBeGreaterThanOrEqual(250);
  expect(second - first).toBeGreaterThanOrEqual(500);
  expect(third - second).toBeGreaterThanOrEqual(500);
});

/** What the service writes to a queue while it is migrated, and how it shows afterwards. */
const WRITES: readonly (readonly [
  name: string,
  command: string,
  write: (concertId: string) => Promise<unknown>,
  shows: Readonly<Record<string, unknown>>,
])[] = [
  ["an admission tick", "TransactWrite", tickNow, { lanes: { GENERAL: { served: 3 } }, pace: { admitted: 3 } }],
  [
    "a change of settings",
    "TransactWrite",
    (concertId) => changeQueue({ concertId, operatorId: "operator", change: { admitPerTick: 7 } }, systemClock),
    { settings: { admitPerTick: 7 }, revision: 1 },
  ],
  [
    "a batch of joins",
    "Update",
    (concertId) => takeArrivals(concertId, "GENERAL", 4),
    { lanes: { GENERAL: { issued: 7 } } },
  ],
];

describe.each(WRITES)("%s beside a migration", (_, command, write, shows) => {
  const waitingQueue = async (): Promise<string> => {
    const { concertId } = await createSale();
    await join(concertId, people(3));
    await makeOlder(concertId);
    return concertId;
  };

  const expectNothingLost = async (concertId: string): Promise<void> => {
    const item = await storedState(concertId);
    expect(item).toMatchObject(shows);
    expect(item).toMatchObject({
      v: QUEUES.version,
      stats: { accessibleUnitsLeft: 0, soldOutCategories: [], skipped: 0 },
    });
    expect(item).toHaveProperty("pace.admittedAt");
  };

  it("is not lost if it is written after the migration has read the item", async () => {
    const concertId = await waitingQueue();

    await withBefore("Update", () => write(concertId), migrate);

    await expectNothingLost(concertId);
  });

  it("is written if the migration writes after it has read the item, and loses nothing of it", async () => {
    const concertId = await waitingQueue();

    await withBefore(command, migrate, () => write(concertId));

    await expectNothingLost(concertId);
  });

  it("positive control: it would be lost if a migration read the item and wrote it whole", async () => {
    const concertId = await waitingQueue();
    const rewrite = async () => {
      const item = toQueue(await storedState(concertId));
      await withBefore(
        "Put",
        () => write(concertId),
        () => put({ ...stateKey(concertId), ...item, v: QUEUES.version }),
      );
    };

    await rewrite();

    const item = await storedState(concertId);
    expect(item).toMatchObject({ v: QUEUES.version, stats: { skipped: 0 } });
    expect(item).not.toMatchObject(shows);
  });
});

test("a crowd of joins and ticks beside a migration loses nothing", async () => {
  const concerts = await Promise.all(Array.from({ length: 4 }, olderQueue));
  const crowd = concerts.flatMap((concertId) =>
    Array.from({ length: 10 }, () => takeArrivals(concertId, "GENERAL", 2)),
  );

  await Promise.all([...crowd, ...concerts.map((concertId) => tickNow(concertId)), migrate(), migrate()]);
  for (const concertId of concerts) await tickNow(concertId);

  for (const concertId of concerts) {
    expect(await storedState(concertId)).toMatchObject({
      v: QUEUES.version,
      lanes: { GENERAL: { issued: 20, served: 20 } },
      stats: { skipped: 0 },
    });
  }
});
