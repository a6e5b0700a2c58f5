import { Duration } from "aws-cdk-lib";
import { type Alarm, type IMetric, MathExpression, Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { EncoreFunction } from "#lib/function.ts";
import { FIVE_MINUTES, MINUTE, type Watch, watch } from "#lib/operations/watch.ts";
import type { StoredTable } from "#lib/tables.ts";

export interface CapacityAlarmsProps {
  readonly topic: ITopic;
  readonly functions: readonly EncoreFunction[];
  readonly tables: readonly StoredTable[];
}

/** CloudWatch takes no more metrics in the expression of an alarm. */
const METRICS_MAX = 10;
/** A function that takes longer ends by itself soon: requests half a second before their timeout. */
const NEAR_TIMEOUT = 0.9;
const CONCURRENCY_PERCENT_MAX = 80;

/** The functions of one system, as many as an alarm can watch. */
interface Group {
  readonly id: string;
  readonly functions: readonly EncoreFunction[];
}

/**
 * The alarms for limits of AWS that a sale may run into. One alarm watches the functions of a system with the same limit; it
 * names them, and the dashboard shows which of them it is.
 */
export class CapacityAlarms extends Construct {
  readonly alarms: Alarm[] = [];
  readonly #topic: ITopic;

  constructor(scope: Construct, id: string, props: CapacityAlarmsProps) {
    super(scope, id);
    this.#topic = props.topic;
    for (const group of groups(props.functions, ({ entry }) => systemOf(entry.handler))) this.#watchThrottles(group);
    const paceOf = ({ entry }: EncoreFunction): string =>
      `${systemOf(entry.handler)}${entry.timeoutSeconds}s${startsEveryMinutes(entry) === 1 ? "" : "Scheduled"}`;
    for (const group of groups(props.functions, paceOf)) this.#watchDurations(group);
    for (const stored of props.tables) this.#watchTable(stored);
    this.#watchConcurrency();
  }

  #watch(id: string, options: Watch): void {
    this.alarms.push(watch(this, id, this.#topic, options));
  }

  #watchThrottles({ id, functions }: Group): void {
    this.#watch(`${id}Throttles`, {
      metric: together(
        "SUM",
        functions.map(({ lambda }) => lambda.metricThrottles({ period: MINUTE, statistic: Stats.SUM })),
      ),
      threshold: 0,
      periods: 3,
      meaning: `Invocations were refused for three minutes, because the account, or the function, runs as many at once as it may. One or more of: ${namesOf(functions)}.`,
      page: "throttles",
    });
  }

  #watchDurations({ id, functions }: Group): void {
    const [first] = functions;
    if (first === undefined) return;
    const seconds = first.entry.timeoutSeconds;
    const minutes = startsEveryMinutes(first.entry);
    const period = Duration.minutes(minutes);
    this.#watch(`${id}Slow`, {
      metric: together(
        "MAX",
        functions.map(({ lambda }) => lambda.metricDuration({ period, statistic: Stats.MAXIMUM })),
        period,
      ),
      threshold: NEAR_TIMEOUT * seconds * 1000,
      // A function that starts rarely has one value in a period, and none in between.
      periods: minutes === 1 ? 3 : 1,
      meaning: `Invocations have taken nearly the ${seconds} seconds after which they are cut off. One or more of: ${namesOf(functions)}.`,
      page: "slow-functions",
    });
  }

  #watchTable({ table, indexNames }: StoredTable): void {
    const throttlesOf = (dimensions: Readonly<Record<string, string>>): readonly IMetric[] =>
      ["ReadThrottleEvents", "WriteThrottleEvents"].map((metricName) =>
        table.metric(metricName, { period: MINUTE, statistic: Stats.SUM, dimensionsMap: dimensions }),
      );
    const own = { TableName: table.tableName };
    const ofIndexes = indexNames.flatMap((index) => throttlesOf({ ...own, GlobalSecondaryIndexName: index }));
    this.#watch(`${table.node.id}Throttles`, {
      metric: together("SUM", [...throttlesOf(own), ...ofIndexes]),
      threshold: 0,
      periods: 3,
      meaning: `DynamoDB has refused reads or writes of the table ${table.node.id}, or of an index of it, for three minutes.`,
      page: "table-throttles",
    });
  }

  /** Of the whole account in this region: its functions share one limit, and AWS knows how high it is. */
  #watchConcurrency(): void {
    const running = new Metric({
      namespace: "AWS/Usage",
      metricName: "ResourceCount",
      dimensionsMap: { Service: "Lambda", Type: "Resource", Resource: "ConcurrentExecutions", Class: "None" },
      period: FIVE_MINUTES,
      statistic: Stats.MAXIMUM,
    });
    this.#watch("AccountConcurrency", {
      metric: new MathExpression({
        expression: "running / SERVICE_QUOTA(running) * 100",
        usingMetrics: { running },
        period: FIVE_MINUTES,
      }),
      threshold: CONCURRENCY_PERCENT_MAX,
      periods: 1,
      meaning: `The account runs more than ${CONCURRENCY_PERCENT_MAX}% of the functions at once that it may run in this region.`,
      page: "throttles",
    });
  }
}

/** "queue/handlers/join-queue" -> "Queue", "call-offs/…" -> "CallOffs" */
const systemOf = (handler: string): string =>
  (handler.split("/")[0] ?? "")
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");

const groups = (functions: readonly EncoreFunction[], keyOf: (target: EncoreFunction) => string): readonly Group[] =>
  Object.entries(Object.groupBy(functions, keyOf)).flatMap(([key, members = []]) =>
    Array.from({ length: Math.ceil(members.length / METRICS_MAX) }, (_, part) => ({
      id: part === 0 ? key : `${key}Part${part + 1}`,
      functions: members.slice(part * METRICS_MAX, (part + 1) * METRICS_MAX),
    })),
  );

const namesOf = (functions: readonly EncoreFunction[]): string => functions.map(({ entry }) => entry.name).join(", ");

/** How often a function reports a duration at least while it is in use. */
const startsEveryMinutes = ({ trigger }: EncoreFunction["entry"]): number =>
  trigger.kind === "schedule" ? trigger.everyMinutes : 1;

const together = (operation: "SUM" | "MAX", metrics: readonly IMetric[], period: Duration = MINUTE): MathExpression =>
  new MathExpression({
    expression: `${operation}(METRICS())`,
    usingMetrics: Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric])),
    period,
  });
