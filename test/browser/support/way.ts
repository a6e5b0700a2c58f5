/** The way of a buyer, step by step, in whichever language and by whichever means. Each step ends where the next begins. */
import { expect } from "@jest/globals";
import type { Page } from "playwright-core";
import type { Visit } from "#test/browser/support/browser.ts";
import type { Press } from "#test/browser/support/press.ts";
import { chooseUser } from "#test/browser/support/sign-in.ts";
import { ANY, like, WORDS } from "#test/browser/support/words.ts";

export interface Way {
  readonly page: Page;
  readonly press: Press;
  readonly words: (typeof WORDS)["ko"];
}

export const wayOf = ({ page, language }: Visit, press: Press): Way => ({ page, press, words: WORDS[language] });

/** The list is kept for seconds by the service, and is read again by loading it. */
const LIST_TRIES_MAX = 15;

/** From the list of concerts to a concert. */
export const chooseConcert = async ({ page, press }: Way, title: string): Promise<void> => {
  const link = page.getByRole("link", { name: title, exact: true });
  for (let tries = 1; ; tries += 1) {
    await page.getByRole("heading", { level: 1 }).waitFor();
    const isThere = await link.waitFor({ timeout: 2000 }).then(
      () => true,
      () => false,
    );
    if (isThere) break;
    if (tries === LIST_TRIES_MAX) throw new Error(`The list of concerts does not show ${title}.`);
    await page.reload();
  }
  await press(link);
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
};

/** From a concert to its queue, where somebody who is not signed in is asked to be. */
export const goToQueue = async ({ page, press, words }: Way): Promise<void> => {
  await press(page.getByRole("link", { name: words.concert.join, exact: true }));
  await page.waitForURL(/\/waiting/);
};

/** From the queue over the identity provider back to the queue, which is joined by itself then. */
export const signInAs = async ({ page, press, words }: Way, name: string): Promise<void> => {
  await press(page.getByRole("button", { name: words.without.signIn, exact: true }));
  await chooseUser(page, name, press);
  await page.waitForURL(/\/waiting/);
};

/** Waits for the turn, and goes on to the dates. */
export const takeTurn = async ({ page, press, words }: Way): Promise<void> => {
  const onward = page.getByRole("link", { name: words.waiting.choose, exact: true });
  await onward.waitFor({ timeout: 60_000 });
  await press(onward);
  await page.waitForURL(/\/dates$/);
};

/** Chooses the first date. */
export const chooseDate = async ({ page, press }: Way): Promise<void> => {
  await press(page.locator("main a[href*='/seats']").first());
  await page.waitForURL(/\/seats/);
};

/** Has the service choose the best seats: two, as is offered first. */
export const takeBestSeats = async ({ page, press, words }: Way): Promise<void> => {
  await press(page.getByRole("button", { name: words.seats.find(2) }));
  await page.waitForURL(/\/payment$/);
};

/** Tops up what is missing, on the page of the payment. The form is below the prices; nothing has to be filled in. */
export const topUpMissing = async ({ page, press, words }: Way): Promise<void> => {
  await press(page.locator("main form").getByRole("button", { name: like(words.points.topUp(ANY)) }));
  await page.getByRole("button", { name: like(words.checkout.pay(ANY)) }).waitFor();
};

/** Pays, and arrives at the reservation. */
export const payNow = async ({ page, press, words }: Way): Promise<void> => {
  await press(page.getByRole("button", { name: like(words.checkout.pay(ANY)) }));
  await page.waitForURL(/\/reservations\/[^/]+$/);
  await page.getByText(words.reservation.states.PAID).first().waitFor();
};

/** The seats of a reservation that the page shows, which are those that the service knows. */
export const expectPaid = async ({ page, words }: Way, count: number): Promise<void> => {
  await page.getByText(words.reservation.whyPaid(count)).waitFor();
  expect(await page.getByRole("heading", { name: words.reservation.receipt, exact: true }).count()).toBe(1);
};
