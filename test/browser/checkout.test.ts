/** Paying: with enough points, with a top-up on the way, with other price types and codes, and what two tabs see. */
import { describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { withBrowser } from "#test/browser/support/browser.ts";
import { admit, hold, newBuyer, pay } from "#test/browser/support/buyers.ts";
import { refused } from "#test/browser/support/complaints.ts";
import { type HeldSeats, heldSeats, movementsOf, statusOf } from "#test/browser/support/held-seats.ts";
import { noteRequests } from "#test/browser/support/network.ts";
import { operator } from "#test/browser/support/operator.ts";
import { messages as checkout } from "#web/booking/checkout/messages.ko.ts";
import { messages as priceTypes } from "#web/booking/checkout/price-types/messages.ko.ts";
import { messages as promotion } from "#web/booking/checkout/promotion/messages.ko.ts";
import { messages as trouble } from "#web/booking/checkout/trouble/messages.ko.ts";
import { messages as points } from "#web/booking/points/messages.ko.ts";

const browser = withBrowser();

const payButton = (page: Page, won: string) => page.getByRole("button", { name: checkout.pay(won), exact: true });
const atReceipt = (page: Page) => page.waitForURL(/\/reservations\/[^/]+$/);

const TYPES = [
  {
    category: "R",
    types: [
      { priceType: "standard", name: { ko: "일반", en: "Standard" }, amount: 66_000 },
      {
        priceType: "youth",
        name: { ko: "청소년", en: "Youth" },
        amount: 44_000,
        eligibility: { ko: "만 13세부터 18세까지", en: "Aged 13 to 18" },
        checkedAtDoor: true,
        maxPerReservation: 1,
      },
      {
        priceType: "companion",
        name: { ko: "동반자", en: "Companion" },
        amount: 33_000,
        maxPerAccessibleSeat: 2,
      },
    ],
  },
];
const WITH_TYPES = {
  prices: TYPES,
  bookingFee: 2000,
  refundRule: "kr-performance" as const,
  sections: [{ sectionId: "A", label: "1층", category: "R", rows: [{ row: "1", from: 1, to: 20 }] }],
};

/** Somebody else pays with the code. */
const useUpCode = async ({ performance }: HeldSeats, promotionCode: string): Promise<void> => {
  const rival = await newBuyer({ points: 200_000 });
  const queueToken = await admit(rival, performance.concertId);
  const { reservationId } = await hold(rival, queueToken, performance.performanceId, ["A-1-5"]);
  await rival.client.call("changeReservation", { params: { reservationId }, body: { promotionCode } });
  await pay(rival, reservationId);
};

describe("a payment", () => {
  test("takes one press, however often the button is pressed", async () => {
    const held = await heldSeats({ points: 200_000 });
    const { page } = await browser.open(held.path, held.visit);
    const sent = noteRequests(page);
    await payButton(page, "132,000원").dblclick();
    await atReceipt(page);
    expect(sent.filter(({ method, path }) => method === "POST" && path.endsWith("/payment"))).toHaveLength(1);
    expect(await movementsOf(held)).toEqual(["PAYMENT -132000", "TOP_UP 200000"]);
  });

  test("is not offered again by the back button or a bookmark", async () => {
    const held = await heldSeats({ points: 200_000 });
    const visit = await browser.open("/", held.visit);
    const { page } = visit;
    await visit.goto(held.path);
    await payButton(page, "132,000원").click();
    await atReceipt(page);
    await page.goBack();
    await page.waitForURL((url) => url.pathname === "/");
    await visit.goto(held.path);
    await atReceipt(page);
    expect(await statusOf(held)).toBe("PAID");
  });

  test("with too few points tops up on the way, prefilled, and loses nothing", async () => {
    const held = await heldSeats({ points: 100_000 });
    const { page } = await browser.open(held.path, held.visit);
    await page.getByRole("button", { name: checkout.goToTopUp("32,000원"), exact: true }).click();
    const amount = page.getByLabel(points.amount);
    expect(await amount.inputValue()).toBe("40,000");
    expect(await amount.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByRole("button", { name: "50,000원", exact: true }).click();
    await page.getByRole("button", { name: points.topUp("50,000원"), exact: true }).click();
    await payButton(page, "132,000원").click();
    await atReceipt(page);
    expect(await movementsOf(held)).toEqual(["PAYMENT -132000", "TOP_UP 50000", "TOP_UP 100000"]);
  });

  test("of nothing has a button of its own", async () => {
    const { sections } = WITH_TYPES;
    const free = { priceType: "standard", name: { ko: "무료", en: "Free" }, amount: 0 };
    const held = await heldSeats({ performance: { sections, prices: [{ category: "R", types: [free] }] } });
    const { page } = await browser.open(held.path, held.visit);
    await page.getByRole("button", { name: checkout.payNothing, exact: true }).click();
    await atReceipt(page);
    expect(await statusOf(held)).toBe("PAID");
  });

  test("is for its owner alone", async () => {
    const [held, other] = await Promise.all([heldSeats(), heldSeats()]);
    const visit = await browser.open(held.path, other.visit);
    visit.complaints.expect(refused(404, "/v1/reservations/"), "The reservation belongs to somebody else.");
    await visit.page.getByRole("heading", { level: 1, name: checkout.notFoundTitle }).waitFor();
  });

  test("asks somebody who is not signed in to sign in", async () => {
    const held = await heldSeats();
    const { page } = await browser.open(held.path);
    await page.getByRole("heading", { level: 1, name: checkout.signInTitle }).waitFor();
  });
});

describe("prices", () => {
  test("follow the price types, with their conditions and limits", async () => {
    const held = await heldSeats({ points: 200_000, performance: WITH_TYPES });
    const visit = await browser.open(held.path, held.visit);
    const { page } = visit;
    const types = page.locator("select");
    await payButton(page, "136,000원").waitFor();
    await types.nth(0).selectOption("youth");
    await payButton(page, "114,000원").waitFor();
    await page.getByText("만 13세부터 18세까지.").first().waitFor();
    await page.getByText(priceTypes.checkedAtDoor).first().waitFor();
    expect(await types.nth(1).locator("option[value=youth]").isDisabled()).toBe(true);

    visit.complaints.expect(refused(422, "/v1/reservations/"), "There is no accessible seat among these.");
    await types.nth(1).selectOption("companion");
    await page.getByText(priceTypes.typeNeedsAccessible("동반자")).waitFor();
    expect(await types.nth(1).inputValue()).toBe("standard");
    await payButton(page, "114,000원").click();
    await atReceipt(page);
    expect(await movementsOf(held)).toEqual(["PAYMENT -114000", "TOP_UP 200000"]);
  });

  test("show what a cancellation would refund of them, before they are paid", async () => {
    const held = await heldSeats({ points: 200_000, performance: WITH_TYPES });
    const { page } = await browser.open(held.path, held.visit);
    const rows = page.getByRole("table").getByRole("row");
    await rows.first().waitFor();
    expect(await rows.getByText("136,000원").count()).toBe(1);
    await page.locator("select").first().selectOption("youth");
    await rows.getByText("114,000원").waitFor();
    await rows.getByText("99,000원").waitFor();
  });

  test("can be paid without a code after too many wrong ones", async () => {
    const held = await heldSeats({ points: 200_000 });
    const { client } = held.buyer;
    const params = { reservationId: held.reservation.reservationId };
    for (let tries = 1; tries <= 10; tries += 1) {
      const promotionCode = `WRONG-${tries}`;
      await expect(client.call("changeReservation", { params, body: { promotionCode } })).rejects.toThrow("INVALID");
    }
    const visit = await browser.open(held.path, held.visit);
    const { page } = visit;
    visit.complaints.expect(refused(429, "/v1/reservations/"), "Too many codes were wrong.");
    await page.getByText(checkout.codeAsk).click();
    await page.getByLabel(checkout.code, { exact: true }).fill("WRONG-AGAIN");
    await page.getByRole("button", { name: promotion.codeApply, exact: true }).click();
    await page.getByText("맞지 않는 코드를 여러 번 입력했어요").first().waitFor({ timeout: 10_000 });
    await payButton(page, "132,000원").click();
    await atReceipt(page);
  });

  test("take a promotion code, say what is wrong with another, and go on when it is used up", async () => {
    const held = await heldSeats({ points: 200_000 });
    const { client } = await operator();
    const { concertId } = held.reservation;
    const params = { concertId };
    await client.call("createPromotion", { params, body: { code: "EARLY-BIRD", percentOff: 10, usesMax: 1 } });
    const visit = await browser.open(held.path, held.visit);
    const { page } = visit;
    visit.complaints.expect(refused(422, "/v1/reservations/"), "The code does not exist.");
    visit.complaints.expect(refused(409, "/payment"), "The code is used up.");

    await page.getByText(checkout.codeAsk).click();
    const field = page.getByLabel(checkout.code, { exact: true });
    await field.fill("no");
    await page.getByRole("button", { name: promotion.codeApply, exact: true }).click();
    await page.getByText(promotion.codeForm).first().waitFor();
    await field.fill("WRONG-CODE");
    await field.press("Enter");
    await page.getByText(promotion.codeInvalid).first().waitFor();
    await field.fill("early-bird");
    await field.press("Enter");
    await payButton(page, "118,800원").waitFor();

    await useUpCode(held, "EARLY-BIRD");
    await payButton(page, "118,800원").click();
    await page.getByText(trouble.refusedCode("EARLY-BIRD")).waitFor();
    await page.getByRole("button", { name: trouble.codeRemoveGoOn, exact: true }).click();
    await payButton(page, "132,000원").click();
    await atReceipt(page);
    expect(await movementsOf(held)).toEqual(["PAYMENT -132000", "TOP_UP 200000"]);
  });
});
