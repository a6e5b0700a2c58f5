import { randomBytes } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { withBrowser } from "#test/browser/support/browser.ts";
import { newBuyer } from "#test/browser/support/buyers.ts";
import { evening, operator } from "#test/browser/support/operator.ts";
import { byKeyboard, byMouse, byTouch, type Press } from "#test/browser/support/press.ts";
import {
  chooseConcert,
  chooseDate,
  expectPaid,
  goToQueue,
  payNow,
  signInAs,
  takeBestSeats,
  takeTurn,
  topUpMissing,
  type Way,
  wayOf,
} from "#test/browser/support/way.ts";

const browser = withBrowser();

/** A concert on sale. @returns its title, which no other concert has */
const newSale = async (name: string): Promise<string> => {
  const { newConcert, newPerformance } = await operator();
  const title = `${name} ${randomBytes(2).toString("hex")}`;
  const { concertId } = await newConcert({ title });
  for (const days of [30, 31]) await newPerformance(concertId, { startsAt: evening(days) });
  return title;
};

/** From the list of concerts to the receipt, as somebody who has never been there and has no points. */
const buyTwoSeats = async (way: Way, title: string, name: string): Promise<void> => {
  await chooseConcert(way, title);
  await goToQueue(way);
  await signInAs(way, name);
  await takeTurn(way);
  await chooseDate(way);
  await takeBestSeats(way);
  await topUpMissing(way);
  await payNow(way);
  await expectPaid(way, 2);
};

describe("the whole way of a buyer", () => {
  test("by touch on a phone, in Korean", async () => {
    const title = await newSale("손끝으로 사는 공연");
    const buyer = await newBuyer({ name: "jiwoo" });
    const visit = await browser.open("/");
    let taps = 0;
    const countedTouch: Press = async (target) => {
      taps += 1;
      await byTouch(target);
    };

    await buyTwoSeats(wayOf(visit, countedTouch), title, buyer.name);

    const { body } = await buyer.client.call("listReservations", { query: {} });
    expect(body.items.map(({ status, seats }) => [status, seats.length])).toEqual([["PAID", 2]]);
    // The sign-in and a top-up included: little enough for a minute.
    expect(taps).toBeLessThanOrEqual(10);
  });

  test("by mouse on a desktop, in English", async () => {
    const title = await newSale("A concert by mouse");
    const buyer = await newBuyer({ name: "oliver" });
    const visit = await browser.open("/", { device: "desktop", language: "en" });

    await buyTwoSeats(wayOf(visit, byMouse), title, buyer.name);

    const { body } = await buyer.client.call("listReservations", { query: {} });
    expect(body.items.map(({ status, seats }) => [status, seats.length])).toEqual([["PAID", 2]]);
  });

  test("by keyboard alone, without one event of a mouse", async () => {
    const title = await newSale("자판으로 사는 공연");
    const buyer = await newBuyer({ name: "sora" });
    const visit = await browser.open("/", { device: "desktop" });

    await buyTwoSeats(wayOf(visit, byKeyboard(visit.page)), title, buyer.name);

    const { body } = await buyer.client.call("listReservations", { query: {} });
    expect(body.items.map(({ status, seats }) => [status, seats.length])).toEqual([["PAID", 2]]);
  });
});
