import { describe, expect, test } from "@jest/globals";
import { originCheck } from "#functions/service/origin-secret.ts";

/** A store of secrets whose values a test replaces, with the number of times it was read. */
const storeOf = (...secrets: string[]) => {
  const store = { secrets, reads: 0 };
  const read = (): Promise<readonly string[]> => {
    store.reads += 1;
    return Promise.resolve([...store.secrets]);
  };
  return { store, check: originCheck(read) };
};

describe("a request to the API of a closed stage", () => {
  test("is let through with the secret, which is read once", async () => {
    const { store, check } = storeOf("now");
    expect([await check("now"), await check("now")]).toEqual([true, true]);
    expect(store.reads).toBe(1);
  });

  test.each(["", "other", "no", "now ", "NOW"])("is refused with %j", async (shown) => {
    const { check } = storeOf("now");
    expect(await check(shown)).toBe(false);
  });

  test("is refused without a secret, whatever is stored", async () => {
    const { check } = storeOf("");
    expect(await check("")).toBe(false);
  });

  test("is let through with a new secret from its first request on, and with the one before", async () => {
    // Prepare
    const { store, check } = storeOf("first");
    await check("first");

    // Act
    store.secrets = ["second", "first"];

    // Assess
    expect([await check("second"), await check("first"), await check("third")]).toEqual([true, true, false]);
  });

  test("is refused with a secret that was replaced twice, once another value was asked for", async () => {
    const { store, check } = storeOf("first");
    await check("first");
    store.secrets = ["third", "second"];
    expect([await check("third"), await check("first")]).toEqual([true, false]);
  });

  test("is neither let through nor refused while the secret can't be read", async () => {
    const check = originCheck(() => Promise.reject(new Error("away")));
    await expect(check("now")).rejects.toThrow("away");
  });
});
