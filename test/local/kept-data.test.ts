import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { createEncoreClient } from "#client/encore-client.ts";
import { clientFor } from "#local/dynamodb/credentials.ts";
import { fetchAccessToken } from "#local/identity/access-token.ts";
import { endAll, runStart, startReady } from "#test/local/support/start-process.ts";
import { eventually } from "#test/support/eventually.ts";

/** Long, because the machine may be busy with other tests. */
const START_TIMEOUT_MS = 400_000;
/** Node alone, so that no Java is found. */
const WITHOUT_JAVA = { PATH: dirname(process.execPath) };
const WITHOUT_LOCALE = { LANG: undefined, LC_ALL: undefined, LC_CTYPE: undefined };

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "encore-kept-"));
});

afterEach(async () => {
  await endAll();
  await rm(folder, { recursive: true, force: true });
});

test.each([
  ["recorded in the folder", "engine.json", '{"engine":"dynamodb-local"}'],
  ["known from its database", "shared-local-instance.db", ""],
])(
  "Data of DynamoDB Local, %s, are refused without Java instead of starting empty",
  async (_, file, content) => {
    await mkdir(join(folder, "dynamodb"));
    await writeFile(join(folder, "dynamodb", file), content);

    const { code, stderr } = await runStart(["--port", "0", "--data", folder], { env: WITHOUT_JAVA }).ended;

    expect(stderr).toMatch(
      /^encore: The service can't start\. The data in \S+ were written by dynamodb-local, .*Java 17.*--data folder\.\n$/,
    );
    expect(code).toBe(1);
    expect(await readdir(folder)).not.toContain("lock.json");
  },
  START_TIMEOUT_MS,
);

test(
  "A data folder with Korean letters works without a locale",
  async () => {
    const data = join(folder, "공연 자료");

    await startReady(folder, ["--seed", "none", "--data", data], { env: WITHOUT_LOCALE });

    expect(await readdir(join(data, "dynamodb"))).toEqual(
      expect.arrayContaining(["engine.json", expect.stringMatching(/\.db$/)]),
    );
  },
  START_TIMEOUT_MS,
);

test(
  "Two services on one data folder are refused; after kill -9 the next one takes it over and removes what was left",
  async () => {
    const data = join(folder, "data");
    const stackFolders = async () => (await readdir(folder)).filter((name) => name.startsWith("encore-stack-"));
    const options = ["--seed", "none", "--data", data];
    const first = await startReady(folder, options);

    const second = await runStart(["--port", "0", ...options], { env: { TMPDIR: folder } }).ended;
    first.child.kill("SIGKILL");
    await first.ended;
    const left = await stackFolders();
    await rm(join(folder, "ready.json"));
    await startReady(folder, options);

    expect(second.stderr).toContain(`The service with process id ${first.ready.pid} `);
    expect(second.code).toBe(1);
    expect(left).toHaveLength(1);
    expect(await stackFolders()).toEqual([expect.not.stringMatching(left[0] ?? "")]);
  },
  START_TIMEOUT_MS * 2,
);

/** The tables of a running service. */
const tablesAt = (endpoint: string) => DynamoDBDocumentClient.from(new DynamoDBClient(clientFor(endpoint)));

test(
  "Queues that an earlier version stored are brought to the current schema version by the next start",
  async () => {
    const options = ["--data", join(folder, "data"), "--without", "admit"];
    const first = await startReady(folder, options);
    const before = tablesAt(first.ready.dynamodb);
    const { TableNames: names = [] } = await before.send(new ListTablesCommand({}));
    const TableName = names.find((name) => name.includes("QueueTable"));
    const { Items: queues = [] } = await before.send(
      new ScanCommand({ TableName, FilterExpression: "sk = :sk", ExpressionAttributeValues: { ":sk": "STATE" } }),
    );
    const { pk, sk } = queues[0] ?? {};
    await before.send(
      new UpdateCommand({ TableName, Key: { pk, sk }, UpdateExpression: "REMOVE v, stats.skipped, pace" }),
    );
    before.destroy();
    first.child.kill("SIGTERM");
    const { stdout: firstStart } = await first.ended;

    const second = await startReady(folder, options);
    const after = tablesAt(second.ready.dynamodb);
    const { Item: queue } = await after.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true }));
    after.destroy();

    second.child.kill("SIGTERM");
    expect(firstStart).toContain("Brought to the current schema version in the kept data: 0 items.");
    expect((await second.ended).stdout).toContain("Brought to the current schema version in the kept data: 1 item.");
    expect(queue).toMatchObject({ v: 2, stats: { skipped: 0 }, pace: { admittedAt: 0 } });
  },
  START_TIMEOUT_MS * 2,
);

test(
  "M3: a top-up whose check was lost with the SQS queues is credited after the next start, though its user never comes back",
  async () => {
    const RESPONSE_LOST = 19_002;
    const options = ["--seed", "none", "--data", join(folder, "data")];
    const first = await startReady(folder, options);
    // Not the typed client, which would send it again.
    const { status } = await fetch(`${first.ready.url}/v1/balance/top-ups`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${await fetchAccessToken(first.ready.issuer, { user: "mina" })}`,
        "content-type": "application/json",
        "idempotency-key": "once",
      },
      body: JSON.stringify({ amount: RESPONSE_LOST }),
    });
    first.child.kill("SIGKILL");
    await first.ended;
    await rm(join(folder, "ready.json"));

    const second = await startReady(folder, options);
    const { url, issuer } = second.ready;
    const mina = createEncoreClient({ url, userToken: await fetchAccessToken(issuer, { user: "mina" }) });
    const entries = await eventually(
      "the top-up is credited",
      async () => {
        const { body } = await mina.call("listEntries");
        return body.items.length > 0 ? body.items : undefined;
      },
      60,
    );

    second.child.kill("SIGTERM");
    expect(status).toBe(503);
    expect(entries).toMatchObject([{ kind: "TOP_UP", amount: RESPONSE_LOST }]);
    expect((await second.ended).stdout).toContain("followed up: 0 holds, 1 top-up, and 0 call-offs not final.");
  },
  START_TIMEOUT_MS * 2,
);
