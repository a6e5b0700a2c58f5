import { afterAll, describe, expect } from "@jest/globals";
import { held, release } from "#test/conformance/support/bookings.ts";
import { type ApiResponse, call, isReplayed, newKey } from "#test/conformance/support/client.ts";
import { addPerformance, inSeconds, openConcert } from "#test/conformance/support/concerts.ts";
import { until } from "#test/conformance/support/polling.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import { admitNew } from "#test/conformance/support/queue.ts";
import type { Webhook } from "#test/conformance/support/shapes.ts";
import { newUser, operator, testWith } from "#test/conformance/support/users.ts";
import { guideReceiver } from "#test/support/guide-receiver.ts";
import { startWebhookReceiver } from "#test/support/webhook-receiver.ts";

const PATH = "/v1/admin/webhooks";
const UNUSED_URL = "https://webhooks.example/encore";
/** Rare events, so that the events of other tests are not sent to an unknown host. */
const RARE = { url: UNUSED_URL, eventTypes: ["reservation.extended"] };
const DAY_SECONDS = 86_400;
/** More webhooks than any stage allows. */
const TRIES_MAX = 100;

/** Only a service on this machine can send messages to a test on this machine. */
const madeIds = new Set<string>();

const create = async (body: object, key = newKey()): Promise<ApiResponse<Webhook>> => {
  const response = await call<Webhook>("POST", PATH, { user: operator, key, body });
  if (response.status === 201) madeIds.add(response.body.webhookId);
  return response;
};

/** Whether the service delivers to this machine: one at a local address may be a deployed stage behind a tunnel. */
const reachesThisMachine = async (): Promise<boolean> => {
  const { status, body } = await create({ url: "http://127.0.0.1:9/" });
  if (status === 201) await remove(body.webhookId);
  return status === 201;
};

const list = async (): Promise<readonly Webhook[]> => {
  const response = await call<{ items: Webhook[] }>("GET", PATH, { user: operator });
  expect(response.status).toBe(200);
  return response.body.items;
};

const remove = (webhookId: string) => call("DELETE", `${PATH}/${webhookId}`, { user: operator });

const test = testWith(operator);
const testLocally = testWith(operator, operator === null || !(await reachesThisMachine()) ? null : operator);

const replay = (webhookId: string, body: object) =>
  call<{ from: string; to: string; serverTime: string }>("POST", `${PATH}/${webhookId}/replay`, {
    user: operator,
    body,
  });

afterAll(async () => {
  for (const webhookId of madeIds) await remove(webhookId);
});

describe("Webhooks", () => {
  test("POST webhooks: 201 with its secret, which no other response shows; DELETE removes it", async () => {
    const { concertId } = await openConcert();
    const eventTypes = ["reservation.paid", "reservation.cancelled"];

    const made = await create({ url: UNUSED_URL, eventTypes, concertId });
    const listed = (await list()).find(({ webhookId }) => webhookId === made.body.webhookId);
    const gone = await remove(made.body.webhookId);

    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ url: UNUSED_URL, eventTypes, concertId, disabledAt: null });
    expect(made.body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { secret: _, ...withoutSecret } = made.body;
    expect(listed).toEqual(withoutSecret);
    expect([gone.status, gone.text]).toEqual([204, ""]);
    expect((await list()).some(({ webhookId }) => webhookId === made.body.webhookId)).toBe(false);
  });

  test("POST webhooks for all events: 201, and null for every filter that is not set", async () => {
    const { status, body } = await create({ url: UNUSED_URL });
    await remove(body.webhookId);

    expect(status).toBe(201);
    expect(body).toMatchObject({ eventTypes: null, concertId: null });
  });

  test("POST webhooks again with the key: the same webhook and secret; with another body: 422", async () => {
    const key = newKey();

    const first = await create(RARE, key);
    const again = await create(RARE, key);
    const other = await create({ ...RARE, url: `${UNUSED_URL}/other` }, key);

    expect(again.body).toEqual(first.body);
    expect([isReplayed(first), isReplayed(again)]).toEqual([false, true]);
    expectProblem(other, 422, "IDEMPOTENCY_KEY_REUSED");
  });

  test.each([
    ["no URL", { url: undefined }],
    ["an invalid URL", { url: "webhooks.example" }],
    ["plain HTTP", { url: "http://webhooks.example/" }],
    ["a password in the URL", { url: "https://user:password@webhooks.example/" }],
    ["an address of a private network", { url: "https://10.0.0.1/" }],
    ["the address of credentials", { url: "https://169.254.169.254/latest/meta-data/" }],
    ["a URL of 1,001 characters", { url: `https://webhooks.example/${"x".repeat(976)}` }],
    ["no event", { eventTypes: [] }],
    ["an unknown event", { eventTypes: ["reservation.sold"] }],
    ["an event named twice", { eventTypes: ["reservation.paid", "reservation.paid"] }],
    ["an unknown field", { secret: "whsec_mine" }],
  ])("POST webhooks: 400 with %s", async (_, change) => {
    expectInvalid(await create({ ...RARE, ...change }));
  });

  test("CONCERT_NOT_FOUND: 404 for an unknown concert", async () => {
    expectProblem(await create({ ...RARE, concertId: "con_unknown000" }), 404, "CONCERT_NOT_FOUND");
  });

  test("WEBHOOK_NOT_FOUND: 404", async () => {
    expectProblem(await remove("whk_unknown000"), 404, "WEBHOOK_NOT_FOUND");
    expectProblem(await replay("whk_unknown000", { from: inSeconds(-60) }), 404, "WEBHOOK_NOT_FOUND");
  });

  test("WEBHOOK_LIMIT_REACHED: 409, and no webhook is created", async () => {
    let response = await create(RARE);
    for (let more = 0; more < TRIES_MAX && response.status === 201; more += 1) response = await create(RARE);
    const before = await list();

    const { webhooksMax } = expectProblem(response, 409, "WEBHOOK_LIMIT_REACHED") as unknown as { webhooksMax: number };

    expect(before).toHaveLength(webhooksMax);
    for (const webhookId of madeIds) await remove(webhookId);
    madeIds.clear();
    expect((await create(RARE)).status).toBe(201);
  });

  test("FORBIDDEN: 403 for a user who is not an operator, and nothing is created or deleted", async () => {
    const user = await newUser();
    const { body } = await create(RARE);
    const before = await list();

    const responses = [
      await call("POST", PATH, { user, key: newKey(), body: { url: UNUSED_URL } }),
      await call("GET", PATH, { user }),
      await call("DELETE", `${PATH}/${body.webhookId}`, { user }),
      await call("POST", `${PATH}/${body.webhookId}/replay`, { user, body: { from: inSeconds(-60) } }),
    ];

    for (const response of responses) expectProblem(response, 403, "FORBIDDEN");
    expect(await list()).toEqual(before);
  });

  test("POST replay: 202 for the last 7 days; 400 for a longer, a missing and a future period", async () => {
    const { webhookId } = (await create(RARE)).body;

    const week = await replay(webhookId, { from: inSeconds(-7 * DAY_SECONDS + 60), to: inSeconds(3600) });

    expect(week.status).toBe(202);
    expect(week.body.to).toBe(week.body.serverTime);
    const wrong = [
      { from: inSeconds(-7 * DAY_SECONDS - 60) },
      { from: inSeconds(-60), to: inSeconds(-120) },
      { from: inSeconds(60), to: inSeconds(120) },
      { from: "yesterday" },
      { to: inSeconds(0) },
    ];
    for (const body of wrong) expectInvalid(await replay(webhookId, body));
  });

  testLocally("what becomes of a reservation arrives signed, and once more when it is replayed", async () => {
    const receiver = await startWebhookReceiver();
    const readEvent = await guideReceiver();
    try {
      const { concertId } = await openConcert();
      const { performanceId } = await addPerformance(concertId);
      const { secret = "", webhookId } = (await create({ url: `${receiver.url}/hook`, concertId })).body;
      const [guest] = await admitNew(concertId, 1);
      const { reservationId } = await held(guest, performanceId, ["A-1-1"]);
      await release(guest.user, reservationId);
      const read = () =>
        receiver.receivedAt("/hook").map(({ headers, body }) => readEvent(secret, headers, body) as WebhookEvent);
      const arrived = (count: number) =>
        until(`${count} events`, () => Promise.resolve(read().length >= count ? read() : undefined));

      const first = await arrived(2);
      await replay(webhookId, { from: inSeconds(-300), to: inSeconds(5) });
      const all = await arrived(4);

      expect(first.map(({ type }) => type).toSorted()).toEqual(["reservation.held", "reservation.released"]);
      for (const { data } of all) expect(data).toMatchObject({ reservationId, concertId, seatIds: ["A-1-1"] });
      expect(new Set(all.map(({ id }) => id)).size).toBe(2);
    } finally {
      await receiver.stop();
    }
  });
});

interface WebhookEvent {
  readonly id: string;
  readonly type: string;
  readonly data: object;
}
