import { describe, expect, test } from "@jest/globals";
import { STAGES } from "#lib/stages.ts";
import { type Found, operatorsAlarms, resourcesOf, STAGE_NAMES, stackOf } from "#test/stack/support/stages.ts";

const WATCHED = STAGE_NAMES.filter((name) => STAGES[name].keepsData);

test("capacity is watched where it matters, and nowhere else: these alarms are two thirds of what alarms cost", () => {
  const watching = STAGE_NAMES.filter((stageName) =>
    operatorsAlarms(stackOf(stageName).template).some(({ id }) => id.includes("AccountConcurrency")),
  );
  expect(watching).toEqual(WATCHED);
  expect(WATCHED).toEqual(["staging", "prod"]);
});

describe.each(WATCHED)("the alarms of capacity in %s", (stageName) => {
  const alarms = () => operatorsAlarms(stackOf(stageName).template);
  const alarmAt = (id: string) => {
    const found = alarms().filter(({ resource }) =>
      String(resource.Metadata?.["aws:cdk:path"]).endsWith(`/${id}/Resource`),
    );
    expect(found).toHaveLength(1);
    return found[0] as Found;
  };

  /** The metrics that the expressions of some alarms add up, by what they are of. */
  const metricsIn = (found: readonly Found[]) =>
    found.flatMap(({ properties }) =>
      (properties["Metrics"] as readonly { readonly MetricStat?: { readonly Metric: Named } }[]).flatMap(
        ({ MetricStat: stat }) => stat?.Metric ?? [],
      ),
    );
  interface Named {
    readonly MetricName: string;
    readonly Dimensions: readonly { readonly Name: string; readonly Value: unknown }[];
  }
  const functionIdOf = ({ Dimensions: dimensions }: Named): string => {
    const value = dimensions.find(({ Name }) => Name === "FunctionName")?.Value as { readonly Ref: string } | undefined;
    return value?.Ref ?? "none";
  };
  const withMetrics = (name: string) =>
    alarms().filter(
      ({ properties }) => properties["Metrics"] !== undefined && JSON.stringify(properties).includes(`"${name}"`),
    );

  test.each(["Throttles", "Duration"])("watch %s of every function once, and name it", (name) => {
    const found = withMetrics(name);
    const watched = metricsIn(found).map(functionIdOf);
    const functions = resourcesOf(stackOf(stageName).template, "AWS::Lambda::Function");
    const own = functions.filter(({ resource }) => resource.Metadata?.["encore:function"] !== undefined);

    expect(watched.toSorted()).toEqual(own.map(({ id }) => id).toSorted());
    for (const { properties } of found) {
      const named = properties["AlarmDescription"] as string;
      const [{ Expression: expression }] = properties["Metrics"];
      expect(expression).toBe(name === "Throttles" ? "SUM(METRICS())" : "MAX(METRICS())");
      // CloudWatch takes ten metrics beside the expression.
      expect(properties["Metrics"].length).toBeLessThanOrEqual(11);
      for (const metric of metricsIn([{ properties } as Found])) {
        const { resource } = own.find(({ id }) => id === functionIdOf(metric)) as Found;
        expect(named).toContain(String(resource.Metadata?.["encore:function"]));
      }
    }
  });

  test("are raised before functions are cut off: each group has one timeout", () => {
    for (const { properties } of withMetrics("Duration")) {
      const timeouts = metricsIn([{ properties } as Found]).map((metric) => {
        const functions = resourcesOf(stackOf(stageName).template, "AWS::Lambda::Function");
        return functions.find(({ id }) => id === functionIdOf(metric))?.properties["Timeout"] as number;
      });
      expect(new Set(timeouts).size).toBe(1);
      expect(properties["Threshold"]).toBe(0.9 * (timeouts[0] ?? 0) * 1000);
    }
  });

  test("look at a function that starts rarely for as long as it is from one start to the next", () => {
    expect(alarmAt("Audit300sScheduledSlow").properties).toMatchObject({ EvaluationPeriods: 1 });
    expect(alarmAt("Audit300sScheduledSlow").properties["Metrics"][1].MetricStat).toMatchObject({ Period: 900 });
    expect(alarmAt("Queue75sSlow").properties).toMatchObject({ EvaluationPeriods: 3 });
  });

  test("watch refused reads and writes of each table and each of its indexes", () => {
    const tables = resourcesOf(stackOf(stageName).template, "AWS::DynamoDB::Table");
    const expected = tables.flatMap(({ id, properties }) => {
      const indexes = (properties["GlobalSecondaryIndexes"] ?? []) as readonly { readonly IndexName: string }[];
      return [undefined, ...indexes.map(({ IndexName: name }) => name)].flatMap((index) =>
        ["ReadThrottleEvents", "WriteThrottleEvents"].map((name) => [id, index, name].join(" ")),
      );
    });
    const watched = metricsIn(withMetrics("ReadThrottleEvents")).map(({ MetricName: name, Dimensions: dimensions }) => {
      const of = (wanted: string) => dimensions.find(({ Name }) => Name === wanted)?.Value;
      return [(of("TableName") as { Ref: string }).Ref, of("GlobalSecondaryIndexName"), name].join(" ");
    });
    expect(watched.toSorted()).toEqual(expected.toSorted());
  });

  test("are raised when the account runs more than 80% of the functions that it may", () => {
    const { properties } = alarmAt("AccountConcurrency");
    expect(properties["Threshold"]).toBe(80);
    expect(properties["Metrics"]).toEqual([
      expect.objectContaining({ Expression: "running / SERVICE_QUOTA(running) * 100" }),
      expect.objectContaining({ Id: "running", ReturnData: false }),
    ]);
  });
});
