import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, expect, it, jest } from "@jest/globals";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
process.env["AWS_LAMBDA_FUNCTION_NAME"] = "admit";
const { admit } = await import("#functions/queue/admit.ts");
const { dynamo, tableNamed } = await import("#functions/shared/dynamodb.ts");
const { readPlaceStatus } = await import("#functions/queue/place-status.ts");
const { systemClock } = await import("#functions/shared/time.ts");
const { createSale, join, people, queueOf, servedOf } = await import("#test/integration/support/sale.ts");

const OPTIONS = {
  tickSeconds: 1,
  drawSettleSeconds: 0,
  clockSkewSeconds: 2,
  inventoryPercent: 120,
  clockId: "test",
};

afterEach(() => {
  jest.restoreAllMocks();
});
afterAll(() => environment.stop());

/** One tick of all queues, as if the minute were over then. @returns the failure, and the metric */
const admitOnce = async () => {
  const lines: string[] = [];
  const write = jest.spyOn(process.stdout, "write").mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
  let left = 1;
  const failure: unknown = await admit(OPTIONS, () => {
    left -= 1;
    return left < 0 ? 0 : 60_000;
  }).catch((error: unknown) => error);
  write.mockRestore();
  const line = lines.find((each) => each.includes("SecondsSinceDecision")) ?? "{}";
  return { failure, metric: JSON.parse(line) as Readonly<Record<string, unknown>> };
};

it("a queue in trouble keeps no other waiting, but fails the invocation, and the metric grows", async () => {
  jest.spyOn(console, "error").mockImplementation(() => undefined);
  const [broken, sound] = [await createSale(), await createSale()];
  await join(sound.concertId, people(3));

  const before = await admitOnce();
  expect(before.failure).toBeUndefined();
  expect(before.metric["SecondsSinceDecision"]).toBeLessThan(5);

  await dynamo.send(
    new UpdateCommand({
      TableName: tableNamed("queue"),
      Key: { pk: `QUEUE#${broken.concertId}`, sk: "STATE" },
      UpdateExpression: "SET revision = :damaged",
      ExpressionAttributeValues: { ":damaged": "damaged" },
    }),
  );
  await join(sound.concertId, people(2, "late"));
  const { now } = Date;
  jest.spyOn(Date, "now").mockImplementation(() => now() + 300_000);
  const { failure, metric } = await admitOnce();

  expect(failure).toBeInstanceOf(AggregateError);
  expect(String(failure)).toContain(broken.concertId);
  expect(String(failure)).not.toContain(sound.concertId);
  expect(await servedOf(sound.concertId)).toBe(5);
  expect(metric["SecondsSinceDecision"]).toBeGreaterThanOrEqual(299);
  expect(metric).toMatchObject({
    FunctionName: "admit",
    _aws: { CloudWatchMetrics: [{ Namespace: "Encore", Dimensions: [["FunctionName"]] }] },
  });
});

it("Q11: with the clock set back by an hour, who is next is admitted within two ticks, and no more than the pace", async () => {
  const { concertId } = await createSale({ settings: { admitPerTick: 1 }, openedSecondsAgo: 7200 });
  const [first = "", second = "", third = ""] = people(3);
  await join(concertId, [first, second, third]);
  await admitOnce();
  expect(await servedOf(concertId)).toBe(1);
  const { now } = Date;
  jest.spyOn(Date, "now").mockImplementation(() => now() - 3_600_000);

  await admitOnce();
  expect(await servedOf(concertId)).toBeLessThanOrEqual(2);
  await admitOnce();

  const statusOf = async (userId: string) =>
    (await readPlaceStatus(await queueOf(concertId), userId, undefined, systemClock())).kind;
  expect(await statusOf(second)).toBe("admitted");
  expect(await statusOf(third)).toBe("waiting");
});
