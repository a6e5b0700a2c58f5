import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { firstCallOf } from "#bench/lambda/first-call.ts";
import { startFunction } from "#bench/lambda/start.ts";
import { functionVariables } from "#bench/lambda/variables.ts";
import { functionList } from "#lib/function-list.ts";
import { PROJECT_DIR } from "#lib/project.ts";

const HANDLERS = join(PROJECT_DIR, "bench", "lambda", "handlers");

const entryOf = (name: string) => {
  const entry = functionList().find((each) => each.name === name);
  if (entry === undefined) throw new Error(`There is no function ${name}.`);
  return entry;
};

describe("a first call", () => {
  it("is a request without a token, of functions that refuse it", () => {
    expect(firstCallOf(entryOf("holdSeats"))?.requestContext.http.method).toBe("POST");
    expect(firstCallOf(entryOf("readHealth"))?.rawPath).toMatch(/health/);
  });

  it("is none where it would reach for a table or a message", () => {
    expect([firstCallOf(entryOf("readQueue")), firstCallOf(entryOf("admit"))]).toEqual([undefined, undefined]);
  });
});

describe("a start", () => {
  it("measures a process of its own: load, first call, warm calls, memory", async () => {
    const start = await startFunction(join(HANDLERS, "empty.ts"), { event: {}, warmCalls: 10 });

    expect(start.status).toBe(200);
    expect(start.loadCpuMs).toBeGreaterThan(0);
    expect(start.processCpuMs).toBeGreaterThan(start.loadCpuMs);
    expect(start.warmCallCpuMs).toBeGreaterThanOrEqual(0);
    expect(start.peakBytes).toBeGreaterThan(20e6);
    // The memory of this process must not be in it, which has all of Jest.
    expect(start.peakBytes).toBeLessThan(128e6);
  });

  it("says what a function wrote that could not be loaded", async () => {
    await expect(startFunction(join(HANDLERS, "absent.mjs"))).rejects.toThrow(
      /absent\.mjs did not start.*Cannot find/s,
    );
  });

  it("sets every variable, so that any function loads", () => {
    expect(Object.values(functionVariables()).filter((value) => value === "")).toEqual([]);
  });
});
