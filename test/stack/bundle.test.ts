import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { buildApp } from "fauxqs";
import { ABSENT_MODULES } from "#lib/build/absent-modules.ts";
import { bundle } from "#lib/build/bundle.ts";
import { SDK_ERRORS } from "#lib/build/bundle-sdk-errors.ts";
import { bytesMaxOf, FUNCTION_BYTES_MAX, HEALTH_HANDLER } from "#lib/build/bundle-size.ts";
import { DOCS_FILES, DOCS_HANDLER } from "#lib/build/docs-files.ts";
import { functionList } from "#lib/function-list.ts";
import { PROJECT_DIR } from "#lib/project.ts";
import { type ScriptedServices, startScriptedServices } from "#test/stack/support/scripted-services.ts";
import { runInThread } from "#test/stack/support/thread.ts";
import { startEngine, type TestEngine } from "#test/support/engine.ts";

const FIXTURES = join(import.meta.dirname, "fixtures");
const CREDENTIALS = { AWS_REGION: "eu-west-1", AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
const EVERY_CLIENT = "every-client";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "encore-bundle-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("the AWS clients in a bundle", () => {
  let engine: TestEngine;
  const sqs = buildApp({ logger: false });
  let sqsUrl: string;
  let scripted: ScriptedServices;
  const table = `bundle-${crypto.randomUUID()}`;

  const dynamo = () =>
    new DynamoDBClient({
      endpoint: engine.endpoint,
      region: CREDENTIALS.AWS_REGION,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });

  beforeAll(async () => {
    [engine, sqsUrl, scripted] = await Promise.all([
      startEngine(),
      sqs.listen({ port: 0, host: "127.0.0.1" }),
      startScriptedServices(),
    ]);
    await dynamo().send(
      new CreateTableCommand({
        TableName: table,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [
          { AttributeName: "pk", AttributeType: "S" },
          { AttributeName: "sk", AttributeType: "S" },
        ],
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "sk", KeyType: "RANGE" },
        ],
      }),
    );
  });
  afterAll(async () => {
    await dynamo().send(new DeleteTableCommand({ TableName: table }));
    await Promise.all([engine.stop(), sqs.close(), scripted.stop()]);
  });

  test("do all that a function asks of them, with parts of the SDK left out", async () => {
    // Prepare
    const bundles = await bundle({ sourceDir: FIXTURES, outDir: folder, handlers: [EVERY_CLIENT] });
    const sqsClient = new SQSClient({
      endpoint: sqsUrl,
      region: CREDENTIALS.AWS_REGION,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    await sqsClient.send(new CreateQueueCommand({ QueueName: "bundle" }));

    // Act
    const result = await runInThread({
      file: join(bundles.folderOf(EVERY_CLIENT), "index.mjs"),
      environment: {
        ...CREDENTIALS,
        AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
        AWS_ENDPOINT_URL_SQS: sqsUrl,
        AWS_ENDPOINT_URL_SECRETS_MANAGER: scripted.url,
        AWS_ENDPOINT_URL_EVENTBRIDGE: scripted.url,
      },
      event: { table, queue: `${sqsUrl}/000000000000/bundle`, scripted: scripted.url },
    });

    // Assess
    const failure = { fault: "client", status: 400, attempts: 1 };
    expect(result).toEqual({
      seats: 3,
      list: ["a", 0.5, true, null],
      bytes: [1, 2, 255],
      set: ["x"],
      refused: ["TransactionCanceledException", "ConditionalCheckFailed"],
      refusedSeats: 3,
      failed: "ConditionalCheckFailedException",
      failedSeats: 3,
      noTable: "ResourceNotFoundException",
      queried: 1,
      scanned: 1,
      got: 1,
      pages: 2,
      readAsWritten: 4,
      sent: "string",
      batch: 1,
      noQueue: "QueueDoesNotExist",
      secret: "of the test",
      secretMadeAt: "2027-01-15T08:00:00.250Z",
      noSecret: "ResourceNotFoundException",
      eventsFailed: 0,
      eventsBroken: ["InternalException", 2],
      throttled: { seats: 7 },
      conflict: { seats: 8 },
      broken: { name: "InternalServerError", message: "Out of order.", fault: "server", status: 500, attempts: 3 },
      invalid: { ...failure, name: "ValidationException", message: "Not a table." },
      backup: { ...failure, name: "BackupInUseException", message: "In use." },
      silent: "TimeoutError",
      tokens: { sub: "u1", isOtherRefused: true },
      // Names of functions stay, those that a package does not export as well.
      stacks: [
        expect.stringMatching(/ AwsJson1_0Protocol\.handleError .* AwsJson1_0Protocol\.deserializeResponse /s),
        expect.stringMatching(
          / convertToAttr .* convertToMapAttrFromEnumerableProps .* processObj .* processAllKeysInObj /s,
        ),
      ],
    });
  });

  test("name the part that was left out when something needs it after all", async () => {
    // Prepare: without keys in its environment the SDK goes on to the next place to find them
    const bundles = await bundle({ sourceDir: FIXTURES, outDir: folder, handlers: [EVERY_CLIENT] });

    // Act
    const running = runInThread({
      file: join(bundles.folderOf(EVERY_CLIENT), "index.mjs"),
      environment: { AWS_REGION: CREDENTIALS.AWS_REGION, AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint },
      event: { table, queue: "" },
    });

    // Assess
    await expect(running).rejects.toThrow(/@aws-sdk\/credential-provider-ini is left out of this bundle/);
  });

  test("name the file that was left out, too", async () => {
    // Prepare
    const bundles = await bundle({ sourceDir: FIXTURES, outDir: folder, handlers: [EVERY_CLIENT] });

    // Act
    const running = runInThread({
      file: join(bundles.folderOf(EVERY_CLIENT), "index.mjs"),
      environment: { ...CREDENTIALS, AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint, AWS_RETRY_MODE: "adaptive" },
      event: { table, queue: "", scripted: "" },
    });

    // Assess
    await expect(running).rejects.toThrow(/\/AdaptiveRetryStrategy\.js is left out of this bundle/);
  });

  test("are tried with everything of the SDK that functions use", async () => {
    // Act
    const used = await sdkImportsOfFunctions();
    const fixture = await readFile(join(FIXTURES, `${EVERY_CLIENT}.ts`), "utf8");
    const tried = new Set(sdkImports(fixture).map(({ name }) => name));

    // Assess: what is new in a function must run in the fixture, where a part that it needs and is left out shows
    const missing = used.map(({ name }) => name).filter((name) => !tried.has(name));
    expect({ "missing in test/stack/fixtures/every-client.ts": missing }).toEqual({
      "missing in test/stack/fixtures/every-client.ts": [],
    });
    expect(used).toContainEqual({ name: "TransactWriteCommand", module: "@aws-sdk/lib-dynamodb" });
  });

  test("have a class for each error that functions can get", async () => {
    // Prepare
    const used = await sdkImportsOfFunctions();

    // Act
    const commands = used.filter(({ name }) => name.endsWith("Command"));
    const errors = Map.groupBy((await Promise.all(commands.map(documentedErrors))).flat(), ({ client }) => client);

    // Assess
    const lists = [...errors].map(([client, list]) => [client, [...new Set(list.map(({ name }) => name))].toSorted()]);
    expect(Object.fromEntries(lists)).toEqual(SDK_ERRORS);
    const withClass = new Set(Object.values(SDK_ERRORS).flat());
    const named = used.filter(({ name, module }) => module.includes("/client-") && !/(Client|Command)$/.test(name));
    expect(named.filter(({ name }) => !withClass.has(name))).toEqual([]);
    expect(named.map(({ name }) => name)).toContain("ConditionalCheckFailedException");
  });

  test("lack nothing that is no longer installed", () => {
    const gone = ABSENT_MODULES.filter((module) => !existsSync(join(PROJECT_DIR, "node_modules", module)));
    expect(gone).toEqual([]);
  });
});

interface SdkImport {
  readonly name: string;
  readonly module: string;
}

/** The values that a source file imports from the AWS SDK. */
const sdkImports = (source: string): readonly SdkImport[] =>
  [...source.matchAll(/^import \{([^}]*)\} from "(@aws-sdk\/[^"]+)";$/gm)].flatMap(([, names = "", module = ""]) =>
    names
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "" && !name.startsWith("type "))
      .map((name) => ({ name, module })),
  );

const sdkImportsOfFunctions = async (): Promise<readonly SdkImport[]> => {
  const functions = join(PROJECT_DIR, "functions");
  const files = (await readdir(functions, { recursive: true })).filter((file) => file.endsWith(".ts"));
  const sources = await Promise.all(files.map((file) => readFile(join(functions, file), "utf8")));
  return sources.flatMap(sdkImports);
};

interface SdkError {
  readonly name: string;
  readonly client: string;
}

/** The errors of a command that its client's types document, but for the base class. */
const documentedErrors = async ({ name, module }: SdkImport): Promise<readonly SdkError[]> => {
  const types = await readFile(
    join(PROJECT_DIR, "node_modules", module, "dist-types/commands", `${name}.d.ts`),
    "utf8",
  );
  const plain = /(\w+) as __\1 \} from "@aws-sdk\/client-dynamodb"/.exec(types)?.[1];
  if (plain !== undefined) return documentedErrors({ name: plain, module: "@aws-sdk/client-dynamodb" });
  const client = module.replace("@aws-sdk/client-", "");
  const names = [...types.matchAll(/@throws \{@link (\w+)\}/g)].map(([, error = ""]) => error);
  return names.filter((error) => !error.endsWith("ServiceException")).map((error) => ({ name: error, client }));
};

describe("bundling", () => {
  test("names each handler file that does not exist", async () => {
    const bundling = bundle({ sourceDir: FIXTURES, outDir: folder, handlers: ["queue/no-such", EVERY_CLIENT, "gone"] });
    await expect(bundling).rejects.toThrow("do not exist in functions/: queue/no-such.ts, gone.ts");
  });

  test("shows where a source file is wrong", async () => {
    // Prepare
    const sourceDir = join(folder, "wrong");
    await mkdir(sourceDir);
    await writeFile(join(sourceDir, "wrong.ts"), "export const handler = (;\n");

    // Act, Assess
    const bundling = bundle({ sourceDir, outDir: folder, handlers: ["wrong"] });
    await expect(bundling).rejects.toThrow(/wrong\.ts:1:24/);
  });

  test("gives the same bytes wherever they go", async () => {
    const [one, two] = await Promise.all(
      ["one", "two"].map((name) =>
        bundle({ sourceDir: FIXTURES, outDir: join(folder, name), handlers: [EVERY_CLIENT] }),
      ),
    );
    const [first, second] = await Promise.all(
      [one, two].map((made) => readFile(join(made?.folderOf(EVERY_CLIENT) ?? "", "index.mjs"))),
    );
    expect(first?.equals(second ?? Buffer.of())).toBe(true);
  });

  test("has a limit of its own for the health check", () => {
    expect(functionList().map(({ handler }) => handler)).toContain(HEALTH_HANDLER);
    expect(bytesMaxOf(HEALTH_HANDLER)).toBeLessThan(FUNCTION_BYTES_MAX);
  });

  test("puts Swagger UI beside the handler that serves it", async () => {
    // Prepare
    const bundles = await bundle({ outDir: folder, handlers: [DOCS_HANDLER] });

    // Act
    const files = await Promise.all(
      DOCS_FILES.map((name) => readFile(join(bundles.folderOf(DOCS_HANDLER), "docs-files", `${name}.gz`))),
    );

    // Assess: as texts, which Jest compares much faster than buffers
    const installed = DOCS_FILES.map((name) => readFile(join(PROJECT_DIR, "node_modules", "swagger-ui-dist", name)));
    const texts = (await Promise.all(installed)).map((file) => file.toString("latin1"));
    expect(files.map((file) => gunzipSync(file).toString("latin1"))).toEqual(texts);
  });
});
