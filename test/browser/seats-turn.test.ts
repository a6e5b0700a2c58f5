/** The end of a turn while somebody chooses seats, and a break in it. */
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { admitted, heldSeats, keeping, smallSale } from "#test/browser/seats-hall.ts";
import { withBrowser } from "#test/browser/support/browser.ts";
import { admit, hold, newBuyer } from "#test/browser/support/buyers.ts";
import { refused } from "#test/browser/support/complaints.ts";
import { operator } from "#test/browser/support/operator.ts";
import { SHORT_HOLD_SECONDS, serviceOfShortHolds } from "#test/browser/support/service.ts";
import { ANY, like } from "#test/browser/support/words.ts";
import { messages as pass } from "#web/booking/pass/messages.ko.ts";
import { messages as seats } from "#web/booking/seats/messages.ko.ts";
import { messages as words } from "#web/booking/seats/remark/messages.ko.ts";

const browser = withBrowser();

describe("a turn that ends while somebody chooses", () => {
  it("takes the seats off the page, and leads back to the queue", async () => {
    const sale = await smallSale(10, {}, { passSeconds: 12 });
    const buyer = await admitted(sale);
    const { page } = await browser.open(sale.path, keeping(sale, buyer));
    await page.getByRole("button", { name: seats.find(2) }).waitFor();
    await page.getByText(pass.overTitle).waitFor();
    expect(await page.locator(".seats").count()).toBe(0);
    expect(await heldSeats(buyer)).toEqual([]);
    await page.getByRole("link", { name: pass.joinAgain }).tap();
    await page.waitForURL(/\/waiting$/);
  });

  it("is said by the service, too, to somebody whose browser kept an old pass", async () => {
    const sale = await smallSale(10, {}, { passSeconds: 3 });
    const buyer = await admitted(sale);
    await sleep(4000);
    const { page, complaints } = await browser.open(sale.path, keeping(sale, buyer));
    complaints.expect(refused(410, "queue-token"), "QUEUE_TOKEN_EXPIRED, which the page says in words.");
    await page.getByText(pass.overText).waitFor();
    expect(await page.getByRole("link", { name: pass.joinAgain }).count()).toBe(1);
  });
});

const LATE_MS = (SHORT_HOLD_SECONDS * 1000) / 5 - 500;

describe("somebody who let three holds end without a payment", () => {
  it("is told when seats can be held again, and keeps the turn", async () => {
    const service = serviceOfShortHolds();
    const { newConcert, newPerformance } = await operator(service);
    const { concertId } = await newConcert();
    const performance = await newPerformance(concertId, {});
    const buyer = await newBuyer({ service });
    const queueToken = await admit(buyer, concertId);
    const holds = await Promise.all(
      ["A-1-1", "A-2-11", "A-3-21"].map((seatId) => hold(buyer, queueToken, performance.performanceId, [seatId])),
    );
    // Released in the last fifth of their time, they count as if they had ended.
    const [first] = holds.map(({ expiresAt }) => Date.parse(expiresAt)).toSorted();
    await sleep((first ?? 0) - LATE_MS - Date.now());
    await Promise.all(
      holds.map(({ reservationId }) => buyer.client.call("releaseReservation", { params: { reservationId } })),
    );
    const path = `/performances/${performance.performanceId}/seats?concert=${concertId}`;
    const options = { service, as: buyer, queueTokens: { [concertId]: queueToken } };
    const { page, complaints } = await browser.open(path, options);
    complaints.expect(refused(429, "reservations"), "HOLDS_COOLING_DOWN, which the page explains.");
    await page.getByRole("button", { name: seats.find(2) }).tap();
    await page.getByText(words.coolingTitle).waitFor();
    await page.getByText(like(words.coolingText(ANY))).waitFor();
    await page
      .locator(".seats-remark")
      .getByText(like(words.coolingLeft(ANY)))
      .waitFor();
    expect(await heldSeats(buyer)).toEqual([]);
  });
});
