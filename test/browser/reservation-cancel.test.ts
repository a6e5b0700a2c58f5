/** Cancelling: quoted, some or all, once, and never "failed" while it is not known. */
import { describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { axeFindingsInBothSchemes } from "#test/browser/support/axe.ts";
import { buyIn, newSale, readReceipt, readReservation, richBuyer } from "#test/browser/support/bookings.ts";
import { withBrowser } from "#test/browser/support/browser.ts";
import { refused, UNREACHED } from "#test/browser/support/complaints.ts";
import { holdAnswers, loseAnswers, noteRequests, offlineWhile } from "#test/browser/support/network.ts";
import { WORDS } from "#test/browser/support/words.ts";
import { messages as cancel } from "#web/booking/reservation/cancel/messages.ko.ts";
import { messages as ko } from "#web/booking/reservation/messages.ko.ts";
import { messages as others } from "#web/booking/reservation/other-states/messages.ko.ts";

const browser = withBrowser({ sharesSales: true });

const CANCELLATION = { method: "POST", path: /\/cancellation$/ };
const TEN_PERCENT = { steps: [{ until: { daysBefore: 7 }, feePercent: 10, bookingFeeBack: false }] };

let sale: ReturnType<typeof newSale> | undefined;
let row = 0;

const TEN_ROWS = [
  {
    sectionId: "A",
    label: "1층",
    category: "R",
    price: 66_000,
    rows: Array.from({ length: 10 }, (_, index) => ({ row: String(index + 1), from: 1, to: 2 })),
  },
];

/** Two seats at 66,000 won with a booking fee of 2,000, of which a cancellation keeps a tenth and the fee. */
const twoSeats = async () => {
  sale ??= newSale({}, { bookingFee: 2000, refundRule: TEN_PERCENT, sections: TEN_ROWS });
  const buyer = await richBuyer();
  row += 1;
  const { reservationId } = await buyIn(await sale, buyer, [`A-${row}-1`, `A-${row}-2`]);
  const visit = await browser.open(`/reservations/${reservationId}`, { as: buyer });
  return { buyer, reservationId, visit, page: visit.page };
};

const openPanel = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: ko.cancelOpen }).click();
  await page.getByText(cancel.cancelChoose).waitFor();
};

const confirmButton = (page: Page, count: number, amount: string) =>
  page.getByRole("button", { name: cancel.cancelConfirm(count, amount) });

/** The seat of the reservation in this place of the list. */
const seatBox = (page: Page, label: string) => page.getByRole("checkbox", { name: label });

describe("cancelling", () => {
  test("one of two seats: quoted with what is kept and why, then the rest", async () => {
    const { buyer, reservationId, visit, page } = await twoSeats();
    const { seats } = await readReservation(buyer, reservationId);
    await openPanel(page);
    await seatBox(page, seats[0]?.label ?? "").check();
    await confirmButton(page, 1, "59,400원").waitFor();

    const quote = await page.locator("[aria-live] dl").textContent();
    expect(quote).toContain("66,000원");
    expect(quote).toContain("−6,600원");
    expect(await page.locator("main").textContent()).toContain(cancel.thenClosed);
    expect(await axeFindingsInBothSchemes(page)).toEqual([]);
    await confirmButton(page, 1, "59,400원").click();
    await page.getByText(cancel.doneTitle(1)).waitFor();
    await page.getByText(others.whyPartlyCancelled(1, 1)).waitFor();
    expect(visit.complaints.unexpected()).toEqual([]);

    // The only one that is left is chosen already.
    await openPanel(page);
    await confirmButton(page, 1, "59,400원").click();
    await page.getByText(others.states.CANCELLED).waitFor();
    await page.getByText(others.whyCancelled("118,800원", "136,000원")).waitFor();
    expect((await readReceipt(buyer, reservationId)).refunds.map(({ amount }) => amount)).toEqual([59_400, 59_400]);
  });

  test("all seats at once, by keyboard", async () => {
    const { buyer, reservationId, page } = await twoSeats();
    await page.getByRole("button", { name: ko.cancelOpen }).press("Enter");
    await page.getByRole("checkbox", { name: cancel.cancelAll }).press("Space");
    await confirmButton(page, 2, "118,800원").press("Enter");

    await page.getByText(cancel.doneTitle(2)).waitFor();

    // The button is gone: reading goes on from the outcome.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain(cancel.doneTitle(2));
    expect(await readReservation(buyer, reservationId)).toMatchObject({ status: "CANCELLED" });
  });

  test("keeps all seats if somebody thinks better of it", async () => {
    const { buyer, reservationId, page } = await twoSeats();
    await openPanel(page);
    await page.getByRole("checkbox", { name: cancel.cancelAll }).check();
    await page.getByRole("button", { name: cancel.cancelClose }).click();

    await page.getByRole("button", { name: ko.cancelOpen }).waitFor();
    expect((await readReservation(buyer, reservationId)).seats).toHaveLength(2);
  });

  test("says so if its part can't be loaded, and loads it once there is a connection", async () => {
    const { visit, page } = await twoSeats();
    visit.complaints.expect(UNREACHED, "There is no connection.");
    await page.getByRole("button", { name: ko.cancelOpen }).waitFor();
    await offlineWhile(visit.context, async () => {
      await page.getByRole("button", { name: ko.cancelOpen }).click();
      await page.getByText("인터넷 연결이 끊겼어요").waitFor();
    });

    await page.getByRole("button", { name: WORDS.ko.ui.retry }).click();

    await page.getByText(cancel.cancelChoose).waitFor();
    await page.getByRole("checkbox", { name: cancel.cancelAll }).check();
    await confirmButton(page, 2, "118,800원").waitFor();
  });

  test("shows the new quote if the refund has changed, and cancels nothing before that is agreed to", async () => {
    const { buyer, reservationId, visit, page } = await twoSeats();
    visit.complaints.expect(refused(409, "/cancellation"), "The refund has changed.");
    await page.route("**/cancellation-quote*", async (route) => {
      const response = await route.fetch();
      const quote = (await response.json()) as Readonly<Record<string, unknown>>;
      await route.fulfill({ response, json: { ...quote, amount: 132_000, cancellationFees: 0 } });
    });
    await openPanel(page);
    await page.getByRole("checkbox", { name: cancel.cancelAll }).check();
    await confirmButton(page, 2, "132,000원").click();

    await page.getByText(cancel.changedTitle).waitFor();
    await page.getByText(cancel.changedWhy("132,000원", "118,800원")).waitFor();
    expect((await readReservation(buyer, reservationId)).seats).toHaveLength(2);
    await confirmButton(page, 2, "118,800원").click();

    await page.getByText(cancel.doneTitle(2)).waitFor();
  });

  test("is sent once, however often the button is pressed", async () => {
    const { buyer, reservationId, page } = await twoSeats();
    const sent = noteRequests(page);
    const { answer } = await holdAnswers(page, CANCELLATION);
    await openPanel(page);
    await page.getByRole("checkbox", { name: cancel.cancelAll }).check();
    await confirmButton(page, 2, "118,800원").dblclick();
    await page.locator("button[aria-busy=true]").click({ force: true });
    answer();

    await page.getByText(cancel.doneTitle(2)).waitFor();

    expect(sent.filter(({ method, path }) => method === "POST" && path.endsWith("/cancellation"))).toHaveLength(1);
    expect((await readReceipt(buyer, reservationId)).refunds).toHaveLength(1);
  });

  test("is asked for until it is known, if its answer was lost", async () => {
    const { buyer, reservationId, visit, page } = await twoSeats();
    visit.complaints.expect(UNREACHED, "The answer is lost on its way.");
    const lost = await loseAnswers(page, CANCELLATION, 2);
    await openPanel(page);
    await page.getByRole("checkbox", { name: cancel.cancelAll }).check();
    await confirmButton(page, 2, "118,800원").click();

    await page.getByText(cancel.checkingTitle).waitFor();
    await page.getByText(cancel.doneTitle(2)).waitFor();

    expect(lost()).toBe(2);
    expect((await readReceipt(buyer, reservationId)).refunds).toHaveLength(1);
  });

  test("is found to be done after a reload in the middle of it", async () => {
    const { buyer, reservationId, visit, page } = await twoSeats();
    visit.complaints.expect(UNREACHED, "The answer is lost on its way.");
    await loseAnswers(page, CANCELLATION, 100);
    await openPanel(page);
    await page.getByRole("checkbox", { name: cancel.cancelAll }).check();
    await confirmButton(page, 2, "118,800원").click();
    await page.getByText(cancel.checkingTitle).waitFor();
    await page.unrouteAll({ behavior: "ignoreErrors" });

    await page.reload();

    await page.getByText(cancel.doneUnwatched).waitFor();
    await page.getByText(others.states.CANCELLED).waitFor();
    expect((await readReceipt(buyer, reservationId)).refunds).toHaveLength(1);
  });

  test("goes on after a reload, with its key, if the request never arrived", async () => {
    const { buyer, reservationId, visit, page } = await twoSeats();
    visit.complaints.expect(UNREACHED, "There is no connection.");
    await page.route("**/cancellation", (route) => route.abort("internetdisconnected"));
    await openPanel(page);
    await page.getByRole("checkbox", { name: cancel.cancelAll }).check();
    await confirmButton(page, 2, "118,800원").click();
    await page.getByText(cancel.checkingTitle).waitFor();
    await page.unrouteAll({ behavior: "ignoreErrors" });

    await page.reload();

    await page.getByText(cancel.doneTitle(2)).waitFor();
    expect((await readReceipt(buyer, reservationId)).refunds).toHaveLength(1);
  });

  test("is over after the last step of the refund rule, and the page says who to ask", async () => {
    const buyer = await richBuyer();
    const late = await newSale({}, { cancellableUntil: new Date(Date.now() - 60_000).toISOString() });
    const { reservationId } = await buyIn(late, buyer, ["A-1-1"]);
    const { page } = await browser.open(`/reservations/${reservationId}`, { as: buyer });

    await page.getByRole("heading", { name: ko.cancelClosedTitle }).waitFor();
    await page.getByText(ko.cancelAsk("02-555-0100")).waitFor();

    expect(await page.getByRole("button", { name: ko.cancelOpen }).count()).toBe(0);
  });
});
