/** Chromium as these tests need it: without a display, a sandbox, its own network calls, and what nobody sees of its window. */
import { type Browser, chromium } from "playwright-core";
import { given } from "#test/browser/support/service.ts";

/** Each new context opens a window, and the suggestions of its address bar are two more pages to load and run. */
const ADDRESS_BAR = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup"];

/** Chromium heeds the last list of features alone: these are the ones that Playwright turns off. */
const OFF_IN_PLAYWRIGHT = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
];

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  `--disable-features=${[...OFF_IN_PLAYWRIGHT, ...ADDRESS_BAR].join(",")}`,
];

export interface BrowserNeeds {
  /** Whether it must be able to show notifications, which the headless shell is not. */
  readonly notifies: boolean;
}

export const startBrowser = ({ notifies }: BrowserNeeds): Promise<Browser> => {
  const shell = notifies ? undefined : process.env["CHROMIUM_HEADLESS_SHELL"];
  return chromium.launch({ executablePath: shell ?? given("CHROMIUM"), args: FLAGS, timeout: 60_000 });
};
