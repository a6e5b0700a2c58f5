/** What somebody owns: bookings in their order, points and the statement. */
import { describe, expect, test } from "@jest/globals";
import { axeFindingsInBothSchemes } from "#test/browser/support/axe.ts";
import { buyIn, holdIn, newSale, richBuyer } from "#test/browser/support/bookings.ts";
import { withBrowser } from "#test/browser/support/browser.ts";
import { newBuyer } from "#test/browser/support/buyers.ts";
import { evening } from "#test/browser/support/operator.ts";
import { messages as ko } from "#web/booking/account/messages.ko.ts";
import { messages as points } from "#web/booking/points/messages.ko.ts";
import { messages as states } from "#web/booking/reservation-state/messages.ko.ts";

const browser = withBrowser();

describe("my bookings", () => {
  test("have held seats first, then the next concert, then the others", async () => {
    const buyer = await richBuyer();
    await buyIn(await newSale({ title: "먼 공연" }, { startsAt: evening(25) }), buyer, ["A-1-1"]);
    const soon = await newSale({ title: "가까운 공연" }, { startsAt: evening(3) });
    await buyIn(soon, buyer, ["A-1-1", "A-1-2"]);
    const cancelled = await buyIn(soon, buyer, ["A-5-50"]);
    await buyer.client.call("cancelReservation", {
      params: { reservationId: cancelled.reservationId },
      body: {},
    });
    const held = await holdIn(soon, buyer, ["A-3-25"]);
    const { page } = await browser.open("/account", { as: buyer });
    await page.getByRole("heading", { name: ko.next }).waitFor();

    const labels = await page.locator("article p:first-child span:first-child").allInnerTexts();
    const links = await page.locator("article a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));

    expect(labels).toEqual([states.labels.HELD, states.labels.PAID, states.labels.CANCELLED, states.labels.PAID]);
    expect(links[0]).toBe(`/reservations/${held.reservationId}/payment`);
    expect(links[2]).toBe(`/reservations/${cancelled.reservationId}`);
    await page.getByText(/남음$/).waitFor();
    expect(await axeFindingsInBothSchemes(page)).toEqual([]);
  });

  test("are read page by page", async () => {
    const buyer = await richBuyer();
    const sale = await newSale();
    const { reservationId } = await buyIn(sale, buyer, ["A-1-1"]);
    await buyIn(sale, buyer, ["A-2-12"]);
    const visit = await browser.open("/", { as: buyer });
    await visit.page.route("**/v1/reservations*", (route, request) =>
      route.continue({ url: `${request.url()}${request.url().includes("?") ? "&" : "?"}limit=1` }),
    );
    await visit.goto("/account");
    const more = visit.page.getByRole("button", { name: ko.more });
    await more.click();

    await visit.page.locator(`a[href="/reservations/${reservationId}"]`).waitFor();

    expect(await visit.page.locator("article").count()).toBe(2);
    // The service knows that a page was the last one when it looks for the next.
    await more.click();
    await more.waitFor({ state: "detached" });
  });

  test("lead to the concerts as long as there are none, and ask for a sign-in first", async () => {
    const newcomer = await browser.open("/account", { as: await newBuyer() });
    const stranger = await browser.open("/account");

    await newcomer.page.getByText(ko.none).waitFor();
    await stranger.page.getByRole("heading", { name: ko.signInTitle }).waitFor();

    expect(await axeFindingsInBothSchemes(newcomer.page)).toEqual([]);
    expect(await axeFindingsInBothSchemes(stranger.page)).toEqual([]);
  });

  test("end with a sign-out, which forgets the session", async () => {
    const { page } = await browser.open("/account", { as: await newBuyer() });
    await page.getByRole("button", { name: ko.signOut }).click();
    await page.waitForURL((url) => url.pathname === "/");

    await page.goto("/account");

    await page.getByRole("heading", { name: ko.signInTitle }).waitFor();
  });
});

describe("points", () => {
  test("are topped up in place", async () => {
    const { page } = await browser.open("/account", { as: await newBuyer() });
    await page.getByRole("button", { name: ko.topUp, exact: true }).click();
    await page.getByRole("button", { name: "50,000원", exact: true }).click();
    await page.getByRole("button", { name: points.topUp("50,000원") }).click();

    await page.locator(".account-balance", { hasText: "50,000원" }).waitFor();
  });

  test("have a statement: each entry in words, with the balance after it and its booking", async () => {
    const buyer = await richBuyer();
    const refundRule = { steps: [{ until: { daysBefore: 7 }, feePercent: 10, bookingFeeBack: false }] };
    const sale = await newSale({ title: "명세서의 공연" }, { bookingFee: 2000, refundRule });
    const { reservationId } = await buyIn(sale, buyer, ["A-1-1"]);
    await buyer.client.call("cancelReservation", { params: { reservationId }, body: {} });
    const { page } = await browser.open("/account/points", { as: buyer });
    // The refund's reservation is found by the receipt of its payment.
    await page.locator(`.statement a[href="/reservations/${reservationId}"]`).nth(1).waitFor();

    const rows = (await page.locator(".statement li").allInnerTexts()).map((row) => row.replaceAll(/\s+/g, " "));

    expect(rows).toEqual([
      expect.stringMatching(/^환불 · 명세서의 공연 취소 수수료 6,600원 제외 .* \+59,400원 잔액 991,400원$/),
      expect.stringMatching(/^결제 · 명세서의 공연 예매 수수료 2,000원 포함 .* −68,000원 잔액 932,000원$/),
      expect.stringMatching(/^충전 .* \+1,000,000원 잔액 1,000,000원$/),
    ]);
    expect(await axeFindingsInBothSchemes(page)).toEqual([]);
  });

  test("have an empty statement for a newcomer", async () => {
    const { page } = await browser.open("/account/points", { as: await newBuyer() });

    await page.getByText(ko.statementNone).waitFor();
  });
});
