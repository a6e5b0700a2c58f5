import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { withBrowser } from "#test/browser/support/browser.ts";
import { admit, type Buyer, hold, joinNumbered, newBuyer } from "#test/browser/support/buyers.ts";
import { refused, UNREACHED } from "#test/browser/support/complaints.ts";
import { crowdedQueue, lobby } from "#test/browser/support/crowd.ts";
import { setClockAhead, sleepWhile } from "#test/browser/support/device-clock.ts";
import { forgetLayoutShifts, layoutShifts } from "#test/browser/support/layout-shift.ts";
import { noteRequests, offlineWhile } from "#test/browser/support/network.ts";
import { operator } from "#test/browser/support/operator.ts";
import { WORDS } from "#test/browser/support/words.ts";

const browser = withBrowser();
const { waiting: t } = WORDS.ko;

const pathOf = (concertId: string): string => `/concerts/${concertId}/waiting`;
/** A page that waits for the next look may take its time; with 15 seconds to claim a turn it is a few seconds. */
const SOON = { timeout: 45_000 };

/** A sale of two seats, which somebody inside may hold, and one person who waits. Few seconds to claim: quick polls. */
const twoSeats = async () => {
  const { newConcert, newPerformance } = await operator();
  const queue = { maxActive: 1, admitPerTick: 1, claimSeconds: 15, passSeconds: 900 };
  const { concertId } = await newConcert({ queue });
  const sections = [
    { sectionId: "A", label: "1층", category: "R", price: 66_000, rows: [{ row: "1", from: 1, to: 2 }] },
  ];
  const { performanceId } = await newPerformance(concertId, { sections });
  const inside = await newBuyer();
  const queueToken = await admit(inside, concertId);
  const outside = await newBuyer({ name: "jiwoo" });
  await joinNumbered(outside, concertId);
  return { concertId, performanceId, inside, queueToken, outside };
};

const numberOn = async (page: Page): Promise<string> =>
  (await page.locator(".waiting-number strong").textContent()) ?? "";

const secondsOf = (clock: string): number => clock.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);

describe("somebody who waits", () => {
  test("sees the operator pause, go on, and the seats sell out and come back, and nothing moves on the page", async () => {
    const { concertId, performanceId, inside, queueToken, outside } = await twoSeats();
    const { changeQueue } = await operator();
    const { page } = await browser.open(pathOf(concertId), { as: outside });
    await page.getByText(t.whatNext).waitFor();
    await forgetLayoutShifts(page);

    await changeQueue(concertId, { paused: true });
    await page.getByText(t.status.PAUSED).first().waitFor(SOON);
    await changeQueue(concertId, { paused: false });
    await page.getByText(t.resumed).first().waitFor(SOON);
    const { reservationId } = await hold(inside, queueToken, performanceId, ["A-1-1", "A-1-2"]);
    await page.getByText(t.status.SOLD_OUT).first().waitFor(SOON);
    await inside.client.call("releaseReservation", { params: { reservationId } });
    await page.getByText(t.reopened).first().waitFor(SOON);

    expect(await layoutShifts(page)).toEqual([]);
  });

  test("has the same number after a reload, in a second tab and on a second device", async () => {
    const { concertId, buyer } = await crowdedQueue(2);
    const visit = await browser.open(pathOf(concertId), { as: buyer });
    const first = await numberOn(visit.page);

    await visit.page.reload();
    const reloaded = await numberOn(visit.page);
    const tab = await numberOn(await visit.openTab(pathOf(concertId)));
    const device = await numberOn((await browser.open(pathOf(concertId), { as: buyer, device: "desktop" })).page);

    expect([reloaded, tab, device]).toEqual([first, first, first]);
  });

  test("is told that the connection is lost, and goes on by itself when it is back", async () => {
    const { concertId, buyer } = await crowdedQueue(2);
    const { page, context, complaints } = await browser.open(pathOf(concertId), { as: buyer });
    complaints.expect(UNREACHED, "There is no connection.");
    const number = await numberOn(page);

    await offlineWhile(context, () => page.getByText(t.offline).first().waitFor());

    await page
      .getByText(t.offline)
      .first()
      .waitFor({ state: "hidden", ...SOON });
    expect(await numberOn(page)).toBe(number);
  });

  test("whose device has slept sees how things stand at once", async () => {
    const { concertId, buyer } = await crowdedQueue(2);
    const { page } = await browser.open(pathOf(concertId), { as: buyer });
    const number = await numberOn(page);
    const requests = noteRequests(page);

    await sleepWhile(page, 60, () => sleep(3000));

    const isQueue = ({ path }: { readonly path: string }): boolean => path.endsWith("/queue");
    const deadline = Date.now() + 10_000;
    while (!requests.some(isQueue) && Date.now() < deadline) await sleep(200);
    expect(requests.some(isQueue)).toBe(true);
    expect(await numberOn(page)).toBe(number);
  });

  test.each([10, -10])("with a clock that is %i minutes wrong sees the true time to the opening", async (minutes) => {
    const { concertId, buyer } = await lobby(0);
    const { page } = await browser.open(pathOf(concertId), { as: buyer, clockMinutes: minutes });
    const countdown = page.getByRole("timer").first();
    await countdown.waitFor();

    const shown = secondsOf((await countdown.textContent()) ?? "");
    const { body } = await buyer.client.call("readQueue", { params: { concertId } });
    const left = (Date.parse(body.opensAt) - Date.now()) / 1000;
    expect(Math.abs(shown - left)).toBeLessThan(4);

    await setClockAhead(page, -2 * minutes);
    await sleep(2500);
    const later = secondsOf((await countdown.textContent()) ?? "");
    expect(shown - later).toBeGreaterThanOrEqual(1);
    expect(shown - later).toBeLessThan(30);
  });

  test("joins once, although two tabs were opened at the same time", async () => {
    const { newConcert, newPerformance } = await operator();
    const { concertId } = await newConcert();
    await newPerformance(concertId);
    const buyer = await newBuyer();
    const visit = await browser.open(`${pathOf(concertId)}?join`, { as: buyer });
    visit.complaints.expect(refused(404, "queue-token"), "There is no place yet.");

    const tab = await visit.openTab(`${pathOf(concertId)}?join`);
    await Promise.all([visit.page, tab].map((page) => page.getByText(t.passLeft).waitFor(SOON)));

    expect(await issuedIn(buyer, concertId)).toBe(1);
  });

  test("who wants less motion sees none", async () => {
    const { concertId, buyer } = await crowdedQueue(1);
    const { page } = await browser.open(pathOf(concertId), { as: buyer, reducedMotion: true });
    await page.getByText(t.whatNext).waitFor();

    const moving = await page.evaluate(() =>
      document.getAnimations().flatMap((animation) => {
        const { duration = 0 } = animation.effect?.getTiming() ?? {};
        const isLong = typeof duration === "number" && duration > 1;
        return animation.playState === "running" && isLong ? [(animation as CSSAnimation).animationName] : [];
      }),
    );

    expect(moving).toEqual([]);
  });
});

const issuedIn = async ({ client }: Buyer, concertId: string): Promise<number> =>
  (await client.call("readQueue", { params: { concertId } })).body.issued;
