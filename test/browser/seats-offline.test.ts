import { describe, expect, it } from "@jest/globals";
import { admitted, heldSeats, keeping, theatreSale } from "#test/browser/seats-hall.ts";
import { withBrowser } from "#test/browser/support/browser.ts";
import { UNREACHED } from "#test/browser/support/complaints.ts";
import { offlineWhile } from "#test/browser/support/network.ts";
import { messages as seats } from "#web/booking/seats/messages.ko.ts";
import { messages as words } from "#web/booking/seats/remark/messages.ko.ts";
import { messages as ui } from "#web/shared/ui/messages.ko.ts";

const browser = withBrowser();

describe("without a connection", () => {
  it("the page says so where words would have to be loaded first, and loads them when asked again", async () => {
    const sale = await theatreSale();
    const buyer = await admitted(sale);
    const { page, context, complaints } = await browser.open(`${sale.path}&seats=A-4-1`, keeping(sale, buyer));
    complaints.expect(UNREACHED, "There is no connection for a while.");
    await page.getByText(seats.tabMap, { exact: true }).tap();
    await page.locator("[data-section='A']").dispatchEvent("click");
    const keptBack = page.locator(".seats-seat.is-kept_back").first();
    await keptBack.waitFor();
    await offlineWhile(context, async () => {
      await keptBack.dispatchEvent("click");
      await page.locator(".seats-remark").getByText(ui.offline.title).waitFor();
    });
    await page.locator(".seats-remark").getByRole("button", { name: ui.retry }).tap();
    await page.getByText(words.why.KEPT_BACK).waitFor();
  });

  it("a hold that does not get through is said, holds nothing, and can be tried again", async () => {
    const sale = await theatreSale();
    const buyer = await admitted(sale);
    const { page, context, complaints } = await browser.open(sale.path, keeping(sale, buyer));
    complaints.expect(UNREACHED, "There is no connection for a while.");
    await page.getByRole("button", { name: seats.find(2) }).waitFor();
    await offlineWhile(context, async () => {
      await page.getByRole("button", { name: seats.find(2) }).tap();
      await page.locator(".seats-remark").getByText(ui.offline.title).waitFor();
    });
    expect(await heldSeats(buyer)).toEqual([]);
    await page.locator(".seats-remark").getByRole("button", { name: ui.retry }).tap();
    await page.waitForURL(/payment$/);
    expect(await heldSeats(buyer)).toHaveLength(2);
  });
});
