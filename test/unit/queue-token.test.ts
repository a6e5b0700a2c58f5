import { afterAll, describe, expect, it } from "@jest/globals";
import { altered, startKeyServer, unsigned } from "#test/support/key-server.ts";

const encore = await startKeyServer("ES256");
Object.assign(process.env, encore.asKeyTable);
const { newQueueTokenChecks, newServiceKeySet } = await import("#functions/queue/queue-token.ts");
const { readPublishedKeys } = await import("#functions/signing/key-set-store.ts");
const { requireAdmitted, verifyIfSent } = newQueueTokenChecks(newServiceKeySet(readPublishedKeys));

afterAll(() => encore.stop());

const admitted = { sub: "mina", aud: "con_1", generation: 1, status: "ADMITTED", arrival: 7, number: 3 };
const waiting = { sub: "mina", aud: "con_1", generation: 1, status: "WAITING" };
const forever = { expiresInSeconds: undefined };

describe("Q9: requireAdmitted", () => {
  it("checks a token by its signature alone, without I/O once it has the keys", async () => {
    const queueToken = await requireAdmitted(await encore.sign(admitted), "mina", "con_1");
    const before = encore.fetches();

    await Promise.all(
      Array.from({ length: 50 }, async () => requireAdmitted(await encore.sign(admitted), "mina", "con_1")),
    );

    expect(queueToken).toMatchObject({ concertId: "con_1", userId: "mina", generation: 1, status: "ADMITTED" });
    expect(encore.fetches()).toBe(before);
  });

  it.each<[string, () => Promise<string>, string]>([
    ["a waiting one", () => encore.sign(waiting, forever), "NOT_ADMITTED"],
    ["a forged one", () => encore.sign(admitted, { isForged: true }), "QUEUE_TOKEN_INVALID"],
    [
      "an altered one",
      async () => altered(await encore.sign(waiting, forever), { status: "ADMITTED" }),
      "QUEUE_TOKEN_INVALID",
    ],
    ["an unsigned one", () => Promise.resolve(unsigned({ ...admitted, iss: encore.issuer })), "QUEUE_TOKEN_INVALID"],
    ["an expired one", () => encore.sign(admitted, { expiresInSeconds: 0 }), "QUEUE_TOKEN_INVALID"],
    ["another user's", () => encore.sign({ ...admitted, sub: "jun" }), "QUEUE_TOKEN_INVALID"],
    ["another concert's", () => encore.sign({ ...admitted, aud: "con_2" }), "QUEUE_TOKEN_INVALID"],
    ["another issuer's", () => encore.sign(admitted, { issuer: "http://127.0.0.1:1" }), "QUEUE_TOKEN_INVALID"],
    ["a receipt", () => encore.sign(admitted, { type: "encore-receipt+jwt" }), "QUEUE_TOKEN_INVALID"],
    ["one with other claims", () => encore.sign({ ...admitted, generation: "x" }), "QUEUE_TOKEN_INVALID"],
    ["something that is not a token", () => Promise.resolve("abc"), "QUEUE_TOKEN_INVALID"],
    ["nothing", () => Promise.resolve(""), "QUEUE_TOKEN_REQUIRED"],
  ])("refuses %s", async (_, token, code) => {
    await expect(requireAdmitted(await token(), "mina", "con_1")).rejects.toMatchObject({ code });
  });

  it("refuses a key that does not exist; more made-up ones cost no read and no genuine token its turn", async () => {
    const madeUp = (keyId: string) => encore.sign(admitted, { keyId });
    await requireAdmitted(await encore.sign(admitted), "mina", "con_1");
    const before = encore.fetches();

    const first = requireAdmitted(await madeUp("made-up-1"), "mina", "con_1");
    await expect(first).rejects.toMatchObject({ code: "QUEUE_TOKEN_INVALID", status: 401 });
    for (let index = 2; index <= 20; index += 1) {
      const next = requireAdmitted(await madeUp(`made-up-${index}`), "mina", "con_1");
      await expect(next).rejects.toMatchObject({ code: "UNAVAILABLE", status: 503, headers: { "retry-after": "1" } });
    }

    expect(encore.fetches()).toBe(before + 1);
    expect(await requireAdmitted(await encore.sign(admitted), "mina", "con_1")).toMatchObject({ userId: "mina" });
  });

  it.each([
    ["is a receipt", { type: "encore-receipt+jwt" }],
    ["does not claim to be of this service", { issuer: "http://127.0.0.1:1" }],
  ])("reads nothing for a token of an unknown key that %s", async (_, options) => {
    const before = encore.fetches();
    const token = await encore.sign(admitted, { keyId: "made-up-0", ...options });

    await expect(requireAdmitted(token, "mina", "con_1")).rejects.toMatchObject({ code: "QUEUE_TOKEN_INVALID" });

    expect(encore.fetches()).toBe(before);
  });

  it("leaves the concert to be checked where the path does not name it", async () => {
    const queueToken = await requireAdmitted(await encore.sign(admitted), "mina", undefined);

    expect(queueToken.concertId).toBe("con_1");
  });
});

describe("verifyIfSent", () => {
  it("returns what a genuine token says and ignores any other", async () => {
    expect(await verifyIfSent(await encore.sign(waiting, forever), "mina", "con_1")).toMatchObject({ generation: 1 });
    expect(await verifyIfSent(await encore.sign(waiting, forever), "mina", "con_2")).toBeUndefined();
    expect(await verifyIfSent(await encore.sign(waiting, forever), "jun", "con_1")).toBeUndefined();
    expect(
      await verifyIfSent(await encore.sign(waiting, { ...forever, type: "encore-receipt+jwt" }), "mina", "con_1"),
    ).toBeUndefined();
    expect(await verifyIfSent("garbage", "mina", "con_1")).toBeUndefined();
    expect(await verifyIfSent(undefined, "mina", "con_1")).toBeUndefined();
  });
});
