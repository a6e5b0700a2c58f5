/** Signing in as people do: on the page of the identity provider, which returns with a code. */
import type { Page } from "playwright-core";

/**
 * Chooses a user on the provider's page, where the test has arrived, and waits until the provider has returned.
 * @param name any name: the page of the local provider offers the demo users, and takes whichever its button names
 */
export const chooseUser = async (page: Page, name: string): Promise<void> => {
  const button = page.locator("button[name=login_hint]").first();
  await button.evaluate((element, value) => element.setAttribute("value", value), name);
  await button.click();
  // The provider returns to /signed-in, which goes on by itself.
  await page.waitForURL((url) => !url.pathname.startsWith("/oauth2/") && url.pathname !== "/signed-in");
};
