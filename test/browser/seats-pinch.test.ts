import { describe, expect, it } from "@jest/globals";
import type { CDPSession, Locator } from "playwright-core";
import { admitted, keeping, theatreSale } from "#test/browser/seats-hall.ts";
import { withBrowser } from "#test/browser/support/browser.ts";
import { messages as seats } from "#web/booking/seats/messages.ko.ts";

const browser = withBrowser();

const STEPS = 8;

/** Two fingers around a point that move apart, from this far away to that. */
const pinch = async (touch: CDPSession, [x, y]: readonly [number, number], from: number, to: number): Promise<void> => {
  const fingers = (away: number) => [
    { x: x - away, y, id: 1 },
    { x: x + away, y, id: 2 },
  ];
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: fingers(from) });
  for (let step = 1; step <= STEPS; step += 1) {
    const touchPoints = fingers(from + ((to - from) * step) / STEPS);
    await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints });
  }
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
};

const widthOf = async (shape: Locator): Promise<number> => (await shape.boundingBox())?.width ?? 0;

describe("two fingers on the map", () => {
  it("zoom in as they move apart and out as they come together, and choose nothing", async () => {
    const sale = await theatreSale();
    const { page, context } = await browser.open(sale.path, keeping(sale, await admitted(sale)));
    await page.getByText(seats.tabMap, { exact: true }).tap();
    const stalls = page.locator("[data-section='A']");
    await stalls.waitFor();
    const before = await widthOf(stalls);
    const frame = await page.locator(".seats-frame").boundingBox();
    if (frame === null) throw new Error("There is no map.");
    const middle = [frame.x + frame.width / 2, frame.y + frame.height / 2] as const;
    const touch = await context.newCDPSession(page);

    await pinch(touch, middle, 30, 75);
    await page.locator(".seats-frame.is-zoomed").waitFor();
    const near = await widthOf(stalls);
    expect(near).toBeGreaterThan(before * 1.5);

    await pinch(touch, middle, 75, 30);
    await page.locator(".seats-frame:not(.is-zoomed)").waitFor();
    expect(await widthOf(stalls)).toBeLessThan(near / 1.5);
    // A tap would have led into the section.
    expect(await page.locator("[data-seat]").count()).toBe(0);
  });
});
