import { describe, expect, it } from "@jest/globals";
import { newEvent } from "#functions/events/rules/event.ts";
import { circuitBreaker } from "#functions/webhooks/circuit-breaker.ts";
import { meaningOf, retryDelaySeconds } from "#functions/webhooks/rules/delivery.ts";
import { type Webhook, wants } from "#functions/webhooks/rules/webhook.ts";
import { addressFlaw, isPublicAddress } from "#functions/webhooks/rules/webhook-address.ts";
import { signatureHeaders, webhookSecret } from "#functions/webhooks/rules/webhook-signature.ts";
import { STAGES } from "#lib/stages.ts";
import { guideReceiver } from "#test/support/guide-receiver.ts";

const SECRET_TEXT = "x".repeat(64);

describe("a signature", () => {
  it("is the one that Standard Webhooks gives for its example", () => {
    const headers = signatureHeaders("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", {
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
      timestamp: 1_614_265_330,
      body: '{"test": 2432232314}',
    });

    expect(headers).toEqual({
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    });
  });

  it("belongs to one webhook: each has a secret of its own, always the same, of 256 bits", () => {
    const secret = webhookSecret(SECRET_TEXT, "whk_1");

    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(webhookSecret(SECRET_TEXT, "whk_1")).toBe(secret);
    expect(webhookSecret(SECRET_TEXT, "whk_2")).not.toBe(secret);
    expect(webhookSecret(`${SECRET_TEXT}y`, "whk_1")).not.toBe(secret);
    expect(() => webhookSecret("short", "whk_1")).toThrow("too short");
  });
});

describe("the receiver of the guide", () => {
  const secret = webhookSecret(SECRET_TEXT, "whk_1");
  const body = '{"id":"evt_1"}';
  const timestamp = 1_796_122_950;
  const headers = signatureHeaders(secret, { id: "evt_1", timestamp, body });

  it("takes a message that is genuine, also if another secret has signed it too", async () => {
    const readEvent = await guideReceiver();
    const both = { ...headers, "webhook-signature": `v1,AAAA v2,x ${headers["webhook-signature"]}` };

    expect(readEvent(secret, headers, body, timestamp + 299)).toEqual({ id: "evt_1" });
    expect(readEvent(secret, both, body, timestamp)).toEqual({ id: "evt_1" });
  });

  it.each([
    ["another body", headers, `${body} `, timestamp],
    ["another id", { ...headers, "webhook-id": "evt_2" }, body, timestamp],
    ["another time", { ...headers, "webhook-timestamp": String(timestamp + 1) }, body, timestamp],
    ["an old time", headers, body, timestamp + 301],
    ["a future time", headers, body, timestamp - 301],
    ["no time", { ...headers, "webhook-timestamp": "soon" }, body, timestamp],
    ["no signature", { "webhook-id": "evt_1", "webhook-timestamp": String(timestamp) }, body, timestamp],
    ["a signature cut short", { ...headers, "webhook-signature": "v1,AAAA" }, body, timestamp],
    [
      "a signature of another kind",
      { ...headers, "webhook-signature": headers["webhook-signature"]?.replace("v1", "v2") ?? "" },
      body,
      timestamp,
    ],
    [
      "a signature of another webhook",
      signatureHeaders(webhookSecret(SECRET_TEXT, "whk_2"), { id: "evt_1", timestamp, body }),
      body,
      timestamp,
    ],
  ])("refuses %s", async (_, given, text, now) => {
    const readEvent = await guideReceiver();

    expect(() => readEvent(secret, given, text, now)).toThrow(/too old|signature is wrong/);
  });
});

describe("the address of a webhook", () => {
  const nowhereLocal = { allowsLocal: false };
  const alsoLocal = { allowsLocal: true };

  it.each([
    "https://example.com/encore?token=1",
    "https://example.com:8443/",
    "https://8.8.8.8/",
    "https://example.com./",
    "https://notlocalhost/",
    "https://localhost.example.com/",
    "https://[2606:4700:4700::1111]/",
  ])("may be %s", (url) => {
    expect(addressFlaw(url, nowhereLocal)).toBeUndefined();
    expect(addressFlaw(url, alsoLocal)).toBeUndefined();
  });

  it.each([
    "",
    "example.com",
    "http://example.com/",
    "ftp://example.com/",
    "file:///etc/passwd",
    "https://user@example.com/",
    "https://user:password@example.com/",
    "https://10.1.2.3/",
    "https://172.31.255.255/",
    "https://192.168.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://169.254.170.2/",
    "https://100.64.0.1/",
    "https://0.0.0.0/",
    "https://[fd00:ec2::254]/",
    "https://[fe80::1]/",
    "https://[::ffff:169.254.169.254]/",
    "https://[64:ff9b::a9fe:a9fe]/",
    "https://[2002:a9fe:a9fe::1]/",
    "https://[::]/",
  ])("may not be %p, not even where this machine may be called", (url) => {
    expect(addressFlaw(url, nowhereLocal)).toEqual(expect.any(String));
    expect(addressFlaw(url, alsoLocal)).toEqual(expect.any(String));
  });

  it.each([
    "https://localhost/",
    "https://localhost./",
    "https://LOCALHOST/",
    "https://encore.localhost/",
    "https://Encore.LocalHost./",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "http://localhost:4000/hook",
    "http://127.0.0.1:4000/hook",
  ])("may be %s only where this machine may be called", (url) => {
    expect(addressFlaw(url, nowhereLocal)).toEqual(expect.any(String));
    expect(addressFlaw(url, alsoLocal)).toBeUndefined();
  });

  it("is public or not by its number, and no text is an address", () => {
    expect(isPublicAddress("93.184.216.34", nowhereLocal)).toBe(true);
    expect(isPublicAddress("::ffff:93.184.216.34", nowhereLocal)).toBe(true);
    expect(isPublicAddress("::ffff:10.0.0.1", nowhereLocal)).toBe(false);
    expect(isPublicAddress("example.com", nowhereLocal)).toBe(false);
  });
});

describe("a retry", () => {
  const { webhookRetrySeconds, webhookAttemptsMax } = STAGES.prod.functions;
  const delays = (random: number) =>
    Array.from({ length: webhookAttemptsMax - 1 }, (_, index) =>
      retryDelaySeconds(index + 1, webhookRetrySeconds, random),
    );

  it("waits three times as long each time, and never longer than SQS can", () => {
    expect(delays(0.5)).toEqual([10, 30, 90, 270, 810, 900, 900]);
  });

  it("spreads by a fifth to either side, in all for about 50 minutes", () => {
    expect(delays(0)).toEqual([8, 24, 72, 216, 648, 720, 720]);
    expect(delays(1)).toEqual([12, 36, 108, 324, 900, 900, 900]);
  });

  it.each([
    [200, "delivered"],
    [204, "delivered"],
    [299, "delivered"],
    [199, "failed"],
    [301, "failed"],
    [307, "failed"],
    [404, "failed"],
    [410, "gone"],
    [500, "failed"],
  ])("a response of %d means %s", (status, meaning) => {
    expect(meaningOf(status)).toBe(meaning);
  });
});

describe("the circuit breaker of a receiver", () => {
  const breakerAfter = (calls: number) => {
    let nowMs = 0;
    const breaker = circuitBreaker(() => nowMs);
    for (let call = 0; call < calls; call += 1) breaker.record("whk_1", false);
    return {
      ...breaker,
      pass: (ms: number) => {
        nowMs += ms;
      },
    };
  };

  it("opens for ten seconds after five calls without a response, and no other with it", () => {
    expect(breakerAfter(4).isOpen("whk_1")).toBe(false);
    const { isOpen, pass } = breakerAfter(5);
    expect([isOpen("whk_1"), isOpen("whk_2")]).toEqual([true, false]);
    pass(9999);
    expect(isOpen("whk_1")).toBe(true);
    pass(1);
    expect(isOpen("whk_1")).toBe(false);
  });

  it("opens again after one more, and is closed once the receiver has responded", () => {
    const { isOpen, record, pass } = breakerAfter(5);
    pass(10_000);
    record("whk_1", false);
    expect(isOpen("whk_1")).toBe(true);
    record("whk_1", true);
    record("whk_1", false);
    expect(isOpen("whk_1")).toBe(false);
  });

  it("is forgotten when a hundred other receivers have failed since", () => {
    const { isOpen, record } = breakerAfter(5);
    for (let other = 0; other < 100; other += 1) record(`other_${other}`, false);
    expect(isOpen("whk_1")).toBe(false);
  });
});

describe("a webhook", () => {
  const event = newEvent("reservation.released", ["res_1"], 1_796_122_950, {
    reservationId: "res_1",
    userId: "mina",
    concertId: "con_1",
    performanceId: "per_1",
    seatIds: ["A-1-1"],
    seats: [],
    amount: 1000,
  });
  const webhook: Webhook = {
    webhookId: "whk_1",
    url: "https://example.com/",
    eventTypes: null,
    concertId: null,
    createdAt: 1,
    createdBy: "operator",
    disabledAt: null,
  };

  it.each<[string, Partial<Webhook>, boolean]>([
    ["wants everything if it names nothing", {}, true],
    ["wants the types it names", { eventTypes: ["reservation.released"] }, true],
    ["wants no other type", { eventTypes: ["reservation.paid"] }, false],
    ["wants the concert it names", { concertId: "con_1" }, true],
    ["wants no other concert", { concertId: "con_2" }, false],
    ["wants nothing once it is gone", { disabledAt: 2 }, false],
  ])("%s", (_, change, expected) => {
    expect(wants({ ...webhook, ...change }, event)).toBe(expected);
  });
});
