/** One id from a request to the messages and the log lines that follow from it, against a real SQS server. */
import { CreateQueueCommand } from "@aws-sdk/client-sqs";
import { afterAll, afterEach, describe, expect, it, jest } from "@jest/globals";
import type { SQSEvent } from "aws-lambda";
import * as z from "zod/mini";
import { causedBy, causingRequest } from "#functions/shared/cause.ts";
import { log } from "#functions/shared/log.ts";
import { carryOutEach, readMessages } from "#functions/shared/sqs-batch.ts";
import { startSqs } from "#local/sqs/sqs-server.ts";
import { readSqsQueue } from "#local/triggers/sqs-reader.ts";
import { eventually } from "#test/support/eventually.ts";

const server = await startSqs();
Object.assign(process.env, {
  AWS_REGION: "ap-northeast-2",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_ENDPOINT_URL_SQS: server.endpoint,
  STEPS_QUEUE_URL: `${server.endpoint}/000000000000/steps`,
});
const { sqs, sqsSender } = await import("#functions/shared/sqs.ts");
await sqs.send(new CreateQueueCommand({ QueueName: "steps" }));

afterAll(async () => {
  sqs.destroy();
  await server.stop();
});
afterEach(() => {
  jest.restoreAllMocks();
});

const StepSchema = z.object({ left: z.int() });
type Step = z.infer<typeof StepSchema>;
const { send, sendAll } = sqsSender<Step>("STEPS_QUEUE_URL");

describe("the request that caused something", () => {
  it("is known to all that follows from it, and to nothing beside it", async () => {
    const seen = await Promise.all([
      causedBy("one", async () => {
        await Promise.resolve();
        return causingRequest();
      }),
      causedBy("two", () => causedBy(undefined, () => Promise.resolve(causingRequest()))),
      Promise.resolve(causingRequest()),
    ]);
    expect(seen).toEqual(["one", "two", undefined]);
  });

  it("is in every line of the log", () => {
    const lines: unknown[] = [];
    jest.spyOn(console, "warn").mockImplementation((line: unknown) => void lines.push(line));
    causedBy("req-1", () => log.warn("slow", { seconds: 3 }));
    log.warn("slow");
    expect(lines).toEqual([{ message: "slow", httpRequestId: "req-1", seconds: 3 }, { message: "slow" }]);
  });

  it("travels with messages to the functions that read them, and on to the messages that these send", async () => {
    const errors: unknown[] = [];
    jest.spyOn(console, "error").mockImplementation((line: unknown) => void errors.push(line));
    const seen: [number, string | undefined][] = [];
    const act = async ({ left }: Step): Promise<void> => {
      seen.push([left, causingRequest()]);
      if (left === 7) throw new Error("hopeless");
      if (left > 0 && left < 5) await send({ left: left - 1 });
    };
    const reader = readSqsQueue({
      client: sqs,
      queueUrl: process.env["STEPS_QUEUE_URL"] ?? "",
      queueName: "steps",
      source: {
        kind: "sqs",
        functionId: "steps",
        sourceId: "steps",
        batchSize: 10,
        windowSeconds: 0,
        reportsFailures: true,
        concurrencyMax: 5,
      },
      invoke: async (event) => {
        const { messages } = readMessages(StepSchema, (event as SQSEvent).Records);
        await carryOutEach(messages, 10, act);
        return { kind: "result", payload: { batchItemFailures: [] } };
      },
    });

    await causedBy("req-2", () => send({ left: 2 }));
    await causedBy("req-3", () => sendAll([{ left: 5 }, { left: 7 }]));
    await send({ left: 6 });
    await eventually("six messages", () => seen.length === 6 || undefined);
    reader.stop();

    expect(seen.toSorted(([one], [other]) => one - other)).toEqual([
      [0, "req-2"],
      [1, "req-2"],
      [2, "req-2"],
      [5, "req-3"],
      [6, undefined],
      [7, "req-3"],
    ]);
    expect(errors).toEqual([
      expect.objectContaining({ message: "message failed", httpRequestId: "req-3", reason: "hopeless" }),
    ]);
  });
});
