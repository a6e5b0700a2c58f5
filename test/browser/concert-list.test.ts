/** What is on: the list of concerts at /. */
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "@jest/globals";
import { axeFindingsInBothSchemes } from "#test/browser/support/axe.ts";
import { type VisitOptions, withBrowser } from "#test/browser/support/browser.ts";
import { refused } from "#test/browser/support/complaints.ts";
import { inSeconds, operator } from "#test/browser/support/operator.ts";

const { open } = withBrowser();

const HOUR = 3600;

/** The list with a new concert in it: functions and caches keep the one before for some seconds. */
const openListed = async (title: string, options: VisitOptions = {}) => {
  const { page } = await open("/", options);
  const card = page.getByRole("article").filter({ hasText: title });
  for (;;) {
    await page.getByRole("article").first().waitFor();
    if ((await card.count()) > 0) return card;
    await sleep(500);
    await page.reload();
  }
};

describe("the list of concerts", () => {
  test("names each concert with the time of its opening, by the hall's clock and the reader's", async () => {
    const { newConcert } = await operator();
    const title = `개막 ${crypto.randomUUID().slice(0, 8)}`;
    await newConcert({ title, opensAt: "2027-03-01T11:00:00Z", closesAt: "2027-04-01T11:00:00Z" });

    const card = await openListed(title, { language: "en", timeZone: "America/New_York" });

    await card.getByText("Mon 1 Mar 2027, 20:00").waitFor();
    await card.getByText("Seoul time").waitFor();
    await card.getByText("Mon 1 Mar 2027, 06:00 where you are (New York time)").waitFor();
  });

  test("says the reader's time only where it is another one", async () => {
    const { newConcert } = await operator();
    const title = `개막 ${crypto.randomUUID().slice(0, 8)}`;
    await newConcert({ title, opensAt: "2027-03-01T11:00:00Z", closesAt: "2027-04-01T11:00:00Z" });

    const card = await openListed(title);

    await card.getByText("2027년 3월 1일 (월) 오후 8:00").waitFor();
    expect(await card.textContent()).not.toContain("내 위치");
  });

  test("draws the same poster for the same concert, on every device", async () => {
    const { newConcert } = await operator();
    const { concertId } = await newConcert({ opensAt: inSeconds(HOUR), closesAt: inSeconds(24 * HOUR) });
    const posterOn = async (device: "phone" | "desktop"): Promise<string> => {
      const { page } = await open(`/concerts/${concertId}`, { device });
      return await page.locator("article svg.poster g").first().innerHTML();
    };

    expect(await posterOn("phone")).toBe(await posterOn("desktop"));
  });

  test("says that nothing is on", async () => {
    const { page, context, goto, complaints } = await open("/nowhere");
    complaints.expect(refused(404, "nowhere"), "The page of an unknown address is a 404.");
    await context.route(/\/v1\/concerts\?/, (route) =>
      route.fulfill({ json: { items: [], nextCursor: null, serverTime: new Date().toISOString() } }),
    );

    await goto("/");

    await page.getByText("지금은 예매할 수 있는 공연이 없어요").waitFor();
  });

  test("says what is wrong when it can't be read, and reads it again when asked to", async () => {
    const { newConcert } = await operator();
    await newConcert();
    const { page, context, goto, complaints } = await open("/nowhere");
    complaints.expect(refused(404, "nowhere"), "The page of an unknown address is a 404.");
    complaints.expect(refused(500), "The test has the service fail.");
    await context.route(/\/v1\/concerts\?/, (route) => route.fulfill({ status: 500, body: "" }));
    await goto("/");
    await page.getByRole("alert").getByText("저희 쪽에 문제가 생겼어요").waitFor();

    await context.unroute(/\/v1\/concerts\?/);
    await page.getByRole("button", { name: "다시 시도" }).click();

    await page.getByRole("article").first().waitFor();
  });

  test("shows more of them when asked to, each of them once, and says how many", async () => {
    const { newConcert } = await operator();
    for (let each = 0; each < 3; each += 1) await newConcert();
    const { page, context, goto, complaints } = await open("/nowhere");
    complaints.expect(refused(404, "nowhere"), "The page of an unknown address is a 404.");
    // The service's own pages, two concerts each: there need not be a hundred of them.
    await context.route(/\/v1\/concerts\?/, (route, request) =>
      route.continue({ url: request.url().replace(/limit=\d+/, "limit=2") }),
    );
    await goto("/");
    const cards = page.getByRole("article");
    const links = (): Promise<readonly (string | null)[]> =>
      cards.getByRole("link").evaluateAll((found) => found.map((link) => link.getAttribute("href")));
    await cards.first().waitFor();
    const first = await links();
    const more = page.getByRole("button", { name: "더 보기" });

    await more.click();
    await cards.nth(2).waitFor();

    const all = await links();
    expect(first).toHaveLength(2);
    expect(all).toEqual(expect.arrayContaining([...first]));
    expect(new Set(all).size).toBe(all.length);
    await page.getByText(`공연 ${all.length - 2}개를 더 불러왔어요.`).waitFor({ state: "attached" });
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe("BODY");

    // The last page has no next one.
    await context.unroute(/\/v1\/concerts\?/);
    await context.route(/\/v1\/concerts\?.*cursor=/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), nextCursor: null } });
    });
    if (await more.isVisible()) await more.click();
    await more.waitFor({ state: "detached" });
  });

  test.each(["ko", "en"] as const)("has nothing for axe to find, in %s", async (language) => {
    const { newConcert } = await operator();
    await newConcert({ opensAt: inSeconds(HOUR), closesAt: inSeconds(24 * HOUR) });
    await newConcert();

    const { page } = await open("/", { language });
    await page.getByRole("article").first().waitFor();

    expect(await axeFindingsInBothSchemes(page)).toEqual([]);
  });

  test("changes its language without loading the page again, and keeps it", async () => {
    const { page, goto } = await open("/");
    await page.getByRole("heading", { name: "공연", level: 1 }).waitFor();

    await page.getByRole("button", { name: "English" }).click();

    await page.getByRole("heading", { name: "What’s on", level: 1 }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    await goto("/");
    await page.getByRole("heading", { name: "What’s on", level: 1 }).waitFor();
  });

  test("has the title in large text without anything to the side of the page", async () => {
    const { page } = await open("/");
    await page.getByRole("article").first().waitFor();

    await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
    });

    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
});

test("an address that no screen has says so, and leads on", async () => {
  const { page, complaints } = await open("/nowhere");
  complaints.expect(/status of 404/, "The page of an unknown address is a 404.");

  await page.getByRole("heading", { name: "찾으시는 페이지가 없어요" }).waitFor();
  expect(await axeFindingsInBothSchemes(page)).toEqual([]);
  await page.getByRole("link", { name: "공연 목록 보기" }).click();
  await page.getByRole("heading", { name: "공연", level: 1 }).waitFor();
});
