import { describe, expect, test } from "@jest/globals";
import { type Page, proveIfAsked } from "#web/shared/api/browser-proof.ts";

const CHALLENGE = new Headers({ "x-amzn-waf-action": "challenge" });

/** A page that counts how often it is loaded again. */
const newPage = () => {
  const kept = new Map<string, string>();
  const loads: number[] = [];
  const at = (nowMs: number) => (): Page => ({
    storage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
    reload: () => void loads.push(nowMs),
    nowMs,
  });
  return { loads, at };
};

describe("a call that is answered with a challenge", () => {
  test("loads the page again, which proves the browser", () => {
    const { loads, at } = newPage();
    proveIfAsked(CHALLENGE, at(1_000_000));
    expect(loads).toEqual([1_000_000]);
  });

  test("does so once a minute at most, so that a page is not loaded for ever", () => {
    const { loads, at } = newPage();
    for (const nowMs of [1_000_000, 1_000_500, 1_059_000, 1_061_000]) proveIfAsked(CHALLENGE, at(nowMs));
    expect(loads).toEqual([1_000_000, 1_061_000]);
  });

  test.each([new Headers(), new Headers({ "x-amzn-waf-action": "captcha" })])("and no other call", (headers) => {
    const { loads, at } = newPage();
    proveIfAsked(headers, at(1_000_000));
    expect(loads).toEqual([]);
  });
});
