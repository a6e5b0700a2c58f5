import { afterEach, describe, expect, it, jest } from "@jest/globals";
import { changeMetrics } from "#functions/reservations/rules/change-metrics.ts";
import { writeMetrics } from "#functions/shared/metric.ts";

describe("the metrics of published changes", () => {
  it("count each kind, and say how long the oldest change waited", () => {
    const published = [
      { type: "reservation.held", at: 1000 },
      { type: "reservation.held", at: 990 },
      { type: "reservation.paid", at: 1002 },
      { type: "reservation.expired", at: 1002 },
      { type: "reservation.cancelled", at: 1002 },
      { type: "reservation.extended", at: 1002 },
      { type: "reservation.released", at: 1002 },
    ] as const;
    expect(changeMetrics(published, 1005)).toEqual({
      Holds: 2,
      Payments: 1,
      HoldsExpired: 1,
      Cancellations: 1,
      EventLagSeconds: 15,
    });
  });

  it("have no negative lag if clocks differ, and are none without changes", () => {
    expect(changeMetrics([{ type: "reservation.held", at: 1001 }], 1000)).toEqual({ Holds: 1, EventLagSeconds: 0 });
    expect(changeMetrics([], 1000)).toBeUndefined();
  });
});

describe("metrics", () => {
  const written = (): readonly string[] => {
    const lines: string[] = [];
    jest.spyOn(process.stdout, "write").mockImplementation((line) => lines.push(String(line)) > 0);
    writeMetrics({ Claims: 1 });
    jest.restoreAllMocks();
    return lines;
  };
  afterEach(() => {
    delete process.env["AWS_LAMBDA_FUNCTION_NAME"];
  });

  it("are one line of JSON each", () => {
    process.env["AWS_LAMBDA_FUNCTION_NAME"] = "f";
    const [line = "", ...others] = written();
    expect(others).toEqual([]);
    expect(line.indexOf("\n")).toBe(line.length - 1);
    expect(JSON.parse(line)).toMatchObject({ FunctionName: "f", Claims: 1 });
  });

  it("are not written outside of Lambda", () => {
    expect(written()).toEqual([]);
  });
});
