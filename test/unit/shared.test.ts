import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { describe, expect, it, jest } from "@jest/globals";
import { CursorId, CursorNumber, fromCursor, toCursor } from "#functions/shared/cursor.ts";
import { derivedId, fingerprint } from "#functions/shared/ids.ts";
import { Problem } from "#functions/shared/problem.ts";
import { isTransient } from "#functions/shared/transient-error.ts";
import { ttlCache } from "#functions/shared/ttl-cache.ts";

describe("a cursor", () => {
  it("leads back to where the list stopped", () => {
    const cursor = toCursor({ reservationId: "res_1", createdAt: 17 });

    expect(fromCursor(cursor ?? "", { reservationId: CursorId, createdAt: CursorNumber })).toEqual({
      reservationId: "res_1",
      createdAt: 17,
    });
    expect(toCursor(undefined)).toBeNull();
    expect(fromCursor(undefined, { seq: CursorNumber })).toBeUndefined();
  });

  it.each([
    "abc",
    "bnVsbA",
    "W10",
    Buffer.from('{"seq":{}}').toString("base64url"),
    Buffer.from('{"seq":1.5}').toString("base64url"),
    Buffer.from('{"seq":-1}').toString("base64url"),
    Buffer.from('{"seq":"1"}').toString("base64url"),
  ])("is refused when it is %p", (cursor) => {
    expect(() => fromCursor(cursor, { seq: CursorNumber })).toThrow(Problem);
  });

  it("carries nothing but the named fields", () => {
    const cursor = toCursor({ seq: 3, pk: "USER#somebody-else" });

    expect(fromCursor(cursor ?? "", { seq: CursorNumber })).toEqual({ seq: 3 });
  });
});

describe("ttlCache", () => {
  it("reads once for a crowd, and again when it is stale", async () => {
    let nowMs = 0;
    const read = jest.fn((key: string) => Promise.resolve(`${key} at ${nowMs}`));
    const get = ttlCache({ ttlMs: 1000, entriesMax: 10, read, nowMs: () => nowMs });

    await Promise.all(Array.from({ length: 1000 }, () => get("a")));
    nowMs = 999;
    expect(await get("a")).toBe("a at 0");
    nowMs = 1000;
    expect(await get("a")).toBe("a at 1000");
    expect(read).toHaveBeenCalledTimes(2);
  });

  it("caches no failure, and no more entries than allowed", async () => {
    const read = jest.fn((key: string) => (key === "bad" ? Promise.reject(new Error("no")) : Promise.resolve(key)));
    const get = ttlCache({ ttlMs: 1000, entriesMax: 2, read, nowMs: () => 0 });

    await expect(get("bad")).rejects.toThrow("no");
    await expect(get("bad")).rejects.toThrow("no");
    await get("a");
    await get("b");
    await get("c");
    await get("a");
    expect(read.mock.calls.map(([key]) => key)).toEqual(["bad", "bad", "a", "b", "c", "a"]);
  });

  it("remembers what is not there as long, and made-up keys push nothing out", async () => {
    const read = jest.fn((key: string) => Promise.resolve(key.startsWith("con_") ? key : undefined));
    const get = ttlCache({ ttlMs: 1000, entriesMax: 2, read, nowMs: () => 0 });
    await get("con_1");
    for (let made = 0; made < 1000; made += 1) await get(`made up ${made}`);

    expect([await get("con_1"), await get("made up 998"), await get("made up 999")]).toEqual([
      "con_1",
      undefined,
      undefined,
    ]);
    expect(read).toHaveBeenCalledTimes(1 + 1000);
    await get("made up 997");
    expect(read).toHaveBeenCalledTimes(1 + 1000 + 1);
  });

  it("finds what was not there before, and a read that hangs keeps nobody waiting for longer than its time", async () => {
    let nowMs = 0;
    const results = [Promise.resolve(undefined), new Promise<undefined>(() => undefined), Promise.resolve("made")];
    const get = ttlCache({
      ttlMs: 1000,
      entriesMax: 2,
      read: () => results.shift() ?? Promise.reject(new Error("no")),
      nowMs: () => nowMs,
    });

    expect(await get("con_1")).toBeUndefined();
    nowMs = 1000;
    void get("con_1");
    nowMs = 2000;
    expect(await get("con_1")).toBe("made");
    expect(await get("con_1")).toBe("made");
  });
});

describe("isTransient", () => {
  const cancelled = (code: string) =>
    new TransactionCanceledException({ message: "", $metadata: {}, CancellationReasons: [{ Code: code }] });

  it.each([
    ["a throttled call", Object.assign(new Error("slow down"), { name: "ThrottlingException" }), true],
    ["a store out of reach", Object.assign(new Error("no"), { code: "ECONNREFUSED" }), true],
    ["a server error of the store", Object.assign(new Error("no"), { $metadata: { httpStatusCode: 503 } }), true],
    ["a throttled part of a transaction", cancelled("ThrottlingError"), true],
    ["a condition that did not hold", cancelled("ConditionalCheckFailed"), false],
    ["a bug", new TypeError("x is not a function"), false],
    ["something that is not an error", "text", false],
  ])("of %s", (_, error, expected) => {
    expect(isTransient(error)).toBe(expected);
  });
});

describe("ids", () => {
  it("are the same for the same request and can't run into each other", () => {
    expect(derivedId("res", "u", "hold", "k")).toBe(derivedId("res", "u", "hold", "k"));
    expect(derivedId("res", "u", "hold", "k")).toMatch(/^res_[A-Za-z0-9_-]{22}$/);
    expect(derivedId("res", "u1", "hold", "k")).not.toBe(derivedId("res", "u", "1hold", "k"));
    expect(fingerprint("a", "b")).not.toBe(fingerprint("ab"));
  });
});
