/** Somebody who has joined, and whose number comes later: at once, or minutes later if it is far back. */
import { describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { axeFindingsInBothSchemes } from "#test/browser/support/axe.ts";
import { withBrowser } from "#test/browser/support/browser.ts";
import { newBuyer } from "#test/browser/support/buyers.ts";
import { quickQueue } from "#test/browser/support/crowd.ts";
import { screenshot } from "#test/browser/support/screenshot.ts";
import { ANY, like, WORDS } from "#test/browser/support/words.ts";

const browser = withBrowser();
const { waiting: t, leave: leaving, without } = WORDS.ko;

/** Joins, where the service says that the number comes after this time, as it does to people far back. */
const joinUnnumbered = async (nextPollSeconds: number) => {
  const { concertId } = await quickQueue();
  const buyer = await newBuyer();
  const visit = await browser.open("/account", { as: buyer });
  await visit.page.route("**/queue-token", async (route, request) => {
    if (request.method() === "DELETE") return route.continue();
    const response = await route.fetch();
    const place = (await response.json()) as object;
    await route.fulfill({
      response,
      json: { ...place, status: "WAITING", arrival: null, number: null, nextPollSeconds },
    });
  });
  await visit.goto(`/concerts/${concertId}/waiting?join`);
  await visit.page.getByRole("heading", { name: t.joined }).waitFor();
  return { ...visit, concertId, buyer };
};

const leave = (page: Page) => page.getByRole("button", { name: t.leave, exact: true });

describe("a place whose number is not known yet", () => {
  test("has the prices and the way out beside it if the number comes minutes later", async () => {
    const visit = await joinUnnumbered(120);
    const { page, concertId, buyer } = visit;
    await page.getByText(like(t.numberIn(ANY))).waitFor();
    await page.getByRole("heading", { name: t.prices }).waitFor();
    await page.getByText("66,000원").waitFor();
    expect(await axeFindingsInBothSchemes(page)).toEqual([]);
    await screenshot(visit, "waiting", "joined");

    await leave(page).click();
    const question = page.getByRole("dialog");
    await question.getByText(leaving.whyJoined).waitFor();
    await question.getByRole("button", { name: t.leave, exact: true }).click();
    await page.getByRole("heading", { name: without.whys.left[0] ?? "" }).waitFor();

    const place = buyer.client.call("readQueueToken", { params: { concertId } });
    await expect(place).rejects.toThrow("QUEUE_TOKEN_NOT_FOUND");
  });

  test("has nothing below it that would only be pushed away if the number comes in a moment", async () => {
    const { page } = await joinUnnumbered(3);
    await page.getByText(like(t.numberIn(ANY))).waitFor();

    expect(await page.getByRole("heading", { name: t.prices }).count()).toBe(0);
    expect(await leave(page).count()).toBe(0);
  });
});
