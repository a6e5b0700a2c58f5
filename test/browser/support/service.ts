/**
 * The services under test. test/runner/parts.ts starts them and names them in variables. To run one file against a service
 * that runs already, such as `npm run pages:dev`, set BROWSER_URL, BROWSER_ISSUER and CHROMIUM, and start Jest on that file.
 */
import { jest } from "@jest/globals";

export interface ServiceUnderTest {
  readonly url: string;
  readonly issuer: string;
}

/** Waiting for a turn takes some ticks, and pages draw slowly on a busy machine. */
const TEST_SECONDS_MAX = 120;
jest.setTimeout(TEST_SECONDS_MAX * 1000);

export const given = (variable: string): string => {
  const value = process.env[variable];
  if (value === undefined) throw new Error(`${variable} is not set. Run these tests with: npm test -- browser`);
  return value;
};

/** The service with the settings of every stage. */
export const service: ServiceUnderTest = { url: given("BROWSER_URL"), issuer: given("BROWSER_ISSUER") };

/** How long the other service holds seats. */
export const SHORT_HOLD_SECONDS = 30;

/** Another service, whose holds end after SHORT_HOLD_SECONDS, for tests that wait for the end of one. */
export const serviceOfShortHolds = (): ServiceUnderTest => ({
  url: given("BROWSER_SHORT_HOLDS_URL"),
  issuer: given("BROWSER_SHORT_HOLDS_ISSUER"),
});
