/** What is measured when the service or the load program stalls. */
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { newSaleLog, type SaleLog } from "#bench/sale/sale-log.ts";
import { startAt } from "#bench/sale/start-at.ts";
import { correctedMs, latencies, type TimedStep, uncorrectedMs } from "#bench/sale/steps.ts";
import { Caller } from "#bench/sale/visit/caller.ts";
import { createEncoreClient } from "#client/encore-client.ts";
import { ProblemError } from "#client/problem-error.ts";
import { newRandom } from "#simulation/random.ts";

const client = createEncoreClient({ url: "http://127.0.0.1:1" });
const THINK_SECONDS = { min: 0.05, max: 0.05 };

const callerOf = (log: SaleLog, dueMs = performance.now(), signal = new AbortController().signal): Caller =>
  new Caller({ client, random: newRandom(1), log, signal, thinkSeconds: THINK_SECONDS, dueMs });

const answer = () => Promise.resolve({ status: 200 });

/** Keeps this process from doing anything else, as a long collection of garbage does. */
const stall = (ms: number): void => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

const only = (log: SaleLog): TimedStep => {
  const [step, ...others] = log.steps;
  if (step === undefined || others.length > 0) throw new Error(`${log.steps.length} steps`);
  return step;
};

const inProgress = (): ProblemError => new ProblemError("POST", 409, { code: "REQUEST_IN_PROGRESS" }, new Headers());

describe("arrivals", () => {
  it("begin at their time, whoever is still busy", async () => {
    const late = await startAt(performance.now(), [0, 10, 20], async (_, dueMs) => {
      const lateMs = performance.now() - dueMs;
      await sleep(1000);
      return lateMs;
    });

    expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...late)).toBeLessThan(900);
  });

  it("wait for nobody: all of them meet a service that stalls", async () => {
    const log = newSaleLog();
    const startMs = performance.now();
    const healsMs = startMs + 400;
    const arrivals = Array.from({ length: 20 }, (_, index) => index * 20);

    await startAt(startMs, arrivals, async (_, dueMs) => {
      await callerOf(log, dueMs).persist("join", async () => {
        await sleep(Math.max(0, healsMs - performance.now()));
        return { status: 201 };
      });
    });

    // A program that sends the next request after the answer would have met the stall once.
    expect(log.steps).toHaveLength(20);
    expect(log.steps.filter((step) => correctedMs(step) > 190).length).toBeGreaterThanOrEqual(10);
  });

  it("are late if the load program is, and say so", async () => {
    const log = newSaleLog();
    const arrivals = [0, 50, 100];

    const late = await startAt(performance.now(), arrivals, async (index, dueMs) => {
      const lateMs = performance.now() - dueMs;
      if (index === 0) stall(300);
      await callerOf(log, dueMs).ask("join", answer);
      return lateMs;
    });

    expect(late[1]).toBeGreaterThanOrEqual(250);
    expect(late[2]).toBeGreaterThanOrEqual(200);
    const [, second] = log.steps.toSorted((a, b) => a.dueMs - b.dueMs);
    expect(correctedMs(second as TimedStep)).toBeGreaterThanOrEqual(250);
    expect(uncorrectedMs(second as TimedStep)).toBeLessThan(correctedMs(second as TimedStep) - 200);
  });
});

describe("a step", () => {
  it("is due once the person has thought, however late the program is", async () => {
    const log = newSaleLog();
    const caller = callerOf(log);

    const thought = caller.think();
    stall(200);
    await thought;
    await caller.ask("seats", answer);

    expect(correctedMs(only(log))).toBeGreaterThanOrEqual(140);
    expect(uncorrectedMs(only(log))).toBeLessThan(correctedMs(only(log)) - 100);
  });

  it("lasts until a request is no longer refused for the moment", async () => {
    const log = newSaleLog();
    const responses = [() => Promise.reject(inProgress()), () => Promise.resolve({ status: 201 })];

    await callerOf(log).persist("pay", () => responses.shift()?.() ?? answer());

    expect(log.exchanges.map(({ status }) => status)).toEqual([409, 201]);
    expect(correctedMs(only(log))).toBeGreaterThanOrEqual(1000);
    expect(uncorrectedMs(only(log))).toBeLessThan(500);
  });

  it("ends with a refusal for good", async () => {
    const log = newSaleLog();
    const taken = new ProblemError("POST", 409, { code: "SEAT_TAKEN" }, new Headers());

    await expect(callerOf(log).persist("hold chosen", () => Promise.reject(taken))).rejects.toBe(taken);

    expect(log.exchanges).toMatchObject([{ call: "hold chosen", status: 409 }]);
    expect(only(log).step).toBe("hold chosen");
  });

  it("without an answer counts up to the end of the run", async () => {
    const log = newSaleLog();
    const end = new AbortController();
    const caller = callerOf(log, performance.now(), end.signal);

    const asked = caller.persist("pay", async (_, signal) => {
      await sleep(10_000, undefined, { signal });
      return { status: 201 };
    });
    await sleep(100);
    end.abort(new Error("over"));
    await expect(asked).rejects.toThrow("over");
    caller.giveUp();
    caller.giveUp();

    expect(correctedMs(only(log))).toBeGreaterThanOrEqual(95);
    expect(log.exchanges).toEqual([]);
  });
});

describe("latencies", () => {
  const step = (name: TimedStep["step"], late: number, ms: number): TimedStep => ({
    step: name,
    dueMs: 1000,
    sentMs: 1000 + late,
    endedMs: 1000 + late + ms,
  });

  it("are of each step in the order of a visit, and of all, from when they were due and from when they were sent", () => {
    const steps = [step("pay", 0, 40), step("join", 100, 10), step("join", 0, 20)];

    expect(latencies(steps)).toEqual([
      {
        step: "join",
        count: 2,
        corrected: { p50: 20, p95: 110, p99: 110, max: 110 },
        uncorrected: { p50: 10, p95: 20, p99: 20, max: 20 },
      },
      {
        step: "pay",
        count: 1,
        corrected: { p50: 40, p95: 40, p99: 40, max: 40 },
        uncorrected: { p50: 40, p95: 40, p99: 40, max: 40 },
      },
      {
        step: "all steps",
        count: 3,
        corrected: { p50: 40, p95: 110, p99: 110, max: 110 },
        uncorrected: { p50: 20, p95: 40, p99: 40, max: 40 },
      },
    ]);
  });
});
