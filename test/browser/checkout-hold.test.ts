/** The time of a hold while its buyer looks at the payment: spoken, extended, over, released. */
import { describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { withBrowser } from "#test/browser/support/browser.ts";
import { admit, hold, newBuyer } from "#test/browser/support/buyers.ts";
import { refused } from "#test/browser/support/complaints.ts";
import { type HeldSeats, heldSeats, statusOf } from "#test/browser/support/held-seats.ts";
import { serviceOfShortHolds } from "#test/browser/support/service.ts";
import { messages as checkout } from "#web/booking/checkout/messages.ko.ts";
import { messages as release } from "#web/booking/checkout/release/messages.ko.ts";
import { messages as trouble } from "#web/booking/checkout/trouble/messages.ko.ts";

const browser = withBrowser();

const timer = (page: Page) => page.getByRole("timer");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Seconds that the page shows. */
const secondsShown = async (page: Page): Promise<number> => {
  const [minutes = "", seconds = ""] = ((await timer(page).textContent()) ?? "").split(":");
  return Number(minutes) * 60 + Number(seconds);
};

const secondsLeft = ({ reservation }: HeldSeats): number => (Date.parse(reservation.expiresAt) - Date.now()) / 1000;

interface Listening {
  spoken?: string[];
}

/** Notes what the live regions say from now on. */
const listen = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const spoken: string[] = [];
    (globalThis as Listening).spoken = spoken;
    for (const region of document.querySelectorAll("[aria-live]")) {
      const note = (): void => {
        const text = region.textContent.trim();
        if (text !== "") spoken.push(text);
      };
      new MutationObserver(note).observe(region, { childList: true, characterData: true, subtree: true });
    }
  });

const spoken = (page: Page): Promise<readonly string[]> => page.evaluate(() => (globalThis as Listening).spoken ?? []);

describe("the countdown", () => {
  for (const clockMinutes of [0, 10, -10]) {
    test(`follows the service's clock on a device that is ${clockMinutes} minutes ahead`, async () => {
      const held = await heldSeats();
      const { page } = await browser.open(held.path, { ...held.visit, clockMinutes });
      await timer(page).waitFor();
      expect(Math.abs((await secondsShown(page)) - secondsLeft(held))).toBeLessThan(4);
    });
  }

  test("is spoken before the end and at the end, and leads to the same seats again", async () => {
    const held = await heldSeats({ service: serviceOfShortHolds(), points: 200_000 });
    const { page } = await browser.open(held.path, held.visit);
    await timer(page).waitFor();
    await listen(page);
    await page.getByRole("heading", { level: 1, name: trouble.expiredTitle }).waitFor({ timeout: 45_000 });
    const said = await spoken(page);
    expect(said.at(-1)).toBe(checkout.spokenOver);
    expect(said).toHaveLength(2);
    expect(said[0]).toContain("초 남았어요");
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("H1");

    await button(page, trouble.sameSeats).click();
    await page.waitForURL((url) => url.pathname.endsWith("/payment") && url.pathname !== held.path);
    await timer(page).waitFor();
    expect(await page.getByText(held.reservation.seats[0]?.label ?? "", { exact: true }).count()).toBe(1);
  });

  test("gets more time with one press", async () => {
    const held = await heldSeats();
    const { page } = await browser.open(held.path, held.visit);
    await timer(page).waitFor();
    const before = await secondsShown(page);
    await button(page, checkout.extend).click();
    await page.getByText(checkout.extensionsLeft(held.reservation.extensionsLeft - 1)).waitFor();
    expect(await secondsShown(page)).toBeGreaterThan(before + 60);
  });

  test("of seats that somebody else has taken by then leads to others", async () => {
    const held = await heldSeats();
    const { buyer, performance, reservation } = held;
    await buyer.client.call("releaseReservation", { params: { reservationId: reservation.reservationId } });
    const rival = await newBuyer();
    await hold(rival, await admit(rival, performance.concertId), performance.performanceId, ["A-1-1"]);
    const visit = await browser.open(held.path, held.visit);
    const { page } = visit;
    visit.complaints.expect(refused(409, "/v1/performances/"), "Somebody else holds a seat.");
    await button(page, trouble.sameSeats).click();
    await page
      .getByText(trouble.again.taken(reservation.seats[0]?.label ?? ""))
      .first()
      .waitFor();
    await page.getByRole("link", { name: trouble.otherSeats, exact: true }).waitFor();
  });
});

describe("a hold", () => {
  test("is released on purpose, after a question", async () => {
    const held = await heldSeats();
    const { page } = await browser.open(held.path, held.visit);
    await button(page, checkout.release).click();
    const question = page.getByRole("dialog");
    await question.getByRole("button", { name: release.releaseKeep, exact: true }).click();
    expect(await statusOf(held)).toBe("HELD");
    await button(page, checkout.release).click();
    await question.getByRole("button", { name: checkout.release, exact: true }).click();
    await page.waitForURL(/\/seats\?/);
    expect(await statusOf(held)).toBe("RELEASED");
  });
});
