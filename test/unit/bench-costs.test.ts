import { describe, expect, it, test } from "@jest/globals";
import { looksWhileWaiting } from "#bench/budgets/looks.ts";
import { designsOf, waitedSeconds } from "#bench/costs/designs.ts";
import { monthAtRest, stageThings } from "#bench/costs/month-at-rest.ts";
import { DEFAULT_SALE } from "#simulation/options.ts";
import { costOf, totalOf } from "#simulation/report/cost.ts";
import { simulateSale } from "#simulation/sale.ts";

const sale = simulateSale(
  { ...DEFAULT_SALE, users: 2000, seats: 100, "max-active": 12, "admit-per-tick": 2 },
  () => undefined,
);

describe("designs of the same sale", () => {
  const [ours, polls, flips, rewrites] = designsOf(sale);

  it("waits for as long as the samples say", () => {
    expect(
      waitedSeconds({
        samples: [
          { ...sale.samples[0], at: 0, waiting: 5 },
          { ...sale.samples[0], at: 10, waiting: 2 },
          { ...sale.samples[0], at: 20, waiting: 0 },
        ] as typeof sale.samples,
      }),
    ).toBe(70);
  });

  it("polls once in three seconds of waiting, past no edge, for half a read unit", () => {
    const count = Math.round(waitedSeconds(sale) / 3);

    expect(polls?.usage.httpRequests).toBe(sale.usage.httpRequests + count);
    expect(polls?.usage.edgeRequests).toBe(0);
    expect(polls?.usage.readUnits).toBeCloseTo(sale.usage.readUnits + count / 2, 6);
  });

  it("writes six units for each token that is flipped, and one for each tick of waiting", () => {
    expect(flips?.usage.writeUnits).toBe(sale.usage.writeUnits + 6 * sale.people.joins);
    expect(rewrites?.usage.writeUnits).toBe(sale.usage.writeUnits + Math.round(waitedSeconds(sale) / 5));
  });

  it("ours pays the edge for what it answers and for what it passes on", () => {
    expect(ours?.usage.edgeRequests).toBe(sale.usage.edgeRequests + sale.usage.httpRequests);
  });

  it("ours is the cheapest", () => {
    const totals = [ours, polls, flips, rewrites].map((design) =>
      design ? totalOf(costOf(design.usage)) : Number.NaN,
    );

    expect(totals.slice(1).every((total) => total > (totals[0] ?? Number.NaN))).toBe(true);
  });
});

describe("a month at rest", () => {
  const template = {
    Resources: {
      Secret: { Type: "AWS::SecretsManager::Secret" },
      Plain: { Type: "AWS::CloudWatch::Alarm", Properties: { MetricName: "Errors" } },
      Sum: {
        Type: "AWS::CloudWatch::Alarm",
        Properties: { Metrics: [{ Expression: "a + b" }, { MetricStat: {} }, { MetricStat: {} }] },
      },
      Acl: { Type: "AWS::WAFv2::WebACL", Properties: { Rules: [{}, {}, {}] } },
      Minutely: { Type: "AWS::Scheduler::Schedule", Properties: { ScheduleExpression: "rate(1 minute)" } },
      Sweep: { Type: "AWS::Scheduler::Schedule", Properties: { ScheduleExpression: "rate(5 minutes)" } },
      FromSqs: { Type: "AWS::Lambda::EventSourceMapping", Properties: {} },
      FromStream: { Type: "AWS::Lambda::EventSourceMapping", Properties: { StartingPosition: "LATEST" } },
    },
  };

  it("counts in the template what AWS bills", () => {
    expect(stageThings(template)).toEqual({
      secrets: 1,
      keys: 0,
      alarmMetrics: 3,
      dashboards: 0,
      firewalls: 1,
      firewallRules: 3,
      readQueues: 1,
      scheduleMinutes: [1, 5],
    });
  });

  it("prices it by the month", () => {
    const usdOf = Object.fromEntries(monthAtRest(stageThings(template)).map(({ what, usd }) => [what, usd]));

    expect(usdOf["WAF, rules"]).toBe(3);
    expect(usdOf["CloudWatch, metrics that alarms watch"]).toBeCloseTo(0.3, 9);
    // Five pollers that wait 20 seconds each: 648,000 requests.
    expect(usdOf["SQS requests, standard queue: idle polls"]).toBeCloseTo(0.648 * 0.4, 9);
    // 43,200 minutes of 58 seconds with half a gigabyte.
    expect(usdOf["Lambda compute on arm64: ticks of admission"]).toBeCloseTo(43_200 * 29 * 0.000_013_333_4, 6);
  });

  it("refuses a schedule that it can't read", () => {
    const odd = {
      Resources: { Odd: { Type: "AWS::Scheduler::Schedule", Properties: { ScheduleExpression: "cron()" } } },
    };

    expect(() => stageThings(odd)).toThrow('"cron()"');
  });
});

test("somebody who waits for ten minutes looks a dozen times, where fixed polling would ask 200 times", () => {
  expect(looksWhileWaiting(600, 0)).toBeLessThan(15);
  expect(looksWhileWaiting(600, 1)).toBeLessThan(20);
  expect(looksWhileWaiting(600, 0)).toBeGreaterThan(3);
  expect(looksWhileWaiting(0, 0)).toBeGreaterThan(0);
});
