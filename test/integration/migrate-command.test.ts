/** `npm run migrate` as operators run it, on the tables of a stage. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { toPosition } from "#cli/migrate/position.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { dynamo, tableNamed } = await import("#functions/shared/dynamodb.ts");
const { createSale } = await import("#test/integration/support/sale.ts");

jest.setTimeout(120_000);

const TABLE = tableNamed("queue");
const BELOW = 3;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "encore-migrate-"));
});
afterAll(async () => {
  await environment.stop();
  await rm(folder, { recursive: true });
});

/** Of the stage prod: unlike clean-stage, this command is for it too. */
const outputsFile = async (tableName: string): Promise<string> => {
  const file = join(folder, "outputs.json");
  await writeFile(
    file,
    JSON.stringify({ "Encore-prod-data": { UserPoolId: "ap-northeast-2_pool", QueueTableName: tableName } }),
  );
  return file;
};

const run = async (outputs: string, ...words: readonly string[]) => {
  const command = spawn(process.execPath, ["cli/migrate.ts", "--outputs", outputs, ...words], {
    env: process.env,
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(command.stdout),
    text(command.stderr),
    once(command, "close") as Promise<[number]>,
  ]);
  return { stdout, stderr, code };
};

test("counts, migrates, and says that nothing is left", async () => {
  for (let index = 0; index < BELOW; index += 1) {
    const { concertId } = await createSale();
    const key = { pk: `QUEUE#${concertId}`, sk: "STATE" };
    await dynamo.send(new UpdateCommand({ TableName: TABLE, Key: key, UpdateExpression: "REMOVE v, stats.skipped" }));
  }
  await createSale();
  const outputs = await outputsFile(TABLE);

  const before = await run(outputs, "--dry-run");
  const migration = await run(outputs, "--yes", "--name", "queues");
  const after = await run(outputs, "--dry-run");

  expect(before).toEqual({
    code: 1,
    stderr: "",
    stdout: `queues, to version 2, in ${TABLE}:\n  read 4, to be migrated 3; done\n3 items are below the version. Run it with --yes.\n`,
  });
  expect(migration).toMatchObject({ code: 0, stderr: "" });
  expect(migration.stdout).toContain("  read 4, to be migrated 3, migrated 3; done\nNo item is below its version.\n");
  expect(after).toMatchObject({ code: 0 });
  expect(after.stdout).toContain("read 4, to be migrated 0; done\nNo item is below its version.\n");
});

test("goes on from a position of the same table alone", async () => {
  const { concertId } = await createSale();
  const key = { pk: `QUEUE#${concertId}`, sk: "STATE" };
  const from = (tableName: string) => toPosition({ migration: "queues", tableName, key });
  const outputs = await outputsFile(TABLE);
  const whole = await run(outputs, "--dry-run");

  const rest = await run(outputs, "--dry-run", "--from", from(TABLE));
  const elsewhere = await run(outputs, "--dry-run", "--from", from("Encore-dev-Queue"));

  const readIn = ({ stdout }: { readonly stdout: string }) => Number(/read (\d+)/.exec(stdout)?.[1]);
  expect(readIn(rest)).toBeLessThan(readIn(whole));
  expect(rest.stdout).toContain("What comes before --from was not read");
  expect(elsewhere).toMatchObject({ code: 2, stdout: "" });
  expect(elsewhere.stderr).toBe(
    `encore: --from is a position in the table Encore-dev-Queue, and this stage has ${TABLE}.\n`,
  );
});

test("fails with one sentence if there is no such table, or an option is wrong", async () => {
  const missing = await run(await outputsFile(`${TABLE}-gone`), "--yes");
  const wrong = await run(await outputsFile(TABLE), "--yes", "--dry-run");

  expect(missing.code).toBe(2);
  expect(missing.stderr).toMatch(/^encore: .*non-existent table.*\n$/);
  expect(wrong).toMatchObject({ code: 2, stderr: "encore: Pass either --dry-run or --yes. See --help.\n" });
});
