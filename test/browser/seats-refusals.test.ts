/** Refusals that few buyers meet while they choose seats: what is said, the way on, and that nothing is held. */
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";
import { ProblemError } from "#client/problem-error.ts";
import type { ProblemCode } from "#contract/problems.ts";
import {
  type AdmittedBuyer,
  admitted,
  heldSeats,
  keeping,
  type Sale,
  smallSale,
  theatreSale,
} from "#test/browser/seats-hall.ts";
import { axeFindingsInBothSchemes } from "#test/browser/support/axe.ts";
import { type VisitOptions, withBrowser } from "#test/browser/support/browser.ts";
import { hold } from "#test/browser/support/buyers.ts";
import { refused } from "#test/browser/support/complaints.ts";
import { inSeconds, operator } from "#test/browser/support/operator.ts";
import { ANY, like } from "#test/browser/support/words.ts";
import { messages as seats } from "#web/booking/seats/messages.ko.ts";
import { messages as words } from "#web/booking/seats/remark/messages.ko.ts";

const browser = withBrowser({ sharesSales: true });

/** The page of somebody who may choose, as it is before anything goes wrong. */
const choosing = async (sale: Sale, options: VisitOptions): Promise<Page> => {
  const { page, complaints } = await browser.open(sale.path, options);
  complaints.expect(refused(409, "reservations"), "The hold is refused, which the page explains.");
  await page.getByRole("button", { name: seats.find(2) }).waitFor();
  return page;
};

/** Loads the page again until it says that the date is not on sale: functions go by what they have read for some seconds. */
const reloadUntilOver = async (page: Page): Promise<void> => {
  const isOver = page.getByText(words.notOnSaleTitle);
  do {
    await page.reload();
    await isOver
      .or(page.getByRole("button", { name: seats.find(2) }))
      .first()
      .waitFor();
  } while (!(await isOver.isVisible()));
};

const findTwo = (page: Page): Promise<void> => page.getByRole("button", { name: seats.find(2) }).tap();

const holdAndRelease = async (buyer: AdmittedBuyer, { performance }: Sale, seatId = "A-1-10"): Promise<void> => {
  const { reservationId } = await hold(buyer, buyer.queueToken, performance.performanceId, [seatId]);
  await buyer.client.call("releaseReservation", { params: { reservationId } });
};

/** More than the holds that a turn may begin. */
const TRIES_MAX = 120;

/** For how long another function than the one that has refused may go by what it has read before. */
const KNOWN_MS = 3000;

/** Holds and releases a seat until the service refuses it: changes of an operator count within seconds. */
const untilRefused = async (code: ProblemCode, holding: () => Promise<void>, pauseMs = 500): Promise<void> => {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    try {
      await holding();
    } catch (error) {
      if (!(error instanceof ProblemError && error.code === code)) throw error;
      await sleep(KNOWN_MS);
      return;
    }
    await sleep(pauseMs);
  }
  throw new Error(`${code} did not come.`);
};

describe("a hold that is refused", () => {
  let sale: Sale;
  beforeAll(async () => {
    sale = await smallSale(30, { seatLimit: 4 });
  });

  it("because the same person has seats from another device says how many, and leads to them", async () => {
    const buyer = await admitted(sale);
    const page = await choosing(sale, keeping(sale, buyer));
    await hold(buyer, buyer.queueToken, sale.performance.performanceId, ["A-1-1", "A-1-2", "A-1-3"]);
    await findTwo(page);
    await page.getByText(words.limitTitle(4)).waitFor();
    await page.getByText(words.limitText(3)).waitFor();
    expect(await axeFindingsInBothSchemes(page)).toEqual([]);
    expect(await heldSeats(buyer)).toHaveLength(3);
    await page.getByRole("link", { name: words.toMine }).tap();
    await page.waitForURL(/\/account$/);
  });

  it("because it was the last of the turn leads to the queue", async () => {
    const buyer = await admitted(sale);
    const page = await choosing(sale, keeping(sale, buyer));
    await Promise.all(
      ["A-1-10", "A-1-20", "A-1-30"].map((seatId) =>
        untilRefused("HOLD_LIMIT_REACHED", () => holdAndRelease(buyer, sale, seatId), 0),
      ),
    );
    await findTwo(page);
    await page.getByText(words.holdLimitTitle).waitFor();
    await page.getByText(like(words.holdLimitText(Number.NaN).replace("NaN", ANY))).waitFor();
    expect(await heldSeats(buyer)).toEqual([]);
    await page.getByRole("link", { name: words.toWaiting }).tap();
    await page.waitForURL(/\/waiting$/);
  });
});

describe("a date that is not sold any more", () => {
  it("because its sale was put off leads to the other dates", async () => {
    const sale = await smallSale(10);
    const [other, buyer] = [await admitted(sale), await admitted(sale)];
    const page = await choosing(sale, keeping(sale, buyer));
    const { client } = await operator();
    await client.call("changePerformance", {
      params: { performanceId: sale.performance.performanceId },
      body: { salesOpenAt: inSeconds(3600), reason: "The sale begins later." },
    });
    await untilRefused("SALE_NOT_OPEN", () => holdAndRelease(other, sale));
    await findTwo(page);
    await page.getByText(words.notOnSaleTitle).waitFor();
    await page.getByText(words.notOnSaleText).waitFor();
    expect(await heldSeats(buyer)).toEqual([]);
    await reloadUntilOver(page);
    await page.getByRole("link", { name: words.toDates }).tap();
    await page.waitForURL(/\/dates$/);
  });

  it("because the performance was called off says that paid seats are refunded", async () => {
    const sale = await smallSale(10);
    const [other, buyer] = [await admitted(sale), await admitted(sale)];
    const page = await choosing(sale, keeping(sale, buyer));
    const { client } = await operator();
    await client.call("callOffPerformance", {
      params: { performanceId: sale.performance.performanceId },
      body: { reason: "The singer is ill." },
    });
    await untilRefused("PERFORMANCE_CALLED_OFF", () => holdAndRelease(other, sale), 100);
    await findTwo(page);
    await page.getByText(words.calledOffTitle).waitFor();
    await page.getByText(words.calledOffText).waitFor();
    expect(await heldSeats(buyer)).toEqual([]);
    expect(await page.getByRole("link", { name: words.toMine }).count()).toBe(1);
    await page.getByRole("link", { name: words.toDates }).tap();
    await page.waitForURL(/\/dates$/);
  });
});

describe("seats that an address wishes", () => {
  it("are chosen; an accessible one is held only for somebody who says they need it", async () => {
    const sale = await theatreSale();
    const buyer = await admitted(sale);
    const { page, complaints } = await browser.open(`${sale.path}&seats=A-14-27,A-14-25`, keeping(sale, buyer));
    complaints.expect(refused(409, "reservations"), "The seats are kept back, which the page explains.");
    await page.getByRole("button", { name: seats.hold(2) }).tap();
    await page.getByText(words.keptBackTitle).waitFor();
    await page.getByText(like(words.keptBackText(ANY))).waitFor();
    expect(await axeFindingsInBothSchemes(page)).toEqual([]);
    expect(await heldSeats(buyer)).toEqual([]);
    // A reload keeps the choice, not the wish.
    expect(new URL(page.url()).searchParams.has("seats")).toBe(false);
    await page.getByRole("button", { name: words.needIt }).tap();
    await page.getByRole("button", { name: seats.hold(2) }).tap();
    await page.waitForURL(/payment$/);
    expect((await heldSeats(buyer)).toSorted()).toEqual(["A-14-25", "A-14-27"]);
  });

  it("are said to be lost if somebody else has them by now", async () => {
    const sale = await smallSale(10);
    const [other, buyer] = [await admitted(sale), await admitted(sale)];
    await hold(other, other.queueToken, sale.performance.performanceId, ["A-1-4"]);
    const { page } = await browser.open(`${sale.path}&seats=A-1-4`, keeping(sale, buyer));
    await page.getByText(words.lostTitle(1)).waitFor();
    await page.getByRole("button", { name: words.takeEqual(1) }).tap();
    await page.getByRole("button", { name: seats.hold(1) }).tap();
    await page.waitForURL(/payment$/);
    expect(["A-1-3", "A-1-5"]).toContain((await heldSeats(buyer))[0]);
  });
});
