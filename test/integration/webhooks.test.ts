/** Events on their way to webhooks: each arrives at least once, signed, or ends where somebody looks; and nowhere else. */
import { randomUUID } from "node:crypto";
import { CreateQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, afterEach, describe, expect, it, jest } from "@jest/globals";
import type { SQSEvent } from "aws-lambda";
import type { EncoreEvent } from "#functions/events/rules/event.ts";
import type { ReplayTask } from "#functions/webhooks/replay-messages.ts";
import type { Webhook } from "#functions/webhooks/rules/webhook.ts";
import { startAwsEndpoint } from "#local/aws/aws-endpoint.ts";
import { SecretValues } from "#local/aws/secret-values.ts";
import { startSqs } from "#local/sqs/sqs-server.ts";
import { readSqsQueue } from "#local/triggers/sqs-reader.ts";
import { collectMetrics, valuesOf } from "#test/integration/support/metric-lines.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";
import { eventually } from "#test/support/eventually.ts";
import { guideReceiver } from "#test/support/guide-receiver.ts";
import { startWebhookReceiver } from "#test/support/webhook-receiver.ts";

const ATTEMPTS_MAX = 3;
const TIMEOUT_SECONDS = 1;

const [environment, sqsServer, aws, receiver] = await Promise.all([
  startTestEnvironment(),
  startSqs(),
  startAwsEndpoint(new SecretValues()),
  startWebhookReceiver(),
]);
const queueUrl = (name: string) => `${sqsServer.endpoint}/000000000000/${name}`;
Object.assign(process.env, {
  AWS_ENDPOINT_URL_SQS: sqsServer.endpoint,
  AWS_ENDPOINT_URL_EVENTBRIDGE: aws.endpoint,
  WEBHOOK_DELIVERY_QUEUE_URL: queueUrl("delivery"),
  WEBHOOK_DELIVERY_DEAD_LETTERS_URL: queueUrl("dead"),
  WEBHOOK_REPLAY_QUEUE_URL: queueUrl("replay"),
  WEBHOOK_ATTEMPTS_MAX: String(ATTEMPTS_MAX),
  WEBHOOK_RETRY_SECONDS: "0",
  WEBHOOK_TIMEOUT_SECONDS: String(TIMEOUT_SECONDS),
});
const { sqs } = await import("#functions/shared/sqs.ts");
for (const name of ["delivery", "dead", "replay"]) await sqs.send(new CreateQueueCommand({ QueueName: name }));

const { handler: deliverWebhook } = await import("#functions/webhooks/handlers/deliver-webhook.ts");
const { newDelivery } = await import("#functions/webhooks/rules/delivery.ts");
const { newEvent } = await import("#functions/events/rules/event.ts");
const { logEvents, readSlice, firstSlice, nextSlice } = await import("#functions/events/event-log-store.ts");
const { safePost } = await import("#functions/webhooks/safe-post.ts");
const { STEPS_MAX } = await import("#functions/webhooks/send-replay.ts");
const { sendReplayTask } = await import("#functions/webhooks/replay-messages.ts");
const { handler: takeReplaySteps } = await import("#functions/webhooks/handlers/send-replay.ts");
const { publishEvents } = await import("#functions/events/publish-events.ts");
const { createWebhook } = await import("#functions/webhooks/create-webhook.ts");
const { secretOf } = await import("#functions/webhooks/webhook-secret.ts");
const { withDamage } = await import("#test/integration/support/damage.ts");
const { listWebhooks, newWebhook, readWebhook, removedWebhook } = await import("#functions/webhooks/webhook-store.ts");
const { systemClock } = await import("#functions/shared/time.ts");
const { transact } = await import("#functions/shared/transaction.ts");
const { unitsOf } = await import("#test/integration/support/dynamo-traffic.ts");
const readEvent = await guideReceiver();

/** Has a function read an SQS queue as Lambda does. */
const work = (queueName: string, batchSize: number, handle: (event: SQSEvent) => Promise<unknown>) =>
  readSqsQueue({
    client: sqs,
    queueUrl: queueUrl(queueName),
    queueName,
    source: {
      kind: "sqs",
      functionId: queueName,
      sourceId: queueName,
      batchSize,
      windowSeconds: 0,
      reportsFailures: true,
      concurrencyMax: 5,
    },
    invoke: async (event) => ({ kind: "result", payload: await handle(event as SQSEvent) }),
  });
const workers = [work("delivery", 10, deliverWebhook), work("replay", 1, takeReplaySteps)];

jest.setTimeout(60_000);
afterAll(async () => {
  for (const worker of workers) worker.stop();
  sqs.destroy();
  await Promise.all([environment.stop(), sqsServer.stop(), aws.stop(), receiver.stop()]);
});

const WEBHOOKS_MAX = 50;
const KEPT_SECONDS = 7 * 24 * 3600;

/** A webhook for the events of a concert of its own, so that tests do not disturb each other. */
const createdWebhook = async (change: Partial<Webhook> = {}) => {
  const path = `/${randomUUID()}`;
  const webhook: Webhook = {
    webhookId: `whk_${randomUUID()}`,
    url: receiver.url + path,
    eventTypes: null,
    concertId: `con_${randomUUID()}`,
    createdAt: systemClock(),
    createdBy: "operator",
    disabledAt: null,
    ...change,
  };
  await transact(newWebhook(webhook, "request", WEBHOOKS_MAX));
  return { webhook, path, concertId: webhook.concertId ?? "" };
};

const eventOf = (concertId: string, at = systemClock(), seatCount = 1): EncoreEvent => {
  const reservationId = `res_${randomUUID()}`;
  return newEvent("reservation.released", [reservationId], at, {
    reservationId,
    userId: "4478b4fc-10f1-70a5-9c2e-3d1f2b6a7c80",
    concertId,
    performanceId: "per_4kD0aP7cQzX5t6YunR3eWq",
    seatIds: Array.from({ length: seatCount }, (_, index) => `ABCDEFGH-ABCDEFGH-${9990 + index}`),
    seats: [],
    amount: 1000,
  });
};

const idsAt = (path: string) => receiver.receivedAt(path).map(({ headers }) => headers["webhook-id"]);

const untilReceived = (path: string, count: number) =>
  eventually(`${count} messages at ${path}`, () => {
    const received = receiver.receivedAt(path);
    return received.length >= count ? received : undefined;
  });

/** Invokes the function, without the SQS queue. */
const deliver = (...deliveries: ReturnType<typeof newDelivery>[]) =>
  deliverWebhook({
    Records: deliveries.map((delivery, index) => ({ messageId: String(index), body: JSON.stringify(delivery) })),
  } as SQSEvent);

describe("attempts to deliver", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it("are each measured as failed or not", async () => {
    const lines = collectMetrics("deliver");
    const good = await createdWebhook();
    const bad = await createdWebhook();
    receiver.reply(bad.path, 500, 200);

    await deliver(newDelivery(good.webhook, eventOf(good.concertId)));
    await deliver(newDelivery(bad.webhook, eventOf(bad.concertId)));
    await untilReceived(bad.path, 2);

    await eventually("three measures", () => valuesOf(lines, "DeliveriesFailed").length === 3 || undefined);
    expect(valuesOf(lines, "DeliveriesFailed")).toEqual([0, 1, 0]);
  });
});

describe("an event that is published", () => {
  it("reaches every webhook that wants it, signed with the webhook's own secret, and the bus", async () => {
    const first = await createdWebhook();
    const second = await createdWebhook({ concertId: first.concertId, eventTypes: ["reservation.released"] });
    const other = await createdWebhook({ concertId: first.concertId, eventTypes: ["reservation.paid"] });
    const event = eventOf(first.concertId);

    const failed = await publishEvents([event]);

    expect([...failed]).toEqual([]);
    for (const { webhook, path } of [first, second]) {
      const [message] = await untilReceived(path, 1);
      const secret = await secretOf(webhook.webhookId);
      expect(message?.headers).toMatchObject({ "content-type": "application/json", "webhook-id": event.id });
      expect(readEvent(secret, message?.headers ?? {}, message?.body ?? "")).toEqual(event);
      expect(() => readEvent(secret, message?.headers ?? {}, `${message?.body} `)).toThrow("wrong");
    }
    expect(receiver.receivedAt(other.path)).toEqual([]);
    const onBus = aws.eventLog.events.findLast(({ Detail: detail }) => detail?.includes(event.id));
    expect(onBus).toMatchObject({ Source: "encore", DetailType: "reservation.released" });
    expect(JSON.parse(onBus?.Detail ?? "")).toEqual(event);
  });

  it("is sent again until it is accepted, each time with a new signature, and one id and one body", async () => {
    const { webhook, path, concertId } = await createdWebhook();
    receiver.reply(path, 500, 302, 200);
    const event = eventOf(concertId);

    await publishEvents([event]);

    const received = await untilReceived(path, 3);
    const secret = await secretOf(webhook.webhookId);
    for (const { headers, body } of received) expect(readEvent(secret, headers, body)).toEqual(event);
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
    expect(idsAt(path)).toEqual([event.id, event.id, event.id]);
  });

  it("becomes a dead letter after the last attempt, which can be sent again from its first", async () => {
    const { webhook, path, concertId } = await createdWebhook();
    receiver.reply(path, 503);
    const event = eventOf(concertId);

    await publishEvents([event]);

    const [letter] = await eventually("a dead letter", async () => {
      const { Messages: messages } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl("dead"), WaitTimeSeconds: 1 }),
      );
      return messages;
    });
    expect(JSON.parse(letter?.Body ?? "")).toEqual(newDelivery(webhook, event));
    expect(idsAt(path)).toEqual(Array.from({ length: ATTEMPTS_MAX }, () => event.id));
  });

  it("that breaks its schema is not published where schemas are enforced, and is reported", async () => {
    const { path, concertId } = await createdWebhook();
    const wrong = { ...eventOf(concertId), version: 2 };
    const right = eventOf(concertId);

    const failed = await publishEvents([wrong, right]);

    expect([...failed]).toEqual([[wrong, "refused"]]);
    await untilReceived(path, 1);
    expect(idsAt(path)).toEqual([right.id]);
  });

  it("that can't be sent is returned, so that it is published again", async () => {
    const { concertId } = await createdWebhook();
    const event = eventOf(concertId);
    sqs.middlewareStack.add(
      () => () => {
        throw new Error("out of reach");
      },
      { step: "initialize", name: "broken" },
    );

    const failed = await publishEvents([event]).finally(() => sqs.middlewareStack.remove("broken"));

    expect([...failed]).toEqual([[event, "failed"]]);
  });
});

describe("a receiver", () => {
  it("that is slow delays no other, and has failed after its timeout", async () => {
    const [slow, fast] = await Promise.all([createdWebhook(), createdWebhook()]);
    receiver.reply(slow.path, "silence");
    const startedMs = Date.now();

    const result = await deliver(
      newDelivery(slow.webhook, eventOf(slow.concertId)),
      newDelivery(fast.webhook, eventOf(fast.concertId)),
    );

    const [message] = receiver.receivedAt(fast.path);
    expect(result.batchItemFailures).toEqual([]);
    expect((message?.atMs ?? Number.POSITIVE_INFINITY) - startedMs).toBeLessThan(TIMEOUT_SECONDS * 1000);
    expect(receiver.receivedAt(slow.path)).not.toEqual([]);
  });

  it("that does not respond is not called for a moment, except for a last attempt, so that its messages cost no time", async () => {
    const { webhook, path, concertId } = await createdWebhook();
    receiver.reply(path, "silence");
    const crowd = (attempt: number) =>
      Array.from({ length: 10 }, () => ({ ...newDelivery(webhook, eventOf(concertId)), attempt }));
    await deliver(...crowd(1).slice(0, 5));
    const startedMs = Date.now();

    await deliver(...crowd(1));

    expect(Date.now() - startedMs).toBeLessThan(TIMEOUT_SECONDS * 1000);
    const last = eventOf(concertId);
    await deliver({ ...newDelivery(webhook, last), attempt: ATTEMPTS_MAX });
    expect(idsAt(path)).toContain(last.id);
    await transact(removedWebhook(webhook.webhookId));
  });

  it("that responds with 410 is sent nothing more", async () => {
    const { webhook, path, concertId } = await createdWebhook();
    receiver.reply(path, 410);

    await deliver(newDelivery(webhook, eventOf(concertId)));
    await deliver(newDelivery(webhook, eventOf(concertId)));
    await publishEvents([eventOf(concertId)]);

    expect((await readWebhook(webhook.webhookId))?.disabledAt).toEqual(expect.any(Number));
    expect(receiver.receivedAt(path)).toHaveLength(1);
  });

  it("whose webhook was deleted is sent nothing more, not even what was on its way", async () => {
    const { webhook, path, concertId } = await createdWebhook();
    const other = await createdWebhook({ concertId });
    await transact(removedWebhook(webhook.webhookId));

    const result = await deliver(newDelivery(webhook, eventOf(concertId)));
    await publishEvents([eventOf(concertId)]);

    await untilReceived(other.path, 1);
    expect(result.batchItemFailures).toEqual([]);
    expect(receiver.receivedAt(path)).toEqual([]);
  });

  it("that redirects is not followed", async () => {
    const { webhook, path, concertId } = await createdWebhook();
    const target = `/${randomUUID()}`;
    receiver.reply(path, { status: 307, location: receiver.url + target }, 200);

    await deliver(newDelivery(webhook, eventOf(concertId)));

    await untilReceived(path, 2);
    expect(receiver.receivedAt(target)).toEqual([]);
  });

  it("is not concerned by a malformed message, which fails by itself", async () => {
    const { webhook, path, concertId } = await createdWebhook();
    const body = JSON.stringify(newDelivery(webhook, eventOf(concertId)));

    const result = await deliverWebhook({
      Records: ["{", "{}", body].map((text, index) => ({ messageId: String(index), body: text })),
    } as SQSEvent);

    expect(result.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(["0", "1"]);
    expect(receiver.receivedAt(path)).toHaveLength(1);
  });
});

describe("a host name of a private address", () => {
  const post = (addresses: readonly string[], allowsLocal: boolean, scheme = "https") =>
    safePost({
      url: `${scheme}://rebound.example:${receiver.port}/inside`,
      headers: {},
      body: "{}",
      timeoutMs: 1000,
      allowsLocal,
      resolve: (_name, _options, callback) =>
        callback(
          null,
          addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
        ),
    });

  it.each([[["127.0.0.1"]], [["169.254.169.254"]], [["::ffff:127.0.0.1"]], [["93.184.216.34", "10.0.0.1"]], [[]]])(
    "is not connected to, whatever other addresses it has: %j",
    async (addresses) => {
      const before = receiver.connections();

      expect(await post(addresses, false)).toEqual({ reason: "ADDRESS_NOT_PUBLIC" });
      expect(receiver.connections()).toBe(before);
    },
  );

  it("would be connected to without the check: the positive control", async () => {
    const before = receiver.connections();

    const outcome = await post(["127.0.0.1"], true);

    // The receiver speaks no TLS, so there is no more than a connection.
    expect(outcome).not.toHaveProperty("status");
    expect(receiver.connections()).toBe(before + 1);
  });

  it("is refused as a number too, and over HTTP even where this machine may be called", async () => {
    const common = { headers: {}, body: "{}", timeoutMs: 1000 };
    const before = receiver.connections();

    expect(await safePost({ ...common, url: receiver.url, allowsLocal: false })).toHaveProperty("reason");
    expect(await post(["127.0.0.1"], true, "http")).toEqual({ reason: "ADDRESS_NOT_PUBLIC" });
    expect(receiver.connections()).toBe(before);
  });
});

describe("a replay", () => {
  it("sends the events of the period again, with the ids they had, to a webhook created later; and no others", async () => {
    const concertId = `con_${randomUUID()}`;
    const to = systemClock() - 60;
    const from = to - KEPT_SECONDS + 120;
    const inside = [from, from + 1, to - 3 * 24 * 3600, to - 3600, to - 1].map((at) => eventOf(concertId, at));
    const outside = [from - 1, to, to + 1].map((at) => eventOf(concertId, at));
    const elsewhere = eventOf("con_elsewhere", to - 1);
    await publishEvents([...inside, ...outside, elsewhere]);
    const { webhook, path } = await createdWebhook({ concertId });

    await sendReplayTask({ webhookId: webhook.webhookId, from, to });

    await eventually("the whole period", () => (new Set(idsAt(path)).size === inside.length ? true : undefined), 40);
    expect(idsAt(path).toSorted()).toEqual(inside.map(({ id }) => id).toSorted());
    const [message] = receiver.receivedAt(path);
    const event = inside.find(({ id }) => id === message?.headers["webhook-id"]);
    expect(message?.body).toBe(JSON.stringify(event));
  });

  it("ends after its last step, before it sends anything, and fails there; the last step itself is taken", async () => {
    const { webhook, path, concertId } = await createdWebhook();
    const at = systemClock() - 10;
    const event = eventOf(concertId, at);
    await logEvents([event], KEPT_SECONDS);
    const task = { webhookId: webhook.webhookId, from: at, to: at + 1 };
    const take = (steps: number) =>
      takeReplaySteps({ Records: [{ messageId: "1", body: JSON.stringify({ ...task, steps }) }] } as SQSEvent);

    const tooLate = await take(STEPS_MAX);
    const last = await take(STEPS_MAX - 1);

    expect(tooLate.batchItemFailures).toEqual([{ itemIdentifier: "1" }]);
    expect(last.batchItemFailures).toEqual([]);
    await eventually("the event", () => (idsAt(path).length > 0 ? true : undefined));
    expect(idsAt(path)).toEqual([event.id]);
  });

  it("of seven quiet days counts its steps, of which there are far more than Lambda lets a chain have", async () => {
    const { webhook } = await createdWebhook();
    const to = systemClock();
    const { sendReplay } = await import("#functions/webhooks/send-replay.ts");
    const sent: ReplayTask[] = [];
    let task: ReplayTask | undefined = { webhookId: webhook.webhookId, from: to - KEPT_SECONDS + 60, to };
    for (; task !== undefined && sent.length < STEPS_MAX; task = sent.at(-1)) {
      const before = sent.length;
      await sendReplay(task, (next) => {
        sent.push(next);
        return Promise.resolve();
      });
      if (sent.length === before) break;
    }

    expect(sent.map(({ steps }) => steps)).toEqual(sent.map((_, index) => index + 1));
    expect(sent.length).toBeGreaterThan(16);
    expect(sent.length).toBeLessThan(STEPS_MAX / 10);
  });

  it("of a webhook that was deleted meanwhile ends", async () => {
    const { webhook, path, concertId } = await createdWebhook();
    await logEvents([eventOf(concertId, systemClock() - 10)], KEPT_SECONDS);
    await transact(removedWebhook(webhook.webhookId));
    const replay = { webhookId: webhook.webhookId, from: systemClock() - 60, to: systemClock() };

    const result = await takeReplaySteps({
      Records: [{ messageId: "1", body: JSON.stringify(replay) }],
    } as SQSEvent);

    expect(result.batchItemFailures).toEqual([]);
    expect(receiver.receivedAt(path)).toEqual([]);
  });
});

describe("the log of events", () => {
  it("has each event once, however often it is published, for one write unit, in pages that miss none", async () => {
    const concertId = `con_${randomUUID()}`;
    const at = systemClock() - 5 * 24 * 3600;
    const events = Array.from({ length: 40 }, () => eventOf(concertId, at, 10));

    const units = await unitsOf(() => logEvents(events, KEPT_SECONDS));
    await logEvents(events, KEPT_SECONDS);

    const found: string[] = [];
    let slice = firstSlice(at);
    for (let next: typeof slice | undefined = slice; next !== undefined; next = nextSlice(slice, at + 1)) {
      slice = next;
      let after: string | undefined;
      do {
        const page = await readSlice(slice, { from: at, to: at + 1 }, { limit: 3, after });
        expect(page.events.length).toBeLessThanOrEqual(3);
        found.push(...page.events.filter(({ data }) => data.concertId === concertId).map(({ id }) => id));
        after = page.next;
      } while (after !== undefined);
    }
    expect(units.write).toBe(events.length);
    expect(found.toSorted()).toEqual(events.map(({ id }) => id).toSorted());
  });
});

describe("webhooks", () => {
  it("never exceed the limit, however many are created at once; a deleted one makes room", async () => {
    const before = await listWebhooks();
    const max = before.length + 2;
    const webhookOf = (index: number): Webhook => ({
      webhookId: `whk_${index}_${randomUUID()}`,
      url: "https://example.com/",
      eventTypes: null,
      concertId: "con_none",
      createdAt: systemClock(),
      createdBy: "operator",
      disabledAt: null,
    });

    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, index) => transact(newWebhook(webhookOf(index), "request", max), { triesMax: 20 })),
    );
    const added = (await listWebhooks()).filter(({ webhookId }) => !before.some((old) => old.webhookId === webhookId));
    const [gone] = added;
    await transact(removedWebhook(gone?.webhookId ?? ""));
    const twice = await transact(removedWebhook(gone?.webhookId ?? ""));
    const again = await transact(newWebhook(webhookOf(9), "request", max));
    const full = await transact(newWebhook(webhookOf(10), "request", max));

    expect(outcomes.filter(({ kind }) => kind === "committed")).toHaveLength(2);
    expect(added).toHaveLength(2);
    expect([twice.kind, again.kind, full.kind]).toEqual(["refused", "committed", "refused"]);
  });

  it("are created once for each idempotency key, with the secret that was returned first", async () => {
    const wanted = { url: "https://example.com/once", concertId: undefined };
    const key = randomUUID();
    const create = (url = wanted.url) =>
      createWebhook(
        { wanted: { ...wanted, url }, userId: "operator", idempotencyKey: key },
        { webhooksMax: WEBHOOKS_MAX, allowsLocal: false },
      );

    const first = await create();
    const repeat = await create();

    expect(repeat).toEqual({ ...first, headers: { "idempotency-replayed": "true" } });
    expect((await listWebhooks()).filter(({ url }) => url === wanted.url)).toEqual([first.webhook]);
    await expect(create("https://example.com/other")).rejects.toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED" });
    await transact(removedWebhook(first.webhook.webhookId));
  });

  it("are not created over the limit, and a repeat of an earlier request still gets its own", async () => {
    const webhooksMax = (await listWebhooks()).length + 1;
    const create = (idempotencyKey: string) =>
      createWebhook(
        { wanted: { url: "https://example.com/limit" }, userId: "operator", idempotencyKey },
        { webhooksMax, allowsLocal: false },
      );

    const { webhook } = await create("last");

    await expect(create("one more")).rejects.toMatchObject({
      code: "WEBHOOK_LIMIT_REACHED",
      evidence: { webhooksMax },
    });
    expect((await create("last")).webhook).toEqual(webhook);
    await transact(removedWebhook(webhook.webhookId));
  });

  it("and logged events that are damaged are named with the bad field, not sent", async () => {
    const { webhook } = await createdWebhook();
    const key = { table: "events", pk: "WEBHOOKS", sk: `WEBHOOK#${webhook.webhookId}` } as const;
    const event = eventOf(webhook.concertId ?? "", systemClock() - 3600);
    const slice = { hour: 1, shard: 0 };
    const logged = { table: "events", pk: "EVENTS#1#0", sk: "1" } as const;

    await withDamage([[key, (item) => ({ ...item, url: 1, eventTypes: ["reservation.lost"] })]], () =>
      expect(readWebhook(webhook.webhookId)).rejects.toThrow(/WEBHOOK#whk_\S+ has no valid url, eventTypes\.0\.$/),
    );
    const log = jest.spyOn(console, "error").mockImplementation(() => undefined);
    for (const text of ["{", "{}", JSON.stringify({ ...event, data: {} }), undefined]) {
      log.mockClear();
      const read = () => readSlice(slice, { from: 0, to: 2 }, { limit: 1, after: undefined });
      expect((await withDamage([[logged, () => ({ event: text })]], read)).events).toEqual([]);
      expect(log).toHaveBeenCalledWith(
        expect.objectContaining({ reason: "The stored event EVENTS#1#0 1 has no valid event." }),
      );
    }
    log.mockRestore();
  });
});
