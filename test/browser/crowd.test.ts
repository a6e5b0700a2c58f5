import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "@jest/globals";
import { withBrowser } from "#test/browser/support/browser.ts";
import { joinNumbered, newBuyer } from "#test/browser/support/buyers.ts";
import { forgetLayoutShifts, layoutShifts } from "#test/browser/support/layout-shift.ts";
import { noteRequests } from "#test/browser/support/network.ts";
import { operator } from "#test/browser/support/operator.ts";
import { service } from "#test/browser/support/service.ts";
import { WORDS } from "#test/browser/support/words.ts";
import { environmentWith, PROJECT_DIR } from "#test/runner/run-command.ts";

const PEOPLE = 500;
const WATCHED_SECONDS = 30;
const TEST_SECONDS_MAX = 300;
const browser = withBrowser();

let crowd: ChildProcess | undefined;
afterEach(() => {
  crowd?.kill();
});

/** Starts the crowd, and waits until everybody is in the queue. */
const gather = async (concertId: string): Promise<void> => {
  const program = join(PROJECT_DIR, "test", "browser", "support", "simulated-crowd.ts");
  crowd = spawn(process.execPath, [program, service.url, service.issuer, concertId, String(PEOPLE)], {
    cwd: PROJECT_DIR,
    env: environmentWith(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (crowd.stdout === null) throw new Error("The crowd has no output.");
  await Promise.race([
    once(crowd.stdout, "data"),
    once(crowd, "exit").then(() => Promise.reject(new Error("The crowd ended."))),
  ]);
};

describe(`a page among ${PEOPLE} people who wait`, () => {
  test(
    "asks for the queue alone, at its pace, stays responsive, and nothing moves on it",
    async () => {
      const { newConcert, newPerformance } = await operator();
      const queue = { maxActive: 1, admitPerTick: 1, claimSeconds: 60, passSeconds: 900 };
      const { concertId } = await newConcert({ queue });
      await newPerformance(concertId);
      await gather(concertId);
      const buyer = await newBuyer({ name: "jiwoo" });
      await joinNumbered(buyer, concertId);
      const { page } = await browser.open(`/concerts/${concertId}/waiting`, { as: buyer });
      await page.getByText(WORDS.ko.waiting.whatNext).waitFor();
      await forgetLayoutShifts(page);
      const requests = noteRequests(page);

      await sleep(WATCHED_SECONDS * 1000);

      const shifts = await layoutShifts(page);
      const pressedMs = Date.now();
      await page.getByRole("button", { name: "English", exact: true }).tap();
      await page.getByText(WORDS.en.waiting.whatNext).waitFor();
      const { body } = await buyer.client.call("readQueue", { params: { concertId } });
      const ahead = Number((await page.locator(".waiting-ahead .waiting-figure").textContent())?.replace(/\D/g, ""));
      expect(shifts).toEqual([]);
      expect(Date.now() - pressedMs).toBeLessThan(5000);
      // Nothing but the public queue, and seldom: with this many people ahead the turn is far away.
      expect(requests.filter(({ path }) => !path.endsWith("/queue"))).toEqual([]);
      expect(requests.length).toBeLessThanOrEqual(WATCHED_SECONDS / 10 + 1);
      expect(ahead).toBeGreaterThan(PEOPLE / 2);
      expect(body.issued).toBe(PEOPLE + 1);
    },
    TEST_SECONDS_MAX * 1000,
  );
});
