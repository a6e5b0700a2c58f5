/** Signing in as people do: on the page of the identity provider, which returns with a code. */
import type { Page } from "playwright-core";
import { byMouse, type Press } from "#test/browser/support/press.ts";

/**
 * Chooses a user on the provider's page, where the test has arrived, and waits until the page that was left is back.
 * @param name any name: the page of the local provider offers the demo users, and takes whichever its button names
 */
export const chooseUser = async (page: Page, name: string, press: Press = byMouse): Promise<void> => {
  const button = page.locator("button[name=login_hint]").first();
  await button.evaluate((element, value) => element.setAttribute("value", value), name);
  await press(button);
  // The provider returns to /signed-in, which goes on by itself.
  await page.waitForURL((url) => !url.pathname.startsWith("/oauth2/") && url.pathname !== "/signed-in");
};
