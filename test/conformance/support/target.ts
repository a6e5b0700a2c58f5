import { jest } from "@jest/globals";

/** The service under test. run.ts gets it from the command line and passes it on in these variables. */
export const URL_VARIABLE = "CONFORMANCE_URL";
export const TOKEN_COMMAND_VARIABLE = "CONFORMANCE_TOKEN_COMMAND";
export const USERS_MAX_VARIABLE = "CONFORMANCE_USERS_MAX";

const given = (variable: string): string => {
  const value = process.env[variable];
  if (value === undefined || value === "") {
    throw new Error(`${variable} is not set. Start the suite with: npm run conformance -- --help`);
  }
  return value;
};

/** Base URL of the service, without a slash at the end. */
export const baseUrl = given(URL_VARIABLE).replace(/\/+$/, "");

/** Shell command that turns token requests on its standard input into tokens. */
export const tokenCommand = given(TOKEN_COMMAND_VARIABLE);

/** The largest number of users that a test may take at once. */
export const usersMax = Number(process.env[USERS_MAX_VARIABLE] ?? Number.POSITIVE_INFINITY);

/** Waiting for a turn takes some ticks, functions take time to start at their first call, and machines may be busy. */
const TEST_SECONDS_MAX = 150;
jest.setTimeout(TEST_SECONDS_MAX * 1000);
