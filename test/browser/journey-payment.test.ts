import { describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { withBrowser } from "#test/browser/support/browser.ts";
import { admit, type Buyer, hold, newBuyer } from "#test/browser/support/buyers.ts";
import { refused, UNREACHED } from "#test/browser/support/complaints.ts";
import { newDemoSale } from "#test/browser/support/demo-sale.ts";
import { holdAnswers, loseAnswers, offlineWhile } from "#test/browser/support/network.ts";
import { byTouch } from "#test/browser/support/press.ts";
import { ANY, like, WORDS } from "#test/browser/support/words.ts";

const browser = withBrowser();
const { checkout: t, reservation: receipt, remark, seats, trouble } = WORDS.ko;
const PAYMENT = { method: "POST", path: /\/payment$/ } as const;

/** Two seats in a hold, and points enough. */
const held = async () => {
  const { concertId, performanceId } = await newDemoSale("hall");
  const buyer = await newBuyer({ name: "jiwoo", points: 500_000 });
  const queueToken = await admit(buyer, concertId);
  const { reservationId, expiresAt } = await hold(buyer, queueToken, performanceId, ["A-3-25", "A-3-26"]);
  return { buyer, reservationId, expiresAt, path: `/reservations/${reservationId}/payment` };
};

const payButton = (page: Page) => page.getByRole("button", { name: like(t.pay(ANY)) });
const untilPaid = (page: Page) => page.getByText(receipt.states.PAID).first().waitFor({ timeout: 60_000 });

/** The payments on the statement. */
const paymentsOf = async ({ client }: Buyer): Promise<readonly number[]> => {
  const { body } = await client.call("listEntries", { query: {} });
  return body.items.flatMap(({ kind, amount }) => (kind === "PAYMENT" ? [amount] : []));
};

/** The idempotency keys with which payments were sent. */
const noteKeys = (page: Page): readonly string[] => {
  const keys: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && PAYMENT.path.test(new URL(request.url()).pathname)) {
      keys.push(request.headers()["idempotency-key"] ?? "");
    }
  });
  return keys;
};

describe("one payment a press", () => {
  test("pressed twice in a hurry, it is sent once", async () => {
    const { buyer, path } = await held();
    const { page } = await browser.open(path, { as: buyer });
    const keys = noteKeys(page);

    await payButton(page).dblclick();
    await untilPaid(page);

    expect(keys).toHaveLength(1);
    expect(await paymentsOf(buyer)).toEqual([-132_000]);
  });

  test("whose answer is lost, the page checks until it knows, with the same key, and never says that it failed", async () => {
    const { buyer, path } = await held();
    const { page, complaints } = await browser.open(path, { as: buyer });
    complaints.expect(UNREACHED, "The answer is lost.");
    const keys = noteKeys(page);
    const lost = await loseAnswers(page, PAYMENT);
    const heard: string[] = [];
    await page.exposeFunction("hear", (text: string) => heard.push(text));
    await page.evaluate(() => {
      const { hear } = globalThis as unknown as { readonly hear: (text: string) => void };
      new MutationObserver(() => hear(document.body.textContent)).observe(document.body, {
        childList: true,
        subtree: true,
        characterData: true,
      });
    });

    await byTouch(payButton(page));
    await untilPaid(page);

    expect(lost()).toBe(1);
    expect(new Set(keys).size).toBe(1);
    expect(heard.some((text) => text.includes(t.checkingTitle))).toBe(true);
    expect(heard.filter((text) => text.includes(trouble.refusedAgain))).toEqual([]);
    expect(await paymentsOf(buyer)).toEqual([-132_000]);
  });

  test("reloaded while it is under way, it ends at the same receipt", async () => {
    const { buyer, path } = await held();
    const { page, complaints } = await browser.open(path, { as: buyer });
    complaints.expect(UNREACHED, "The page was left while it waited for the answer.");
    const { answer } = await holdAnswers(page, PAYMENT);

    const sent = page.waitForRequest((request) => request.method() === "POST" && PAYMENT.path.test(request.url()));
    await byTouch(payButton(page));
    await sent;
    answer();
    await page.reload();
    await untilPaid(page);

    expect(await paymentsOf(buyer)).toEqual([-132_000]);
  });

  test("offline, the page says what is kept, and goes on when the connection is back", async () => {
    const { buyer, path } = await held();
    const { page, context, complaints } = await browser.open(path, { as: buyer });
    complaints.expect(UNREACHED, "There is no connection.");
    await payButton(page).waitFor();

    await offlineWhile(context, async () => {
      await byTouch(payButton(page));
      await page.getByText(t.checkingTitle).first().waitFor();
    });
    await untilPaid(page);

    expect(await paymentsOf(buyer)).toEqual([-132_000]);
  });

  test.each([10, -10])("with a clock that is %i minutes wrong, the time left is true", async (clockMinutes) => {
    const { buyer, path, expiresAt } = await held();
    const { page } = await browser.open(path, { as: buyer, clockMinutes });
    const countdown = page.getByRole("timer").first();
    await countdown.waitFor();

    const [minutes = 0, seconds = 0] = ((await countdown.textContent()) ?? "").split(":").map(Number);
    const left = (Date.parse(expiresAt) - Date.now()) / 1000;

    expect(Math.abs(minutes * 60 + seconds - left)).toBeLessThan(4);
  });
});

describe("two people after one seat", () => {
  test("one holds it, and the other is told at once and offered the nearest equal one", async () => {
    const { concertId, performanceId } = await newDemoSale("hall");
    const people = await Promise.all([newBuyer({ name: "jiwoo" }), newBuyer({ name: "minho" })]);
    const visits = await Promise.all(
      people.map(async (buyer) => {
        const queueTokens = { [concertId]: await admit(buyer, concertId) };
        return browser.open(`/performances/${performanceId}/seats?concert=${concertId}`, { as: buyer, queueTokens });
      }),
    );
    for (const { page, complaints } of visits) {
      complaints.expect(refused(409, "/reservations"), "The seat is taken.");
      await byTouch(page.getByRole("radio", { name: seats.tabMap }));
      await byTouch(page.locator("[data-seat='24']"));
      await page.getByRole("button", { name: like(seats.hold(1)) }).waitFor();
    }
    const [first, second] = visits;
    if (first === undefined || second === undefined) throw new Error("There are two visits.");

    await byTouch(first.page.getByRole("button", { name: like(seats.hold(1)) }));
    await first.page.waitForURL(/\/payment$/);
    await second.page.getByText(remark.lostTitle(1)).first().waitFor();
    await byTouch(second.page.getByRole("button", { name: like(remark.takeEqual(1)) }));
    await byTouch(second.page.getByRole("button", { name: like(seats.hold(1)) }));
    await second.page.waitForURL(/\/payment$/);

    const held = await Promise.all(
      people.map(async ({ client }) => (await client.call("listReservations", { query: {} })).body.items),
    );
    const ids = held.flat().flatMap((reservation) => reservation.seats.map(({ seatId }) => seatId));
    expect(new Set(ids).size).toBe(2);
  });
});
