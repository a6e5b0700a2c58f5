import { type Browser, chromium, type Page } from "playwright-core";

/** Chromium's flags to run without a display, a sandbox or its own network calls. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const given = (variable: string): string => {
  const value = process.env[variable];
  if (value === undefined) throw new Error(`${variable} is not set. Run these tests with: npm test -- browser`);
  return value;
};

export const serviceUrl = given("BROWSER_URL");

export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: given("CHROMIUM"), args: FLAGS, timeout: 20_000 });

export interface OpenPage {
  readonly page: Page;
  /** Errors in the page so far: script errors, policy violations, failed requests. */
  readonly complaints: readonly string[];
}

/** Opens a page of the service in a new session. */
export const openPage = async (browser: Browser, path: string): Promise<OpenPage> => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("requestfailed", (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText ?? ""}`));
  await page.goto(new URL(path, serviceUrl).href);
  return { page, complaints };
};
