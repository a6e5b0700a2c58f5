/** The table of functions is complete: a route or a handler that is missing there would only be noticed when called. */
import { globSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { routes } from "#contract/routes.ts";
import { deployment, type FunctionDeployment } from "#functions/deployment.ts";
import { SQS_QUEUE_VARIABLES } from "#functions/shared/grants.ts";
import { SETTING_NAMES } from "#functions/shared/settings.ts";

const functions = Object.entries<FunctionDeployment>(deployment);
const triggers = functions.map(([, { trigger }]) => trigger);

describe("the deployment", () => {
  it("has exactly one function for each route of the contract", () => {
    const answered = triggers.flatMap((trigger) => (trigger.kind === "routes" ? trigger.routes : []));

    expect(answered.toSorted()).toEqual(Object.keys(routes).toSorted());
  });

  it("has exactly one function for each file in a folder of handlers", () => {
    const files = globSync("*/handlers/**/*.ts", { cwd: "functions" });

    const handlers = functions.map(([, { handler }]) => `${handler}.ts`);
    expect(handlers.toSorted()).toEqual(files.toSorted());
  });

  it.each(functions)("%s has the name of its handler's file", (name, { handler }) => {
    expect(basename(handler).replaceAll("-", "")).toBe(name.toLowerCase());
  });

  it("has exactly one reader for each SQS queue", () => {
    const read = triggers.flatMap((trigger) => (trigger.kind === "sqs" ? [trigger.queue] : []));

    expect(read.toSorted()).toEqual(Object.keys(SQS_QUEUE_VARIABLES).toSorted());
  });

  it.each(functions)("%s says what ends its chain exactly if it sends to the SQS queue it reads", (_, entry) => {
    const { trigger, grants, chainEnds } = entry;
    const feedsItself = trigger.kind === "sqs" && grants.sends?.includes(trigger.queue) === true;

    expect(chainEnds !== undefined).toBe(feedsItself);
  });

  it("gives each setting to some function", () => {
    // Functions on routes for operators get it because of their routes.
    const given = new Set(["operatorTokenSeconds", ...functions.flatMap(([, { settings = [] }]) => settings)]);

    expect(SETTING_NAMES.filter((name) => !given.has(name))).toEqual([]);
  });

  it.each(functions)("%s says what it does, by its routes or by itself", (_, { trigger, summary }) => {
    expect(summary !== undefined).toBe(trigger.kind !== "routes");
  });
});
