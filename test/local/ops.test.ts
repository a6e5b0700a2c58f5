/** `npm run ops` against a service on this machine. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { ListQueuesCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createEncoreClient } from "#client/encore-client.ts";
import { clientFor, LOCAL_CREDENTIALS } from "#local/dynamodb/credentials.ts";
import { LOCAL_REGION } from "#local/stack/physical-names.ts";
import { endAll, type Ready, startReady } from "#test/local/support/start-process.ts";

/** Long, because the machine may be busy with other tests. */
const START_TIMEOUT_MS = 400_000;
const RUN_TIMEOUT_MS = 120_000;

let folder: string;
let ready: Ready;
let concertId: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "encore-ops-"));
  ({ ready } = await startReady(folder, []));
  const { body } = await createEncoreClient({ url: ready.url }).call("listConcerts", { query: { limit: 100 } });
  const open = body.items.find(({ opensAt }) => Date.parse(opensAt) < Date.now());
  if (open === undefined) throw new Error("no open concert");
  ({ concertId } = open);
}, START_TIMEOUT_MS);

afterAll(async () => {
  await endAll();
  await rm(folder, { recursive: true, force: true });
});

const ops = async (...words: readonly string[]) => {
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL_SQS: ready.sqs,
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
    AWS_REGION: LOCAL_REGION,
  };
  const command = spawn(process.execPath, ["cli/ops.ts", ...words], { env });
  const [stdout, stderr, [code]] = await Promise.all([
    text(command.stdout),
    text(command.stderr),
    once(command, "close") as Promise<[number]>,
  ]);
  return { stdout, stderr, code };
};
const ofConcert = () => ["--url", ready.url, "--issuer", ready.issuer, "--concert", concertId] as const;

describe("npm run ops", () => {
  test(
    "pauses a concert, shows it, resumes it, and says when nobody is inside",
    async () => {
      const open = await ops("status", ...ofConcert());
      expect(open).toMatchObject({ code: 0, stderr: "" });
      expect(open.stdout).toMatch(new RegExp(`^Concert ${concertId}: OPEN\n {2}waiting +\\d`));

      expect((await ops("pause", ...ofConcert())).stdout).toContain(": PAUSED\n");
      expect((await ops("status", ...ofConcert())).stdout).toContain(": PAUSED\n");
      expect((await ops("resume", ...ofConcert())).stdout).toContain(": OPEN\n");

      const drained = await ops("drain", ...ofConcert());
      expect(drained.code).toBe(0);
      expect(drained.stdout).toContain("Nobody is inside.\n");
      expect((await ops("status", ...ofConcert())).stdout).toContain(": PAUSED\n");
      await ops("resume", ...ofConcert());
    },
    RUN_TIMEOUT_MS,
  );

  test(
    "audits it",
    async () => {
      const audited = await ops("audit", ...ofConcert());
      expect(audited).toMatchObject({ code: 0, stderr: "" });
      expect(audited.stdout).toMatch(/Clean\.\n$/);
    },
    RUN_TIMEOUT_MS,
  );

  test(
    "shows dead letters, and moves them back only with --yes",
    async () => {
      const sqs = new SQSClient(clientFor(ready.sqs));
      const { QueueUrls: urls = [] } = await sqs.send(new ListQueuesCommand({}));
      const dead = urls.find((url) => url.includes("WebhookDeliveryDeadLetters"));
      // A delivery to a webhook that is gone, which its function drops.
      const delivery = {
        webhookId: "whk_gone",
        eventId: "evt_1",
        eventType: "reservation.paid",
        attempt: 1,
        body: "{}",
      };
      await sqs.send(new SendMessageCommand({ QueueUrl: dead, MessageBody: JSON.stringify(delivery) }));
      sqs.destroy();

      expect((await ops("status", "--stage", "dev")).stdout).toContain("Dead letters:\n  WebhookDelivery: 1\n");
      const redrive = ["redrive", "--stage", "dev", "--queue", "WebhookDelivery"];
      expect((await ops(...redrive)).stdout).toBe(
        "WebhookDelivery has 1 dead letter. Add --yes to move back what it has.\n",
      );
      expect((await ops(...redrive, "--yes")).stdout).toBe("Moved back: 1 dead letter of WebhookDelivery.\n");
      expect((await ops(...redrive, "--yes")).stdout).toBe("WebhookDelivery has no dead letters.\n");
    },
    RUN_TIMEOUT_MS,
  );

  test(
    "says what is wrong with a command",
    async () => {
      const wrong = async (...words: readonly string[]) => {
        const { code, stderr } = await ops(...words);
        expect(code).toBe(2);
        return stderr;
      };
      expect(await wrong()).toContain("Name one action: status, pause,");
      expect(await wrong("explode")).toContain('There is no action "explode".');
      expect(await wrong("pause", "--url", ready.url)).toContain("This action needs --concert.");
      expect(await wrong("relax", "--stage", "nope")).toContain("--stage must be one of dev, staging, prod");
      expect(await wrong("relax", "--stage", "dev", "--yes", "--dry-run")).toContain("Either --yes or --dry-run.");
      expect(await wrong("prepare", "--stage", "dev", "--users", "many", "--seats", "1")).toContain("--users must be");
    },
    RUN_TIMEOUT_MS,
  );
});
