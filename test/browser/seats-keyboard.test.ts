import { describe, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";
import { admitted, heldSeats, keeping, theatreSale } from "#test/browser/seats-hall.ts";
import { axeFindingsInBothSchemes } from "#test/browser/support/axe.ts";
import { withBrowser } from "#test/browser/support/browser.ts";

const browser = withBrowser();

/** What the focus is on, as it is read out. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
  });

/** Presses Tab until the focus is on something with this name. */
const tabTo = async (page: Page, name: string): Promise<void> => {
  for (let stops = 0; stops < 60; stops += 1) {
    await page.keyboard.press("Tab");
    if ((await focused(page)).startsWith(name)) return;
  }
  throw new Error(`Tab does not lead to ${name}.`);
};

const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

describe("the map, by keyboard alone", () => {
  it("has one tab stop for all sections and one for all seats, and holds what is chosen", async () => {
    const sale = await theatreSale();
    const buyer = await admitted(sale);
    const { page } = await browser.open(sale.path, { ...keeping(sale, buyer), device: "desktop" });
    await page.locator(".seats-section").first().waitFor();
    expect(await page.locator('.seats-drawn [tabindex="0"]').count()).toBe(1);
    await tabTo(page, "1층: ");
    await press(page, "ArrowDown");
    expect(await focused(page)).toMatch(/^2층: 154석 남음, 80,000원부터/);
    await press(page, "ArrowUp", "Enter");
    await page.locator(".seats-seat:focus").waitFor();
    expect(await page.locator('.seats-drawn [tabindex="0"]').count()).toBe(1);
    expect(await focused(page)).toBe("4열 1번, VIP, 150,000원, 선택 가능");
    await press(page, "Space", "ArrowRight");
    expect(await focused(page)).toBe("4열 3번, VIP, 150,000원, 선택 가능");
    await press(page, "ArrowLeft", "ArrowLeft");
    expect(await focused(page)).toBe("4열 2번, VIP, 150,000원, 선택 가능");
    await press(page, "Space", "PageDown");
    expect(await focused(page)).toMatch(/^9열 2번, R, 120,000원/);
    await press(page, "Home");
    expect(await focused(page)).toMatch(/^9열 28번/);
    await tabTo(page, "2석 잡기");
    await press(page, "Enter");
    await page.waitForURL(/payment$/);
    expect(await heldSeats(buyer)).toEqual(["A-4-1", "A-4-2"]);
  });

  it("leads back to the hall with Escape, with the focus on the section", async () => {
    const sale = await theatreSale();
    const buyer = await admitted(sale);
    const { page } = await browser.open(sale.path, { ...keeping(sale, buyer), device: "desktop", language: "en" });
    await page.locator(".seats-section").first().waitFor();
    await tabTo(page, "1층: ");
    await press(page, "ArrowDown", "Enter");
    await page.locator(".seats-seat:focus").waitFor();
    expect(await focused(page)).toMatch(/, S, ₩80,000, free$/);
    expect(await axeFindingsInBothSchemes(page)).toEqual([]);
    await press(page, "Escape");
    await page.locator(".seats-section:focus").waitFor();
    expect(await focused(page)).toMatch(/^2층: 154 left, from ₩80,000/);
    expect(await axeFindingsInBothSchemes(page)).toEqual([]);
  });
});

describe("the list, by keyboard alone", () => {
  it("leads from section to row to seat, and holds what is chosen", async () => {
    const sale = await theatreSale();
    const buyer = await admitted(sale);
    const { page } = await browser.open(sale.path, { ...keeping(sale, buyer), device: "desktop" });
    await page.locator(".seats-section").first().waitFor();
    await page.locator(".seats-tab-map input").focus();
    await press(page, "ArrowRight");
    await page.locator(".seats-list").waitFor();
    await tabTo(page, "1층");
    await press(page, "Enter");
    await page.locator(".seats-list-row").first().waitFor();
    await tabTo(page, "3열: 22석 남음");
    await press(page, "Enter");
    await page.locator(".seats-list-seat").first().waitFor();
    await tabTo(page, "3열 1번, VIP, 150,000원, 선택 가능");
    await press(page, "Space");
    expect(await focused(page)).toBe("3열 1번, VIP, 150,000원, 선택함");
    expect(await axeFindingsInBothSchemes(page)).toEqual([]);
    await tabTo(page, "1석 잡기");
    await press(page, "Enter");
    await page.waitForURL(/payment$/);
    expect(await heldSeats(buyer)).toEqual(["A-3-1"]);
  });
});
