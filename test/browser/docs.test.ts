import { describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { withBrowser } from "#test/browser/support/browser.ts";
import { refused } from "#test/browser/support/complaints.ts";

const SYSTEMS = [
  "queue",
  "concerts",
  "charts",
  "reservations",
  "payments",
  "promotions",
  "balance",
  "queue control",
  "performance control",
  "webhooks",
  "audit",
  "service",
];

const browser = withBrowser();
const openDocs = (path: string) => browser.open(path, { device: "desktop", language: "en" });

const signInAs = async (page: Page, user: string): Promise<void> => {
  await page.getByRole("button", { name: "Authorize" }).first().click();
  const choice = page.locator(".auth-container", { hasText: "authorizationCode" });
  const [popup] = await Promise.all([
    page.waitForEvent("popup"),
    choice.getByRole("button", { name: "Apply given OAuth2 credentials" }).click(),
  ]);
  await Promise.all([popup.waitForEvent("close"), popup.getByRole("button", { name: user }).click()]);
  await choice.getByText("Logout").waitFor();
  await page.getByRole("button", { name: "Close" }).last().click();
};

/** Opens the page with one operation unfolded. */
const READ_BALANCE = "/docs#/balance/readBalance";

/** Sends the request of the unfolded operation and returns the status that the page shows. */
const tryOut = async (page: Page): Promise<string | null> => {
  await page.getByRole("button", { name: "Execute" }).click();
  return await page.locator(".live-responses-table .response-col_status").last().textContent();
};

describe("Swagger UI at /docs", () => {
  test("shows every system of the API, and the page's own policy blocks nothing", async () => {
    const { page } = await openDocs("/docs");
    await page.locator(".opblock").first().waitFor();

    const systems = await page.locator(".opblock-tag a").allTextContents();

    expect(systems).toEqual(SYSTEMS);
  });

  test("shows a 401 for a call without signing in", async () => {
    const { page, complaints } = await openDocs(READ_BALANCE);
    complaints.expect(refused(401, "/v1/balance"), "Nobody is signed in.");

    const status = await tryOut(page);

    expect(status).toContain("401");
  });

  test("a demo user signs in, tries a call, and is still signed in after a reload", async () => {
    const { page } = await openDocs(READ_BALANCE);
    await signInAs(page, "mina");

    const before = await tryOut(page);
    await page.reload();
    const after = await tryOut(page);

    expect([before, after]).toEqual([expect.stringContaining("200"), expect.stringContaining("200")]);
  });

  test("the address in a problem's type explains its code", async () => {
    const { page } = await openDocs("/docs/errors#SEAT_TAKEN");

    await expect(page.locator("#SEAT_TAKEN").textContent()).resolves.toContain("A seat is taken");
  });
});
