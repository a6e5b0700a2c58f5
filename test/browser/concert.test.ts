/** A concert: the state of its sale, its dates, prices and refunds, and the one thing to do. */
import { describe, expect, test } from "@jest/globals";
import { axeFindingsInBothSchemes } from "#test/browser/support/axe.ts";
import { withBrowser } from "#test/browser/support/browser.ts";
import { refused } from "#test/browser/support/complaints.ts";
import { evening, inSeconds, operator } from "#test/browser/support/operator.ts";
import { serviceOfShortHolds } from "#test/browser/support/service.ts";

const { open } = withBrowser();

const HOUR = 3600;

const countdownSeconds = (text: string | null): number => {
  const [minutes = Number.NaN, seconds = Number.NaN] = (/(\d+):(\d\d)/.exec(text ?? "") ?? []).slice(1).map(Number);
  return minutes * 60 + seconds;
};

describe("a concert whose sale opens soon", () => {
  test.each([-10, 10])("counts down by the service's clock on a device %s minutes off", async (clockMinutes) => {
    const { newConcert, newPerformance } = await operator();
    const opensAt = inSeconds(HOUR / 2);
    const { concertId } = await newConcert({ opensAt, closesAt: inSeconds(24 * HOUR) });
    await newPerformance(concertId);

    const { page } = await open(`/concerts/${concertId}`, { clockMinutes });
    const shown = countdownSeconds(await page.getByText(/\d+:\d\d 후 시작/).textContent());

    expect(Math.abs(shown - (Date.parse(opensAt) - Date.now()) / 1000)).toBeLessThan(5);
  });

  test("leads to the lobby, without a sign-in before", async () => {
    const { newConcert, newPerformance } = await operator();
    const { concertId } = await newConcert({ opensAt: inSeconds(HOUR), closesAt: inSeconds(24 * HOUR) });
    await newPerformance(concertId);

    const { page } = await open(`/concerts/${concertId}`);

    expect(await page.getByRole("link", { name: "대기실 들어가기" }).getAttribute("href")).toBe(
      `/concerts/${concertId}/waiting?join`,
    );
    await page.getByRole("heading", { name: "추첨으로 순번 받기" }).waitFor();
  });

  test("opens on the page at the second, without a reload", async () => {
    const { newConcert, newPerformance } = await operator();
    const { concertId } = await newConcert({ opensAt: inSeconds(12), closesAt: inSeconds(24 * HOUR) });
    await newPerformance(concertId);

    const { page } = await open(`/concerts/${concertId}`, { language: "en" });
    await page.getByRole("link", { name: "Enter the lobby" }).waitFor();

    await page.getByRole("heading", { name: "On sale now" }).waitFor({ timeout: 60_000 });
    await page.getByRole("link", { name: "Join the queue" }).waitFor();
  });
});

describe("a concert on sale", () => {
  test("has dates, what is left, prices and refunds, in both languages", async () => {
    const { newConcert, newPerformance } = await operator();
    const { concertId } = await newConcert();
    await newPerformance(concertId, { bookingFee: 2000, refundRule: "kr-performance" });
    await newPerformance(concertId, { startsAt: evening(31), bookingFee: 2000 });

    const { page } = await open(`/concerts/${concertId}`);
    await page.getByRole("listitem").filter({ hasText: "R 50석" }).first().waitFor();
    await page.getByRole("cell", { name: "66,000원" }).waitFor();
    await page.getByText("예매 수수료는 한 석에 2,000원이에요.").waitFor();
    await page.getByRole("heading", { name: "취소와 환불" }).waitFor();
    await page.getByRole("link", { name: "02-555-0100" }).waitFor();

    await page.getByRole("button", { name: "English" }).click();

    await page.getByRole("listitem").filter({ hasText: "R 50 left" }).first().waitFor();
    await page.getByRole("cell", { name: "₩66,000" }).waitFor();
    await page.getByText("A booking fee of ₩2,000 a seat is added.").waitFor();
  });

  test("has times that a reader in New York can't mistake", async () => {
    const { newConcert, newPerformance } = await operator();
    const { concertId } = await newConcert({ closesAt: "2027-03-01T11:00:00Z" });
    await newPerformance(concertId, { startsAt: "2027-03-01T11:00:00Z" });

    const { page } = await open(`/concerts/${concertId}`, { language: "en", timeZone: "America/New_York" });

    await page.getByText("Times are those of the hall (Seoul time).", { exact: true }).waitFor();
    await page.getByText("Mon 1 Mar 2027, 06:00 where you are (New York time)").waitFor();
    await page.getByText("On sale until Mon 1 Mar 2027, 20:00 (Seoul time).").waitFor();
  });

  test("shows a pause and its end by itself", async () => {
    const { newConcert, newPerformance, changeQueue } = await operator();
    const { concertId } = await newConcert();
    await newPerformance(concertId);
    await changeQueue(concertId, { paused: true });

    const { page } = await open(`/concerts/${concertId}`);
    await page.getByRole("heading", { name: "잠시 멈췄어요" }).waitFor();
    await changeQueue(concertId, { paused: false });

    await page.getByRole("heading", { name: "예매 중이에요" }).waitFor({ timeout: 60_000 });
  });

  test("says so while there is no connection, and goes on after it", async () => {
    const { newConcert, newPerformance } = await operator();
    const { concertId } = await newConcert();
    await newPerformance(concertId);
    const { page, context, complaints } = await open(`/concerts/${concertId}`);
    complaints.expect(/ERR_INTERNET_DISCONNECTED/, "The test takes the connection away.");
    await page.getByRole("heading", { name: "예매 중이에요" }).waitFor();

    await context.setOffline(true);
    await page.getByText("지금은 연결이 끊겼어요.").waitFor({ timeout: 60_000 });
    await context.setOffline(false);

    await page.getByText("지금은 연결이 끊겼어요.").waitFor({ state: "detached", timeout: 60_000 });
  });
});

describe("the page of a concert", () => {
  test.each(["phone", "desktop"] as const)("has nothing for axe to find on a %s", async (device) => {
    const { newConcert, newPerformance } = await operator();
    const { concertId } = await newConcert({ opensAt: inSeconds(HOUR), closesAt: inSeconds(24 * HOUR) });
    await newPerformance(concertId, { refundRule: "kr-performance" });

    const { page } = await open(`/concerts/${concertId}`, { device });
    await page.getByRole("heading", { name: "공연 정보" }).waitFor();

    expect(await axeFindingsInBothSchemes(page)).toEqual([]);
  });

  test("loses nothing in text of twice the size", async () => {
    const { newConcert, newPerformance } = await operator();
    const { concertId } = await newConcert();
    await newPerformance(concertId, { refundRule: "kr-performance" });

    const { page } = await open(`/concerts/${concertId}`);
    await page.getByRole("heading", { name: "공연 정보" }).waitFor();
    await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
    });

    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.getByRole("link", { name: "예매하기" }).waitFor();
  });

  test("says for how long chosen seats are held, as the stage has it", async () => {
    const target = serviceOfShortHolds();
    const { newConcert, newPerformance } = await operator(target);
    const { concertId } = await newConcert();
    await newPerformance(concertId);

    const { page, context } = await open(`/concerts/${concertId}`, { service: target });
    await page.getByText("잡은 좌석은 30초 동안 다른 사람이 예매할 수 없어요.").waitFor();

    await context.route("**/config.json", async (route) => {
      const response = await route.fetch();
      const { holdSeconds: _, ...rest } = (await response.json()) as Readonly<Record<string, unknown>>;
      await route.fulfill({ response, json: rest });
    });
    await page.reload();
    await page.getByText("잡은 좌석은 결제하는 동안 다른 사람이 예매할 수 없어요.").waitFor();
  });

  test("says that there is no such concert", async () => {
    const { page, complaints } = await open("/concerts/con_0000000000000000");
    complaints.expect(refused(404), "There is no such concert.");

    await page.getByRole("heading", { name: "찾으시는 공연이 없어요" }).waitFor();
    await page.getByRole("link", { name: "공연 목록 보기" }).waitFor();
  });
});
