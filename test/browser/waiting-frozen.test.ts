/** Pages that the browser freezes to save power, and a service with too many callers: both go on where they were. */
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { withBrowser } from "#test/browser/support/browser.ts";
import { type Buyer, newBuyer } from "#test/browser/support/buyers.ts";
import { refused } from "#test/browser/support/complaints.ts";
import { lobby, quickQueue } from "#test/browser/support/crowd.ts";
import { frozenWhile } from "#test/browser/support/device-clock.ts";
import { noteRequests } from "#test/browser/support/network.ts";
import { ANY, like, WORDS } from "#test/browser/support/words.ts";

const browser = withBrowser();
const { waiting: t } = WORDS.ko;
const pathOf = (concertId: string): string => `/concerts/${concertId}/waiting`;

const numberOn = (page: Page): Promise<string | null> => page.locator(".waiting-number strong").textContent();
const seeTurn = (page: Page) => page.getByRole("heading", { name: t.admitted }).waitFor({ timeout: 60_000 });
const secondsOf = (clock: string): number => clock.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);

const crowdedLine = (page: Page) => page.locator(".waiting-status-words").filter({ hasText: like(t.crowded(ANY)) });

/** Longer than the time from one look to the next with few seconds to claim a turn. */
const FROZEN_MS = 8000;

describe("a frozen page", () => {
  test("keeps still, and picks up where it is: the same place, without joining again, and the turn that has come", async () => {
    const { concertId, buyer, letIn } = await quickQueue();
    const { page } = await browser.open(pathOf(concertId), { as: buyer });
    await page.getByText(t.whatNext).waitFor();
    const number = await numberOn(page);
    const sent = noteRequests(page);

    await frozenWhile(page, async () => {
      const before = sent.length;
      await sleep(FROZEN_MS);
      expect(sent.length).toBe(before);
    });

    expect(await numberOn(page)).toBe(number);
    await letIn();
    await seeTurn(page);
    expect(sent.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  test("counts down on at the right second", async () => {
    const { concertId, buyer } = await lobby(0);
    const { page } = await browser.open(pathOf(concertId), { as: buyer });
    const countdown = page.getByRole("timer").first();
    await countdown.waitFor();
    const { body } = await buyer.client.call("readQueue", { params: { concertId } });
    const before = (await countdown.textContent()) ?? "";

    await frozenWhile(page, () => sleep(5000));
    await page.waitForFunction(
      (text) => document.querySelector("[role=timer]")?.textContent !== text,
      await countdown.textContent(),
      { polling: 100 },
    );

    const left = (Date.parse(body.opensAt) - Date.now()) / 1000;
    const shown = secondsOf((await countdown.textContent()) ?? "");
    expect(Math.abs(shown - left)).toBeLessThan(4);
    expect(secondsOf(before) - shown).toBeGreaterThanOrEqual(4);
  });
});

describe("a service with too many callers", () => {
  test("is waited for: the page says so and when it tries again, that the place is kept, and no more once it is let in", async () => {
    const { concertId, buyer } = await quickQueue();
    const { page, complaints } = await browser.open(pathOf(concertId), { as: buyer });
    complaints.expect(refused(429, "/queue"), "The gateway refuses calls beyond its rate.");
    await page.getByText(t.whatNext).waitFor();
    const number = await numberOn(page);
    const calm = (await page.locator(".waiting-status-words").textContent()) ?? "";
    const crowded = crowdedLine(page);

    await page.route("**/queue", (route) => route.fulfill({ status: 429, json: { message: "Too Many Requests" } }));
    await crowded.waitFor({ timeout: 60_000 });
    expect(await crowded.textContent()).toContain(t.placeKept);
    expect(await numberOn(page)).toBe(number);
    await page.unroute("**/queue");

    await crowded.waitFor({ state: "detached", timeout: 60_000 });
    await page.locator(".waiting-status-words").filter({ hasText: calm }).waitFor();
    expect(await numberOn(page)).toBe(number);
  });

  test("is waited for by somebody who joins, and they have joined once", async () => {
    const { concertId, letIn } = await quickQueue();
    const newcomer = await newBuyer();
    const { page, complaints } = await browser.open("/account", { as: newcomer });
    complaints.expect(refused(429, "/queue-token"), "The gateway refuses calls beyond its rate.");
    await page.route("**/queue-token", (route) =>
      route.fulfill({ status: 429, json: { message: "Too Many Requests" } }),
    );
    const before = await issuedIn(newcomer, concertId);

    await page.goto(`${pathOf(concertId)}?join`);
    await crowdedLine(page).waitFor({ timeout: 60_000 });
    await page.unroute("**/queue-token");
    await crowdedLine(page).waitFor({ state: "detached", timeout: 60_000 });
    await letIn();
    await seeTurn(page);

    expect(await issuedIn(newcomer, concertId)).toBe(before + 1);
  });
});

const issuedIn = async ({ client }: Buyer, concertId: string): Promise<number> =>
  (await client.call("readQueue", { params: { concertId } })).body.issued;
