/** The page of a reservation: its state and receipt, and what can be taken from it. */
import { text } from "node:stream/consumers";
import { describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { genuineReceipt, receiptIn } from "#cli/verify-receipt/genuine-receipt.ts";
import { axeFindingsInBothSchemes } from "#test/browser/support/axe.ts";
import { buyIn, holdIn, newSale, readReceipt, richBuyer } from "#test/browser/support/bookings.ts";
import { withBrowser } from "#test/browser/support/browser.ts";
import { newBuyer } from "#test/browser/support/buyers.ts";
import { refused } from "#test/browser/support/complaints.ts";
import { operator } from "#test/browser/support/operator.ts";
import { service } from "#test/browser/support/service.ts";
import { readCalendar } from "#test/unit/web/calendar/read-calendar.ts";
import { drawnPath, readQr, withoutQuietZone } from "#test/unit/web/reservation/read-qr.ts";
import { messages as en } from "#web/booking/reservation/messages.en.ts";
import { messages as ko } from "#web/booking/reservation/messages.ko.ts";
import { messages as othersEn } from "#web/booking/reservation/other-states/messages.en.ts";
import { messages as others } from "#web/booking/reservation/other-states/messages.ko.ts";

const browser = withBrowser();

const pathOf = ({ reservationId }: { readonly reservationId: string }): string => `/reservations/${reservationId}`;

/** The text in the QR code, from the picture that the page shows. */
const shownCode = async (page: Page): Promise<string> => {
  const code = page.locator("figure svg[role=img]").first();
  await code.waitFor();
  const [, , side] = (await code.getAttribute("viewBox"))?.split(" ") ?? [];
  const path = await code.locator("path").last().getAttribute("d");
  return readQr(withoutQuietZone(drawnPath(path ?? "", Number(side))));
};

const publishedKeys = async (): Promise<Parameters<typeof genuineReceipt>[1]> =>
  (await (await fetch(`${service.url}/.well-known/jwks.json`)).json()) as Parameters<typeof genuineReceipt>[1];

describe("a paid reservation", () => {
  test("shows seats as printed and the receipt, whose code is genuine", async () => {
    const sale = await newSale({}, { bookingFee: 2000 });
    const buyer = await richBuyer();
    const reservation = await buyIn(sale, buyer, ["A-2-13", "A-2-14"]);
    const receipt = await readReceipt(buyer, reservation.reservationId);
    const { page } = await browser.open(pathOf(reservation), { as: buyer });

    await page.getByText(ko.states.PAID).waitFor();
    await page.getByText(receipt.receiptNumber).first().waitFor();

    const words = await page.locator("main").textContent();
    for (const { label } of reservation.seats) expect(words).toContain(label);
    for (const part of [receipt.receiptNumber, "132,000원", "4,000원", "136,000원", sale.concert.venue]) {
      expect(words).toContain(part);
    }
    const code = await shownCode(page);
    expect(code).toBe(receipt.qr);
    expect(await genuineReceipt(receiptIn(code), await publishedKeys(), service.url)).toMatchObject({
      receiptNumber: receipt.receiptNumber,
      amount: 136_000,
    });
    expect(await axeFindingsInBothSchemes(page)).toEqual([]);
  });

  test("goes into a calendar at the hall's time, wherever the reader is", async () => {
    const startsAt = new Date(Date.now() + 30 * 86_400_000).toISOString().replace(/T.*/, "T00:30:00.000Z");
    const sale = await newSale(
      { title: "Neon Parade", venue: "Astor Theatre; New York", timeZone: "America/New_York" },
      { startsAt },
    );
    const buyer = await richBuyer();
    const reservation = await buyIn(sale, buyer, ["A-1-1"]);
    const { page } = await browser.open(pathOf(reservation), { as: buyer, language: "en" });

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: en.addToCalendar }).click(),
    ]);
    const calendar = readCalendar(await text(await download.createReadStream()));

    expect(download.suggestedFilename()).toMatch(/\.ics$/);
    expect(calendar.startMs).toBe(Date.parse(startsAt));
    expect(calendar.endMs).toBe(Date.parse(startsAt) + 100 * 60_000);
    expect(calendar.lines.find((line) => line.startsWith("DTSTART;"))).toMatch(/^DTSTART;TZID=America\/New_York:/);
    expect(calendar.text("SUMMARY")).toBe("Neon Parade");
    expect(calendar.text("LOCATION")).toBe("Astor Theatre; New York");
    expect(calendar.text("DESCRIPTION")).toContain(reservation.seats[0]?.label);
    expect(calendar.text("UID")).toContain(reservation.reservationId);
  });

  test("is one page on paper, without buttons and with its code", async () => {
    const buyer = await richBuyer();
    const reservation = await buyIn(await newSale(), buyer, ["A-1-1", "A-1-2"]);
    const { page } = await browser.open(pathOf(reservation), { as: buyer });
    await page.locator("figure svg[role=img]").first().waitFor();

    await page.emulateMedia({ media: "print" });
    const pdf = (await page.pdf({ format: "A4" })).toString("latin1");

    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(await page.locator("button:visible, header nav:visible").count()).toBe(0);
    expect((await page.locator("figure svg[role=img]").first().boundingBox())?.width).toBeGreaterThan(151);
  });
});

describe("a reservation in another state", () => {
  test("that is held leads to the payment, with the time that is left", async () => {
    const buyer = await richBuyer();
    const reservation = await holdIn(await newSale(), buyer, ["A-1-1"]);
    const { page } = await browser.open(pathOf(reservation), { as: buyer });

    await page.getByText(ko.states.HELD).waitFor();
    await page.getByText(/[0-9]:[0-9]{2} 남음/).waitFor();

    expect(await page.getByRole("link", { name: ko.payNow }).getAttribute("href")).toBe(
      `${pathOf(reservation)}/payment`,
    );
  });

  test("that was called off says that everything comes back, until it has", async () => {
    const sale = await newSale();
    const buyer = await richBuyer();
    const reservation = await buyIn(sale, buyer, ["A-1-1", "A-1-2"]);
    const { client } = await operator();
    await client.call("callOffPerformance", {
      params: { performanceId: sale.performance.performanceId },
      body: { reason: "The singer is ill." },
    });
    const { page } = await browser.open(pathOf(reservation), { as: buyer });

    await page.getByText(others.states.CALLED_OFF).first().waitFor();
    await page.getByText(others.whyCalledOff("132,000원")).waitFor();

    expect(await page.getByRole("button", { name: ko.cancelOpen }).count()).toBe(0);
    expect(await page.locator("figure svg").count()).toBe(0);
    expect(await axeFindingsInBothSchemes(page)).toEqual([]);
  });

  test("that the organiser has refunded says so", async () => {
    const buyer = await richBuyer();
    const { reservationId } = await buyIn(await newSale(), buyer, ["A-1-1", "A-1-2"]);
    const { client } = await operator();
    const refund = (seatIds?: string[]) =>
      client.call("refundReservation", {
        params: { reservationId },
        body: { reason: "A broken seat.", ...(seatIds === undefined ? {} : { seatIds }) },
      });
    await refund(["A-1-1"]);
    const { page } = await browser.open(pathOf({ reservationId }), { as: buyer, language: "en" });

    await page.getByText(othersEn.whyPartlyRefunded(1, 1)).waitFor();
    await refund();
    await page.reload();

    await page.getByText(othersEn.states.REFUNDED).waitFor();
    await page.getByText(othersEn.whyCancelledAll("₩132,000")).waitFor();
  });

  test("is shown to nobody else, and to nobody who has not signed in", async () => {
    const buyer = await richBuyer();
    const reservation = await buyIn(await newSale(), buyer, ["A-1-1"]);
    const other = await browser.open(pathOf(reservation), { as: await newBuyer() });
    other.complaints.expect(refused(404, "/v1/reservations/"), "It is not theirs.");
    const stranger = await browser.open(pathOf(reservation));

    await other.page.getByRole("heading", { name: ko.notFoundTitle }).waitFor();
    await stranger.page.getByRole("heading", { name: ko.signInTitle }).waitFor();

    expect(await axeFindingsInBothSchemes(other.page)).toEqual([]);
    expect(await axeFindingsInBothSchemes(stranger.page)).toEqual([]);
  });
});
