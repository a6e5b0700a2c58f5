/** The waiting screen without a connection, asleep, with a wrong clock, and open twice. */
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { type VisitOptions, withBrowser } from "#test/browser/support/browser.ts";
import { admit, joinQueue, newBuyer } from "#test/browser/support/buyers.ts";
import { refused, UNREACHED } from "#test/browser/support/complaints.ts";
import { setClockAhead } from "#test/browser/support/device-clock.ts";
import { noteRequests, offlineWhile } from "#test/browser/support/network.ts";
import { inSeconds, operator } from "#test/browser/support/operator.ts";

const browser = withBrowser();
const CLAIM_SECONDS = 20;
/** Places that somebody may take one after the other before they have to wait (functions/queue/rules/rejoin-pause.ts). */
const PLACES_AT_ONCE = 5;

/** Turns are kept for so long that pages look, and show a number, after half a minute. */
const LONG_CLAIM_SECONDS = 120;

/** One is inside, one waits, and then comes the user of the page. */
const openBehind = async (options: VisitOptions = {}, claimSeconds = CLAIM_SECONDS) => {
  const { newConcert, newPerformance, changeQueue } = await operator();
  const { concertId } = await newConcert({
    queue: { maxActive: 1, admitPerTick: 1, claimSeconds, passSeconds: 600 },
  });
  await newPerformance(concertId);
  await admit(await newBuyer(), concertId);
  await joinQueue(await newBuyer(), concertId);
  const buyer = await newBuyer();
  const visit = await browser.open(`/concerts/${concertId}/waiting?join`, { as: buyer, ...options });
  await seeNumber(visit.page);
  return { ...visit, concertId, buyer, letIn: () => changeQueue(concertId, { maxActive: 1000, admitPerTick: 1000 }) };
};

const seeNumber = (page: Page) => page.locator(".waiting-number strong").waitFor({ timeout: 60_000 });
/** A tick, a look and a claim, on a machine that may be busy. */
const seeTurn = (page: Page) => page.getByRole("heading", { name: "내 차례예요" }).waitFor({ timeout: 60_000 });
const see = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
const numberOf = (page: Page) => page.locator(".waiting-number strong").textContent();

describe("the waiting screen in trouble", () => {
  test("says that the device is offline, keeps what it knows, and goes on by itself", async () => {
    const { page, context, complaints } = await openBehind();
    complaints.expect(UNREACHED, "There is no connection.");
    const number = await numberOf(page);

    await offlineWhile(context, async () => {
      await see(page, "인터넷 연결이 끊겼어요.");
      expect(await numberOf(page)).toBe(number);
    });

    await see(page, "순서대로 입장하고 있어요.");
    expect(await numberOf(page)).toBe(number);
  });

  test("says that the service is out of reach once more than one call was lost, and goes on by itself", async () => {
    const { page, complaints } = await openBehind();
    complaints.expect(UNREACHED, "The service is out of reach.");

    await page.route("**/queue", (route) => route.abort("connectionrefused"));
    await see(page, "서비스에 연결할 수 없어요.");
    await see(page, "순서는 그대로예요.");
    await page.unroute("**/queue");

    await see(page, "순서대로 입장하고 있어요.");
  });

  test("waits for somebody who has joined and left again and again until they may join, and says when", async () => {
    const { newConcert, newPerformance } = await operator();
    const { concertId } = await newConcert();
    await newPerformance(concertId);
    const buyer = await newBuyer();
    for (let times = 0; times < PLACES_AT_ONCE + 1; times += 1) {
      const { token } = await joinQueue(buyer, concertId);
      await buyer.client.call("leaveQueue", { params: { concertId }, queueToken: token });
    }

    const { page, complaints } = await browser.open(`/concerts/${concertId}/waiting?join`, { as: buyer });
    complaints.expect(refused(429, "queue-token"), "They have joined too often.");

    await see(page, /참여와 나가기를 여러 번 반복했어요\. \d+초 뒤에/);
    await seeTurn(page);
  });

  test("looks at once when the device wakes up, although it meant to look minutes later", async () => {
    const { page, letIn } = await openBehind({}, LONG_CLAIM_SECONDS);
    await see(page, /· 0:[123]\d 뒤에 다시 확인해요/);
    await letIn();
    const sent = noteRequests(page);
    await sleep(6000);
    expect(sent).toEqual([]);

    await setClockAhead(page, 30);

    await seeTurn(page);
  });

  test("says that a turn was missed, and joins again at the end if somebody wants that", async () => {
    const { page, context, complaints, letIn } = await openBehind();
    complaints.expect(UNREACHED, "There is no connection.");
    complaints.expect(refused(410, "queue-token"), "The turn was not taken in time.");

    await offlineWhile(context, async () => {
      await letIn();
      await sleep((CLAIM_SECONDS + 8) * 1000);
    });
    await page.getByRole("heading", { name: "차례가 지나갔어요" }).waitFor();
    await page.getByRole("button", { name: "맨 뒤에 다시 서기" }).click();

    await seeTurn(page);
  });

  test("says that the session has ended, and that the place is kept", async () => {
    const { page, letIn } = await openBehind();

    await setClockAhead(page, 120);
    await letIn();

    await page.getByRole("heading", { name: "다시 로그인해 주세요" }).waitFor();
    await see(page, "로그아웃되었어요. 순서는 그대로예요.");
  });

  test.each([10, -10])(
    "counts down by the service's clock on a device whose clock is %d minutes off",
    async (minutes) => {
      const { newConcert } = await operator();
      const { concertId } = await newConcert({ opensAt: inSeconds(600) });
      const buyer = await newBuyer();

      const { page } = await browser.open(`/concerts/${concertId}/waiting?join`, { as: buyer, clockMinutes: minutes });
      await see(page, "참여했어요.");

      expect(await page.getByRole("timer").textContent()).toMatch(/^9:\d\d$/);
    },
  );

  test("shows the same place in a second tab, and says so, and that it was left in the other one", async () => {
    const { page, openTab, concertId, complaints } = await openBehind();
    complaints.expect(refused(404, "queue-token"), "The place was given up in the other tab.");

    const other = await openTab(`/concerts/${concertId}/waiting`);
    await seeNumber(other);
    expect(await numberOf(other)).toBe(await numberOf(page));
    await see(page, "다른 탭에서도 열려 있어요.");
    await other.getByRole("button", { name: "대기열에서 나가기" }).click();
    await other.getByRole("dialog").getByRole("button", { name: "대기열에서 나가기" }).click();
    await other.getByRole("heading", { name: "대기열에서 나왔어요" }).waitFor();

    await page.getByRole("heading", { name: "대기 순서가 없어졌어요" }).waitFor();
  });

  test("shows the same place on a second device", async () => {
    const { page, concertId, buyer } = await openBehind();

    const second = await browser.open(`/concerts/${concertId}/waiting`, {
      as: buyer,
      device: "desktop",
      language: "en",
    });
    await seeNumber(second.page);

    expect(await numberOf(second.page)).toBe(await numberOf(page));
    await see(second.page, "people ahead of you");
  });
});
