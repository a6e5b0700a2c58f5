/** The lobby, its draw, and the check of the draw in the browser. */
import { describe, expect, test } from "@jest/globals";
import { axeFindingsInBothSchemes } from "#test/browser/support/axe.ts";
import { withBrowser } from "#test/browser/support/browser.ts";
import { joinQueue, newBuyer } from "#test/browser/support/buyers.ts";
import { noteRequests } from "#test/browser/support/network.ts";
import { inSeconds, operator } from "#test/browser/support/operator.ts";
import { screenshot } from "#test/browser/support/screenshot.ts";

const browser = withBrowser();
const OPENS_IN_SECONDS = 45;

describe("the lobby", () => {
  test("counts down to the draw, and its result can be checked", async () => {
    const { newConcert, newPerformance } = await operator();
    const queue = { maxActive: 1000, admitPerTick: 1000, claimSeconds: 60, passSeconds: 600 };
    const { concertId } = await newConcert({ opensAt: inSeconds(OPENS_IN_SECONDS), queue });
    await newPerformance(concertId);
    for (let other = 0; other < 3; other += 1) await joinQueue(await newBuyer(), concertId);
    const buyer = await newBuyer();
    const visit = await browser.open(`/concerts/${concertId}/waiting?join`, { as: buyer });
    const { page } = visit;

    await page.getByText("예매 시작까지").waitFor();
    await page.getByText("참여했어요.").first().waitFor();
    const arrival = await page.locator(".waiting-arrival").textContent();
    expect(await page.getByRole("timer").textContent()).toMatch(/^0:\d\d$/);
    await page.getByText("추첨이 공정한지 어떻게 알 수 있나요?").click();
    const commitment = await page.locator(".waiting-code").textContent();
    expect(commitment).toMatch(/^[0-9a-f]{64}$/);
    expect(await axeFindingsInBothSchemes(page)).toEqual([]);
    await screenshot(visit, "waiting", "lobby");
    const sent = noteRequests(page);

    await page.getByRole("heading", { name: "내 차례예요" }).waitFor({ timeout: 100_000 });
    expect(sent.filter(({ path }) => path.endsWith("/queue")).length).toBeLessThanOrEqual(4);

    await visit.goto(`/concerts/${concertId}/draw`);
    expect(await page.getByLabel("도착 번호").inputValue()).toBe(arrival);
    await page.getByText(`모두 맞아요. 도착 번호 ${arrival}번은`).waitFor();
    await page.getByText("이 브라우저가 본 지문과 같아요.").waitFor();
    await page.getByText("내가 받은 대기 순번과 같아요.").waitFor();
    expect(await page.locator(".draw-figures").textContent()).toContain(commitment);
    expect(await axeFindingsInBothSchemes(page)).toEqual([]);
    await screenshot(visit, "draw", "sound");
  });

  test("lets anybody with an arrival number check it, and explains what is no number", async () => {
    const { newConcert, newPerformance, changeQueue } = await operator();
    const { concertId } = await newConcert({ opensAt: inSeconds(600) });
    await newPerformance(concertId);
    await joinQueue(await newBuyer(), concertId);
    const { page } = await browser.open(`/concerts/${concertId}/draw`, { language: "en" });
    await page.getByText("Not drawn yet").waitFor();
    await changeQueue(concertId, { opensAt: inSeconds(3) });

    // The page reads the draw once: somebody looks again after the opening.
    const check = page.getByRole("button", { name: "Check" });
    while ((await check.count()) === 0) {
      await page.waitForTimeout(2000);
      await page.reload();
      await page.getByRole("heading", { name: "The values" }).waitFor();
    }
    const field = page.getByLabel("Your arrival number");
    await field.fill("six");
    await field.press("Enter");
    await page.getByText("Enter a whole number from 1, such as 1204.").waitFor();
    await field.fill("1");
    await field.press("Enter");
    await page.getByText(/Everything fits: arrival 1 was drawn number \d+\./).waitFor();
    await field.fill("900");
    await field.press("Enter");
    await page.getByText("Arrival 900 was not in the draw").waitFor();
  });
});
