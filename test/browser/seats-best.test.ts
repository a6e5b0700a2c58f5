import { describe, expect, it } from "@jest/globals";
import { admitted, heldSeats, keeping, smallSale, theatreSale } from "#test/browser/seats-hall.ts";
import { axeFindingsInBothSchemes } from "#test/browser/support/axe.ts";
import { withBrowser } from "#test/browser/support/browser.ts";
import { hold, newBuyer } from "#test/browser/support/buyers.ts";
import { refused } from "#test/browser/support/complaints.ts";

const browser = withBrowser();

describe("the best seats, on a phone", () => {
  it("are held by one press, after the only date has led straight to its seats", async () => {
    const sale = await theatreSale();
    const buyer = await admitted(sale);
    const { page } = await browser.open(`/concerts/${sale.concertId}/dates`, keeping(sale, buyer));
    await page.waitForURL(/\/seats\?/);
    await page.getByRole("button", { name: "가장 좋은 2석 찾기" }).tap();
    await page.waitForURL(/\/reservations\/[^/]+\/payment$/);
    expect(await heldSeats(buyer)).toEqual(["A-4-1", "A-4-3"]);
  });

  it("are as many, and of the category, that somebody wants", async () => {
    const sale = await theatreSale();
    const buyer = await admitted(sale);
    const { page } = await browser.open(sale.path, keeping(sale, buyer));
    await page.locator(".stepper button").last().tap();
    await page.getByRole("radio", { name: /^S/ }).tap();
    expect(await page.locator(".seats-best .seats-tray-total").textContent()).toContain("240,000원");
    await page.getByRole("button", { name: "가장 좋은 3석 찾기" }).tap();
    await page.waitForURL(/payment$/);
    const held = await heldSeats(buyer);
    expect(held).toHaveLength(3);
    expect(held.every((seatId) => seatId.startsWith("C-"))).toBe(true);
  });

  it("can be an accessible seat with its companion seats", async () => {
    const sale = await theatreSale();
    const buyer = await admitted(sale);
    const { page } = await browser.open(sale.path, keeping(sale, buyer));
    await page.getByRole("checkbox", { name: /휠체어석/ }).tap();
    await page.getByRole("button", { name: "가장 좋은 2석 찾기" }).tap();
    await page.waitForURL(/payment$/);
    expect(await heldSeats(buyer)).toEqual(["A-14-27", "A-14-25"]);
  });

  it("ask before the payment if they are not all side by side, and are given back by one press", async () => {
    const sale = await smallSale(9);
    const [first, buyer] = await Promise.all([admitted(sale), admitted(sale)]);
    const { performanceId } = sale.performance;
    await hold(first, first.queueToken, performanceId, ["A-1-3", "A-1-6", "A-1-9"]);
    const { page } = await browser.open(sale.path, keeping(sale, buyer));
    const more = page.locator(".stepper button").last();
    await more.tap();
    await more.tap();
    await page.getByRole("button", { name: "가장 좋은 4석 찾기" }).tap();
    await page.getByText("모두 나란한 자리는 없어요").waitFor();
    expect(await axeFindingsInBothSchemes(page)).toEqual([]);
    await page.getByRole("button", { name: "이 좌석 포기하기" }).tap();
    await page.getByText("모두 나란한 자리는 없어요").waitFor({ state: "detached" });
    expect(await heldSeats(buyer)).toEqual([]);
  });

  it("offer what is possible if there are none like that", async () => {
    const sale = await smallSale(3);
    const [first, buyer] = await Promise.all([admitted(sale), admitted(sale)]);
    await hold(first, first.queueToken, sale.performance.performanceId, ["A-1-2"]);
    const { page, complaints } = await browser.open(sale.path, keeping(sale, buyer));
    complaints.expect(refused(409, "reservations"), "No two seats are side by side, which the page says.");
    await page.getByRole("button", { name: "가장 좋은 2석 찾기" }).tap();
    await page.getByText("조건에 맞는 자리가 없어요").waitFor();
    await page.getByRole("button", { name: "R 1석" }).tap();
    await page.waitForURL(/payment$/);
    expect(await heldSeats(buyer)).toHaveLength(1);
  });

  it("are places where people stand, if somebody wants those", async () => {
    const sale = await smallSale(5);
    const buyer = await admitted(sale);
    const { page } = await browser.open(sale.path, keeping(sale, buyer));
    await page.getByRole("radio", { name: /스탠딩/ }).tap();
    await page.getByRole("button", { name: "2자리 잡기" }).tap();
    await page.waitForURL(/payment$/);
    expect(await heldSeats(buyer)).toEqual(["F-0-1", "F-0-2"]);
  });
});

describe("somebody who is not inside", () => {
  it("is shown the way to the waiting room", async () => {
    const sale = await smallSale(5);
    const { page, complaints } = await browser.open(sale.path, { as: await newBuyer() });
    complaints.expect(refused(404, "queue-token"), "Whoever never joined has no place.");
    await page.getByText("아직 차례가 아니에요").waitFor();
    await page.getByRole("link", { name: "대기 화면으로" }).tap();
    await page.waitForURL(/\/waiting$/);
  });
});

describe("somebody who comes back from the payment", () => {
  it("finds the seats that are held already, and goes on to pay", async () => {
    const sale = await smallSale(5);
    const buyer = await admitted(sale);
    await hold(buyer, buyer.queueToken, sale.performance.performanceId, ["A-1-1", "A-1-2"]);
    const { page } = await browser.open(sale.path, keeping(sale, buyer));
    await page.getByText("2석을 잡아 두셨어요").waitFor();
    await page.getByRole("link", { name: "이어서 결제하기" }).tap();
    await page.waitForURL(/payment$/);
  });
});
