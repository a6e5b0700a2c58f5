import { describe, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";
import { admitted, heldSeats, keeping, smallSale, theatreSale } from "#test/browser/seats-hall.ts";
import { axeFindingsInBothSchemes } from "#test/browser/support/axe.ts";
import { withBrowser } from "#test/browser/support/browser.ts";
import { hold } from "#test/browser/support/buyers.ts";
import { refused } from "#test/browser/support/complaints.ts";

const browser = withBrowser();

const section = (page: Page, label: string) => page.locator(`.seats-section[aria-label^="${label}"]`);
const seat = (page: Page, name: string) => page.locator(`.seats-seat[aria-label^="${name},"]`);
const tray = (page: Page) => page.locator(".seats-tray");

/** In the middle of a shape: its label may be there, and is part of it. */
const clickMiddle = async (page: Page, label: string): Promise<void> => {
  const box = await section(page, label).boundingBox();
  if (box === null) throw new Error(`There is no ${label}.`);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 3);
};

describe("the map, by mouse", () => {
  it("leads into a section, where seats are chosen, counted and held", async () => {
    const sale = await theatreSale();
    const buyer = await admitted(sale);
    const { page } = await browser.open(sale.path, { ...keeping(sale, buyer), device: "desktop" });
    await section(page, "1층").waitFor();
    expect(await section(page, "1층").getAttribute("aria-label")).toBe("1층: 358석 남음, 120,000원부터");
    await clickMiddle(page, "1층");
    await seat(page, "4열 1번").click();
    await seat(page, "4열 3번").click();
    expect(await tray(page).textContent()).toContain("300,000원");
    await page.getByRole("button", { name: "1층 4열 3번 빼기" }).click();
    await seat(page, "4열 2번").click();
    await page.getByRole("button", { name: "2석 잡기" }).click();
    await page.waitForURL(/payment$/);
    expect(await heldSeats(buyer)).toEqual(["A-4-1", "A-4-2"]);
  });

  it("zooms and pans by buttons, and the browser's way back leads to the hall", async () => {
    const sale = await theatreSale();
    const buyer = await admitted(sale);
    const { page } = await browser.open(sale.path, { ...keeping(sale, buyer), device: "desktop" });
    await clickMiddle(page, "2층");
    const first = seat(page, "1열 1번");
    await first.waitFor();
    const before = await first.boundingBox();
    await page.getByRole("button", { name: "확대" }).click();
    await page.getByRole("button", { name: "아래로" }).click();
    await page.waitForTimeout(500);
    const after = await first.boundingBox();
    expect(after?.width ?? 0).toBeGreaterThan((before?.width ?? 0) * 1.2);
    expect(before?.width ?? 0).toBeGreaterThanOrEqual(18);
    await page.goBack();
    await section(page, "2층").waitFor();
    expect(page.url()).toContain(sale.path);
  });

  it("takes a table that is sold whole as one", async () => {
    const sale = await theatreSale();
    const buyer = await admitted(sale);
    const { page } = await browser.open(sale.path, { ...keeping(sale, buyer), device: "desktop" });
    await clickMiddle(page, "박스 왼쪽");
    await seat(page, "2호 1번").click();
    expect(await tray(page).textContent()).toContain("720,000원");
    await seat(page, "1호 1번").click();
    await page.getByText("4석을 한꺼번에 판매하는 테이블이에요.").waitFor();
    await page.getByRole("button", { name: "4석 잡기" }).click();
    await page.waitForURL(/payment$/);
    expect(await heldSeats(buyer)).toEqual(["BL-2-1", "BL-2-2", "BL-2-3", "BL-2-4"]);
  });

  it("explains a single empty seat, and holds the better choice by one press", async () => {
    const sale = await theatreSale({ orphanRule: "REFUSE" });
    const buyer = await admitted(sale);
    const { page, complaints } = await browser.open(sale.path, { ...keeping(sale, buyer), device: "desktop" });
    complaints.expect(refused(409, "reservations"), "The choice leaves a single seat, which the page explains.");
    await clickMiddle(page, "1층");
    await seat(page, "2열 4번").click();
    await seat(page, "2열 6번").click();
    await page.getByRole("button", { name: "2석 잡기" }).click();
    await page.getByText("한 자리만 남게 돼요").waitFor();
    expect(await axeFindingsInBothSchemes(page)).toEqual([]);
    await page.getByRole("button", { name: "이 2석 잡기" }).click();
    await page.waitForURL(/payment$/);
    expect(await heldSeats(buyer)).toHaveLength(2);
    expect(await heldSeats(buyer)).not.toEqual(["A-2-4", "A-2-6"]);
  });

  it("warns of a single empty seat where the rule only warns, and changes the hold by one press", async () => {
    const sale = await theatreSale({ orphanRule: "WARN" });
    const buyer = await admitted(sale);
    const { page } = await browser.open(sale.path, { ...keeping(sale, buyer), device: "desktop" });
    await clickMiddle(page, "1층");
    await seat(page, "2열 4번").click();
    await page.getByRole("button", { name: "1석 잡기" }).click();
    await page.getByText("한 자리만 남게 돼요").waitFor();
    await page.getByRole("button", { name: "이 자리로 바꾸기" }).click();
    await page.waitForURL(/payment$/);
    expect(await heldSeats(buyer)).toHaveLength(1);
    expect(await heldSeats(buyer)).not.toEqual(["A-2-4"]);
  });

  it("asks only for a number where people stand", async () => {
    const sale = await smallSale(5);
    const buyer = await admitted(sale);
    const { page } = await browser.open(sale.path, { ...keeping(sale, buyer), device: "desktop" });
    await clickMiddle(page, "스탠딩");
    await page.getByRole("button", { name: "1자리 잡기" }).click();
    await page.waitForURL(/payment$/);
    expect(await heldSeats(buyer)).toEqual(["F-0-1"]);
  });
});

describe("the map, by touch", () => {
  const enter = async (page: Page): Promise<void> => {
    await page.getByText("좌석도", { exact: true }).tap();
    await section(page, "1층").waitFor();
    await page.waitForTimeout(300);
    const box = await section(page, "1층").boundingBox();
    await page.touchscreen.tap((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 4);
    await seat(page, "4열 1번").waitFor();
  };

  it("chooses with a single tap, says why a seat is taken, and keeps the choice over a reload", async () => {
    const sale = await theatreSale();
    const [other, buyer] = await Promise.all([admitted(sale), admitted(sale)]);
    await hold(other, other.queueToken, sale.performance.performanceId, ["A-4-3"]);
    const { page } = await browser.open(sale.path, keeping(sale, buyer));
    await enter(page);
    await seat(page, "4열 1번").tap();
    await page.getByRole("button", { name: "1석 잡기" }).waitFor();
    // It is not to be chosen, but it answers.
    await seat(page, "4열 3번").tap({ force: true });
    await page.getByText("지금 다른 분이 결제하고 있어요. 다시 나올 수도 있어요.").waitFor();
    await page.reload();
    await page.getByRole("button", { name: "1층 4열 1번 빼기" }).waitFor();
    await page.getByRole("button", { name: "1석 잡기" }).tap();
    await page.waitForURL(/payment$/);
    expect(await heldSeats(buyer)).toEqual(["A-4-1"]);
  });

  it("says at once that a chosen seat is gone, and takes the nearest equal ones by one press", async () => {
    const sale = await theatreSale();
    const [other, buyer] = await Promise.all([admitted(sale), admitted(sale)]);
    const { page } = await browser.open(sale.path, keeping(sale, buyer));
    await enter(page);
    await seat(page, "4열 1번").tap();
    await seat(page, "4열 3번").tap();
    await hold(other, other.queueToken, sale.performance.performanceId, ["A-4-1", "A-4-3"]);
    await page.getByText("방금 2자리가 나갔어요").waitFor();
    await page.getByRole("button", { name: "이 자리로 바꾸기" }).tap();
    await page.getByRole("button", { name: "2석 잡기" }).tap();
    await page.waitForURL(/payment$/);
    expect(await heldSeats(buyer)).toHaveLength(2);
  });
});

describe("two browsers after one seat", () => {
  it("give it to one of them, and to the other the nearest equal one by one press", async () => {
    const sale = await theatreSale();
    const buyers = await Promise.all([admitted(sale), admitted(sale)]);
    const pages = await Promise.all(
      buyers.map(async (buyer) => {
        const visit = await browser.open(sale.path, { ...keeping(sale, buyer), device: "desktop" });
        visit.complaints.expect(refused(409, "reservations"), "One of the two comes too late, and is told so.");
        await clickMiddle(visit.page, "1층");
        await seat(visit.page, "4열 1번").click();
        return visit.page;
      }),
    );
    await Promise.all(pages.map((page) => page.getByRole("button", { name: "1석 잡기" }).click()));
    await Promise.all(
      pages.map(async (page) => {
        const lost = page.getByText("방금 한 자리가 나갔어요");
        await Promise.race([page.waitForURL(/payment$/), lost.waitFor()]);
        if (page.url().endsWith("payment")) return;
        await page.getByRole("button", { name: "이 자리로 바꾸기" }).click();
        await page.getByRole("button", { name: "1석 잡기" }).click();
        await page.waitForURL(/payment$/);
      }),
    );
    const held = (await Promise.all(buyers.map(heldSeats))).flat();
    expect(held).toHaveLength(2);
    expect(new Set(held).size).toBe(2);
    expect(held).toContain("A-4-1");
  });
});
