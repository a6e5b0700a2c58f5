/** The waiting screen: from joining to the turn, and what an operator does meanwhile. */
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { axeFindingsInBothSchemes } from "#test/browser/support/axe.ts";
import { type Visit, type VisitOptions, withBrowser } from "#test/browser/support/browser.ts";
import { admit, type Buyer, hold, joinQueue, newBuyer } from "#test/browser/support/buyers.ts";
import { refused } from "#test/browser/support/complaints.ts";
import { forgetLayoutShifts, layoutShifts } from "#test/browser/support/layout-shift.ts";
import { noteRequests } from "#test/browser/support/network.ts";
import { operator } from "#test/browser/support/operator.ts";
import { screenshot } from "#test/browser/support/screenshot.ts";
import { chooseUser } from "#test/browser/support/sign-in.ts";

const browser = withBrowser();

/** Turns are kept for so short a time that pages look every two or three seconds. */
const SHORT_CLAIM = { claimSeconds: 20, passSeconds: 600 };

/** Somebody is inside, nobody else can get in, and others wait. */
const fullQueue = async (waiting: number, seats?: { readonly rows: number }) => {
  const { newConcert, newPerformance, changeQueue } = await operator();
  const { concertId } = await newConcert({ queue: { maxActive: 1, admitPerTick: 1, ...SHORT_CLAIM } });
  const rows = Array.from({ length: seats?.rows ?? 5 }, (_, row) => ({ row: String(row + 1), from: 1, to: 2 }));
  const sections = [{ sectionId: "A", label: "1층", category: "R", price: 66_000, rows }];
  const { performanceId } = await newPerformance(concertId, { sections });
  const inside = await newBuyer();
  const token = await admit(inside, concertId);
  for (let joined = 0; joined < waiting; joined += 1) await joinQueue(await newBuyer(), concertId);
  return {
    concertId,
    performanceId,
    inside,
    token,
    change: (change: Parameters<typeof changeQueue>[1]) => changeQueue(concertId, change),
    letIn: () => changeQueue(concertId, { maxActive: 1000, admitPerTick: 1000 }),
  };
};

const openWaiting = async (concertId: string, buyer: Buyer, options: VisitOptions = {}): Promise<Visit> =>
  browser.open(`/concerts/${concertId}/waiting?join`, { as: buyer, ...options });

const seeNumber = (page: Page) => page.locator(".waiting-number strong").waitFor();
/** A tick, a look and a claim, on a machine that may be busy. */
const seeTurn = (page: Page) => page.getByRole("heading", { name: "내 차례예요" }).waitFor({ timeout: 60_000 });
const see = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
const statusOf = (page: Page) => page.locator(".waiting-status-words");

/** Notes what live regions say from now on. */
const listen = async (page: Page): Promise<() => Promise<readonly string[]>> => {
  await page.evaluate(() => {
    const said: string[] = [];
    (globalThis as unknown as { said: string[] }).said = said;
    const observer = new MutationObserver((changes) => {
      for (const { target } of changes) said.push((target.textContent ?? "").trim());
    });
    for (const region of document.querySelectorAll(".visually-hidden[aria-live]")) {
      observer.observe(region, { childList: true, characterData: true, subtree: true });
    }
  });
  // A region is emptied some time after it has spoken.
  return () => page.evaluate(() => (globalThis as unknown as { said: string[] }).said.filter((text) => text !== ""));
};

const SPOKEN_MS_MAX = 5000;

/** Waits until something is so, for some seconds: a region speaks a moment after the page has changed. */
const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + SPOKEN_MS_MAX;
  while (!(await isSo()) && Date.now() < deadline) await sleep(100);
};

describe("the waiting screen", () => {
  test("leads from joining to the turn, and on to the dates", async () => {
    const { newConcert, newPerformance } = await operator();
    const { concertId } = await newConcert();
    await newPerformance(concertId);

    const visit = await openWaiting(concertId, await newBuyer());
    const { page } = visit;

    await seeTurn(page);
    expect(await page.title()).toContain("내 차례예요!");
    expect(new URL(page.url()).search).toBe("");
    expect(await axeFindingsInBothSchemes(page)).toEqual([]);
    await screenshot(visit, "waiting", "turn");
    await page.getByRole("link", { name: "날짜와 좌석 고르기" }).click();
    expect(new URL(page.url()).pathname).toBe(`/concerts/${concertId}/dates`);
  });

  test("says to somebody who comes back with a pass that they are in already", async () => {
    const { newConcert, newPerformance } = await operator();
    const { concertId } = await newConcert();
    await newPerformance(concertId);
    const buyer = await newBuyer();
    await admit(buyer, concertId);

    const { page } = await browser.open(`/concerts/${concertId}/waiting`, { as: buyer });

    await page.getByRole("heading", { name: "이미 입장했어요" }).waitFor();
  });

  test("asks nothing but the public queue while somebody waits, at its pace, speaks rarely, and nothing moves", async () => {
    const { concertId, letIn } = await fullQueue(4);
    const visit = await openWaiting(concertId, await newBuyer());
    const { page } = visit;
    await seeNumber(page);
    await see(page, "66,000원");
    await screenshot(visit, "waiting", "number");
    const said = await listen(page);
    const sent = noteRequests(page);
    await forgetLayoutShifts(page);

    await page.waitForTimeout(15_000);

    expect(await layoutShifts(page)).toEqual([]);
    expect(sent.length).toBeGreaterThan(1);
    expect(sent.every(({ method, path }) => method === "GET" && path === `/v1/concerts/${concertId}/queue`)).toBe(true);
    const pauses = sent.slice(1).map(({ atMs }, index) => atMs - (sent[index]?.atMs ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThan(900);
    expect(await said()).toEqual([]);
    expect(await axeFindingsInBothSchemes(page)).toEqual([]);

    await letIn();
    await seeTurn(page);
    // The turn is shown while it is being claimed, and spoken of once it is.
    await see(page, "예매할 수 있는 시간");
    await until(async () => (await said()).length > 0);
    expect((await said()).at(-1)).toContain("내 차례예요");
    expect((await said()).length).toBeLessThanOrEqual(3);
  });

  test("goes on after a reload where it was, without joining anew", async () => {
    const { concertId } = await fullQueue(2);
    const { page } = await openWaiting(concertId, await newBuyer());
    await seeNumber(page);
    const before = await page.locator(".waiting-number").textContent();
    const sent = noteRequests(page);

    await page.reload();
    await seeNumber(page);

    expect(await page.locator(".waiting-number").textContent()).toBe(before);
    expect(sent.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  test("says that the queue is paused, and that it moves again, and nothing below moves", async () => {
    const { concertId, change } = await fullQueue(3);
    const visit = await openWaiting(concertId, await newBuyer());
    const { page } = visit;
    await seeNumber(page);
    const said = await listen(page);
    await forgetLayoutShifts(page);

    await change({ paused: true });
    await see(page, "주최 측이 입장을 잠시 멈췄어요.");
    await screenshot(visit, "waiting", "paused");
    await change({ paused: false });
    await see(page, "다시 입장이 시작됐어요.");

    expect(await layoutShifts(page)).toEqual([]);
    expect(await said()).toEqual([expect.stringContaining("잠시 멈췄어요"), expect.stringContaining("다시 입장")]);
  });

  test("says that it is sold out, and that seats have come back", async () => {
    const { concertId, performanceId, inside, token } = await fullQueue(1, { rows: 1 });
    const visit = await openWaiting(concertId, await newBuyer());
    const { page } = visit;
    await seeNumber(page);

    const { reservationId } = await hold(inside, token, performanceId, ["A-1-1", "A-1-2"]);
    await see(page, "지금은 매진이에요. 취소표가 나올 수 있어요.");
    await page.locator(".waiting-sold-out").waitFor();
    await screenshot(visit, "waiting", "sold-out");
    await inside.client.call("releaseReservation", { params: { reservationId } });

    await see(page, "좌석이 다시 나왔어요.");
  });

  test("ends with the sale", async () => {
    const { concertId, change } = await fullQueue(1);
    const { page, complaints } = await openWaiting(concertId, await newBuyer());
    complaints.expect(refused(409, "queue-token"), "The sale has ended.");
    await seeNumber(page);

    await change({ closed: true });

    await page.getByRole("heading", { name: "예매가 끝났어요" }).waitFor();
  });

  test("gives a place up only after a question, and not by a reload", async () => {
    const { concertId } = await fullQueue(1);
    const { page, complaints } = await openWaiting(concertId, await newBuyer());
    complaints.expect(refused(404, "queue-token"), "There is no place any more.");
    await seeNumber(page);

    await page.getByRole("button", { name: "대기열에서 나가기" }).press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    expect(await page.locator(".waiting-number").count()).toBe(1);
    await page.getByRole("button", { name: "대기열에서 나가기" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "대기열에서 나가기" }).click();
    await page.getByRole("heading", { name: "대기열에서 나왔어요" }).waitFor();
    await page.reload();

    await page.getByRole("button", { name: "대기열 참여하기" }).waitFor();
  });

  test("sounds only once somebody has switched it on", async () => {
    const { concertId } = await fullQueue(1);
    const { page } = await openWaiting(concertId, await newBuyer());
    await seeNumber(page);

    await page.getByRole("checkbox", { name: "소리로 알림" }).check();

    await see(page, "방금 들린 소리예요.");
  });

  test("asks somebody who is not signed in to sign in, and then joins for them", async () => {
    const { newConcert, newPerformance } = await operator();
    const { concertId } = await newConcert();
    await newPerformance(concertId);
    const visit = await browser.open(`/concerts/${concertId}/waiting`);
    await see(visit.page, "로그인이 필요해요.");
    expect(await axeFindingsInBothSchemes(visit.page)).toEqual([]);

    await visit.page.getByRole("button", { name: "로그인하고 참여하기" }).click();
    await chooseUser(visit.page, (await newBuyer()).name);

    await seeTurn(visit.page);
  });

  test("says that there is no such concert", async () => {
    const { page, complaints } = await browser.open("/concerts/con_nothing/waiting");
    complaints.expect(refused(404), "There is no such concert.");

    await page.getByRole("heading", { level: 1, name: "공연을 찾을 수 없어요" }).waitFor();
    expect(await statusOf(page).count()).toBe(0);
  });
});
