/** Responses that are lost while money moves: the page checks until it knows, and says nothing else before. */
import { describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { type Visit, withBrowser } from "#test/browser/support/browser.ts";
import { refused, UNREACHED } from "#test/browser/support/complaints.ts";
import { type HeldSeats, heldSeats, movementsOf, statusOf } from "#test/browser/support/held-seats.ts";
import { loseAnswers, offlineWhile } from "#test/browser/support/network.ts";
import { messages as checkout } from "#web/booking/checkout/messages.ko.ts";
import { messages as trouble } from "#web/booking/checkout/trouble/messages.ko.ts";
import { messages as points } from "#web/booking/points/messages.ko.ts";

const browser = withBrowser();

const PAYMENT = { method: "POST", path: /\/payment$/ };

const payButton = (page: Page) => page.getByRole("button", { name: checkout.pay("132,000원"), exact: true });
const atReceipt = (page: Page) => page.waitForURL(/\/reservations\/[^/]+$/);
const checking = (page: Page) => page.getByText(checkout.checkingTitle).first().waitFor();

const open = async (held: HeldSeats): Promise<Visit> => {
  const visit = await browser.open(held.path, held.visit);
  visit.complaints.expect(UNREACHED, "The test loses requests or their responses.");
  return visit;
};

/** The keys of the payments that the page sends. */
const noteKeys = (page: Page): ReadonlySet<string> => {
  const keys = new Set<string>();
  page.on("request", (request) => {
    const key = request.headers()["idempotency-key"];
    if (key !== undefined && request.url().endsWith("/payment")) keys.add(key);
  });
  return keys;
};

/** Keeps requests from the service until `release` is called. */
const block = async (page: Page): Promise<{ readonly release: () => void }> => {
  let isBlocked = true;
  await page.route("**/v1/reservations/*/payment", async (route) => {
    if (isBlocked && route.request().method() === "POST") await route.abort("connectionreset");
    else await route.fallback();
  });
  return {
    release: () => {
      isBlocked = false;
    },
  };
};

describe("a payment whose response is lost", () => {
  test("is found to be made, with the same key", async () => {
    const held = await heldSeats({ points: 200_000 });
    const { page } = await open(held);
    const keys = noteKeys(page);
    const lost = await loseAnswers(page, PAYMENT, 2);
    await payButton(page).click();
    await checking(page);
    expect(await page.getByText(trouble.refusedAgain).count()).toBe(0);
    await atReceipt(page);
    expect(lost()).toBe(2);
    expect(keys.size).toBe(1);
    expect(await movementsOf(held)).toEqual(["PAYMENT -132000", "TOP_UP 200000"]);
  });

  test("is made after all if the request was lost, also after a reload", async () => {
    const held = await heldSeats({ points: 200_000 });
    const { page } = await open(held);
    const keys = noteKeys(page);
    const { release } = await block(page);
    await payButton(page).click();
    await checking(page);
    await page.reload();
    await checking(page);
    expect(await statusOf(held)).toBe("HELD");
    release();
    await atReceipt(page);
    expect(keys.size).toBe(1);
    expect(await movementsOf(held)).toEqual(["PAYMENT -132000", "TOP_UP 200000"]);
  });

  test("is refused in words once the service refuses, and may be tried again", async () => {
    const held = await heldSeats({ points: 100_000 });
    const visit = await open(held);
    const { page } = visit;
    visit.complaints.expect(refused(402, "/payment"), "Points are missing.");
    // The page believes that there are enough points.
    await page.route("**/v1/balance", (route) => route.fulfill({ json: { balance: 200_000, updatedAt: null } }));
    await page.reload();
    await loseAnswers(page, PAYMENT);
    await payButton(page).click();
    await page.getByText(trouble.refusedBalance("32,000원")).waitFor();
    await page.unrouteAll();
    await page.reload();
    await page.getByRole("button", { name: checkout.goToTopUp("32,000원"), exact: true }).click();
    await page.getByRole("button", { name: points.topUp("40,000원"), exact: true }).click();
    await payButton(page).click();
    await atReceipt(page);
    expect(await statusOf(held)).toBe("PAID");
  });

  test("is checked as soon as there is a connection again", async () => {
    const held = await heldSeats({ points: 200_000 });
    const { page, context } = await open(held);
    await payButton(page).waitFor();
    await offlineWhile(context, async () => {
      await payButton(page).click();
      await page.getByText(checkout.checkingOffline).waitFor();
    });
    await atReceipt(page);
    expect(await movementsOf(held)).toEqual(["PAYMENT -132000", "TOP_UP 200000"]);
  });

  test("waits for a new sign-in if the session has ended meanwhile", async () => {
    const held = await heldSeats({ points: 200_000 });
    const visit = await open(held);
    const { page } = visit;
    const { release } = await block(page);
    await payButton(page).click();
    await checking(page);
    const second = await visit.openTab("/signed-in");
    const session = await second.evaluate(() => {
      const kept = localStorage.getItem("encore-1:session") ?? "";
      localStorage.removeItem("encore-1:session");
      return kept;
    });
    await page.getByText(checkout.checkingSignedOut).waitFor();
    release();
    await second.evaluate((kept) => localStorage.setItem("encore-1:session", kept), session);
    await atReceipt(page);
    expect(await movementsOf(held)).toEqual(["PAYMENT -132000", "TOP_UP 200000"]);
  });

  test("is one payment for two tabs", async () => {
    const held = await heldSeats({ points: 200_000 });
    const visit = await open(held);
    const { page } = visit;
    const { release } = await block(page);
    await payButton(page).click();
    await checking(page);
    const second = await visit.openTab(held.path);
    await atReceipt(second);
    await atReceipt(page);
    release();
    expect(await movementsOf(held)).toEqual(["PAYMENT -132000", "TOP_UP 200000"]);
  });
});

describe("a payment on another device", () => {
  test("leads every tab to the receipt", async () => {
    const held = await heldSeats({ points: 200_000 });
    const { page } = await open(held);
    const { page: other } = await open(held);
    await payButton(page).waitFor();
    await payButton(other).click();
    await atReceipt(other);
    await page.bringToFront();
    await page.evaluate(() => dispatchEvent(new Event("focus")));
    await atReceipt(page);
  });

  test("is not made again by a press here", async () => {
    const held = await heldSeats({ points: 300_000 });
    const visit = await open(held);
    const { page } = visit;
    visit.complaints.expect(refused(409, "/payment"), "It is paid already.");
    await payButton(page).waitFor();
    await held.buyer.client.call("payReservation", { params: { reservationId: held.reservation.reservationId } });
    await payButton(page).click();
    await atReceipt(page);
    expect(await movementsOf(held)).toEqual(["PAYMENT -132000", "TOP_UP 300000"]);
  });
});

describe("a top-up", () => {
  const fill = async (page: Page, amount: number): Promise<void> => {
    await page.getByLabel(points.amount).fill(String(amount));
    await page.getByLabel(points.amount).press("Enter");
  };

  test("whose outcome the gateway does not say is checked, also after a reload, and made once", async () => {
    const held = await heldSeats();
    const visit = await open(held);
    const { page } = visit;
    visit.complaints.expect(refused(503, "/top-ups"), "The simulated gateway loses its response.");
    await fill(page, 149_002);
    await page.getByText(points.checking("149,002원")).waitFor();
    await page.reload();
    await payButton(page).waitFor();
    expect(await movementsOf(held)).toEqual(["TOP_UP 149002"]);
  });

  test("that is declined, or too large, says so and can be changed", async () => {
    const held = await heldSeats();
    const visit = await open(held);
    const { page } = visit;
    visit.complaints.expect(refused(402, "/top-ups"), "The simulated gateway declines.");
    visit.complaints.expect(refused(422, "/top-ups"), "The amount is too large.");
    await fill(page, 149_001);
    await page.getByText(points.declined).waitFor();
    await fill(page, 99_999_999);
    await page.getByText(points.outOfRange).waitFor();
    await fill(page, 140_000);
    await payButton(page).waitFor();
    expect(await movementsOf(held)).toEqual(["TOP_UP 140000"]);
  });
});
