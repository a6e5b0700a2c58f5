/** How somebody is called back at their turn: by a notification, and by a tone. */
import { describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { withBrowser } from "#test/browser/support/browser.ts";
import { callsToUser, noteCallsScript, setHidden } from "#test/browser/support/calls-to-user.ts";
import { quickQueue } from "#test/browser/support/crowd.ts";
import { WORDS } from "#test/browser/support/words.ts";

const browser = withBrowser({ notifies: true });
const { waiting: t } = WORDS.ko;

/** The page of somebody who waits, and may show notifications or may not. */
const openWaiting = async (permissions: readonly string[]) => {
  const queue = await quickQueue();
  const path = `/concerts/${queue.concertId}/waiting`;
  const visit = await browser.open("/account", { as: queue.buyer });
  await visit.context.grantPermissions([...permissions], { origin: visit.service.url });
  await visit.context.addInitScript(noteCallsScript);
  await visit.goto(path);
  await visit.page.getByText(t.whatNext).waitFor();
  return { ...visit, ...queue };
};

/** The turn is claimed: somebody is called then, and not while the claim is on its way. */
const seeTurn = (page: Page) => page.getByText(t.passLeft).waitFor({ timeout: 60_000 });
const notification = (page: Page) => page.getByRole("checkbox", { name: t.notify });
const sound = (page: Page) => page.getByRole("checkbox", { name: t.sound });

describe("the call at the turn", () => {
  test("is a notification and a tone for somebody who looks at another tab, and wants both", async () => {
    const { page, letIn, title } = await openWaiting(["notifications"]);
    await page.getByText(t.notifyOn).waitFor();
    expect(await notification(page).isChecked()).toBe(true);
    await sound(page).check();
    await page.getByText(t.soundOn).waitFor();
    const { notes: firstNotes } = await callsToUser(page);
    await setHidden(page, true);

    await letIn();
    await seeTurn(page);

    const { notifications, notes, asked } = await callsToUser(page);
    expect(notifications).toEqual([{ title: t.admitted, body: title }]);
    expect(firstNotes.length).toBeGreaterThan(0);
    expect(notes).toEqual([...firstNotes, ...firstNotes]);
    expect(asked).toBe(0);
    expect(await page.title()).toContain(t.titleTurn(title));
  });

  test("is neither for somebody who looks at the page, and has not switched the tone on", async () => {
    const { page, letIn } = await openWaiting(["notifications"]);
    await setHidden(page, true);
    await setHidden(page, false);

    await letIn();
    await seeTurn(page);

    expect(await callsToUser(page)).toEqual({ notifications: [], notes: [], asked: 0 });
  });

  test("is no tone any more once it is switched off again", async () => {
    const { page, letIn } = await openWaiting(["notifications"]);
    await sound(page).check();
    await page.getByText(t.soundOn).waitFor();
    await sound(page).uncheck();
    await page.getByText(t.soundOn).waitFor({ state: "hidden" });
    const { notes } = await callsToUser(page);

    await letIn();
    await seeTurn(page);

    expect((await callsToUser(page)).notes).toEqual(notes);
  });

  test("is no notification where the browser refuses them, which the page says without asking", async () => {
    const { page, letIn } = await openWaiting([]);
    await page.getByText(t.notifyDenied).waitFor();
    expect(await notification(page).isDisabled()).toBe(true);
    expect(await notification(page).isChecked()).toBe(false);
    await setHidden(page, true);

    await letIn();
    await seeTurn(page);

    expect(await callsToUser(page)).toEqual({ notifications: [], notes: [], asked: 0 });
  });
});
