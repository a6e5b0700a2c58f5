import { describe, expect, test } from "@jest/globals";
import { deployment, type FunctionName } from "#functions/deployment.ts";
import { reservedCalls } from "#lib/concurrency.ts";
import { functionList } from "#lib/function-list.ts";
import { STAGES, type StageName } from "#lib/stages.ts";
import { resourceAt, STAGE_NAMES, stackOf } from "#test/stack/support/stages.ts";

/** What AWS gives an account by default, and what it wants left for functions without calls of their own. */
const ACCOUNT_CALLS = 1000;
const UNRESERVED_MIN = 100;

const callsOf = (stageName: StageName, name: FunctionName): number | undefined => {
  const id = functionList().find((entry) => entry.name === name)?.id;
  const { properties } = resourceAt(stackOf(stageName).template, "AWS::Lambda::Function", `${id}/Function`);
  return properties["ReservedConcurrentExecutions"];
};

const NAMES = Object.keys(deployment) as readonly FunctionName[];
const sumOf = (stageName: StageName): number => NAMES.reduce((sum, name) => sum + (callsOf(stageName, name) ?? 0), 0);

describe.each(STAGE_NAMES)("calls at once in %s", (stageName) => {
  test("are as in the table, and leave a fifth of the stage's to functions without any", () => {
    const { concurrencyMax } = STAGES[stageName];
    for (const name of NAMES)
      expect([name, callsOf(stageName, name)]).toEqual([name, reservedCalls(name, concurrencyMax)]);
    expect(sumOf(stageName)).toBeLessThanOrEqual(concurrencyMax * 0.85);
  });

  test("are kept for admission, numbers, holds, payments and settling, in stages that people buy in", () => {
    for (const name of ["admit", "numberArrivals", "holdSeats", "payReservation", "checkTopUps"] as const) {
      expect([name, callsOf(stageName, name) !== undefined]).toEqual([name, stageName !== "dev"]);
    }
  });

  test("are few for lists, pages of the reference and deliveries", () => {
    for (const name of ["listConcerts", "readDocs", "readOpenApi", "deliverWebhook", "sendReplay"] as const) {
      expect(callsOf(stageName, name) ?? 0).toBeLessThanOrEqual(Math.max(2, STAGES[stageName].concurrencyMax * 0.02));
    }
  });
});

test("the calls of all stages fit into one account", () => {
  const all = STAGE_NAMES.reduce((sum, name) => sum + sumOf(name), 0);
  expect(all).toBeLessThanOrEqual(ACCOUNT_CALLS - UNRESERVED_MIN);
  expect(all).toBeGreaterThan(0);
});
