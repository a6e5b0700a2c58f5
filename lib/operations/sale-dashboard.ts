import { Duration } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  Metric,
  PeriodOverride,
  Stats,
  TextWidget,
} from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import type { FunctionName } from "#functions/deployment.ts";
import type { SqsQueueName, TableName } from "#functions/shared/grants.ts";
import type { MetricName } from "#functions/shared/metric-names.ts";
import type { EncoreFunction } from "#lib/function.ts";
import { FIVE_MINUTES, MINUTE, metricOf, QUARTER_OF_AN_HOUR } from "#lib/operations/watch.ts";
import type { DeadLetterQueue, SqsWorkerQueue } from "#lib/sqs-worker-queue.ts";
import type { StoredTable } from "#lib/tables.ts";

export interface SaleDashboardProps {
  readonly stageName: string;
  readonly api: HttpApi;
  readonly functions: readonly EncoreFunction[];
  readonly sqsQueues: Readonly<Record<SqsQueueName, SqsWorkerQueue>>;
  readonly deadLetterQueues: readonly DeadLetterQueue[];
  readonly tables: Readonly<Record<TableName, StoredTable>>;
  readonly alarms: readonly Alarm[];
}

/** The functions that people of a sale wait for. */
const WAITED_FOR: readonly FunctionName[] = [
  "joinQueue",
  "readQueue",
  "readQueueToken",
  "readSeats",
  "holdSeats",
  "payReservation",
  "topUpBalance",
];

const INTRODUCTION = `From left to right and top to bottom as a buyer goes: queue, holds, payments, then what carries them.
docs/runbooks says what each alarm means; docs/reference/metrics.md what each metric counts.`;

/** A sale on one page: what people get of it first, and what carries it below. */
export class SaleDashboard extends Construct {
  readonly #props: SaleDashboardProps;

  constructor(scope: Construct, id: string, props: SaleDashboardProps) {
    super(scope, id);
    this.#props = props;
    const dashboard = new Dashboard(this, "Dashboard", {
      defaultInterval: Duration.hours(3),
      // Each graph has the period that its metrics are written in.
      periodOverride: PeriodOverride.INHERIT,
    });
    dashboard.addWidgets(
      new TextWidget({ markdown: `# Encore, ${props.stageName}\n${INTRODUCTION}`, width: 24, height: 3 }),
      new AlarmStatusWidget({ title: "Alarms", alarms: [...props.alarms], width: 24, height: 6 }),
    );
    for (const row of [this.#sale(), this.#lags(), this.#requests(), this.#limits(), this.#cost()]) {
      dashboard.addWidgets(...row);
    }
  }

  #sale(): readonly IWidget[] {
    const sum = { statistic: Stats.SUM };
    return row(
      graph("People", [
        this.#own("admit", "Admitted", sum),
        this.#own("readQueueToken", "Claims", { ...sum, label: "Claims (waiting page)" }),
        this.#own("joinQueue", "Claims", { ...sum, label: "Claims (on joining)" }),
        this.#own("admit", "ActivePasses"),
      ]),
      graph("Seats", [
        this.#own("onReservationChange", "Holds", sum),
        this.#own("holdSeats", "HoldConflicts", sum),
        this.#own("onReservationChange", "HoldsExpired", sum),
      ]),
      graph("Money", [
        this.#own("onReservationChange", "Payments", sum),
        this.#own("onReservationChange", "Cancellations", sum),
        this.#own("sweepTopUps", "TopUpsPending", { period: FIVE_MINUTES }),
      ]),
    );
  }

  #lags(): readonly IWidget[] {
    const { join } = this.#props.sqsQueues;
    const follower = this.#named("onReservationChange").lambda;
    return row(
      graph("Seconds behind: admission and joins", [
        this.#own("admit", "SecondsSinceDecision"),
        join.queue.metricApproximateAgeOfOldestMessage({
          period: MINUTE,
          statistic: Stats.MAXIMUM,
          label: "Oldest join",
        }),
      ]),
      graph("Seconds behind: expiries and events", [
        this.#own("expireHold", "ExpiryLagSeconds"),
        this.#own("onReservationChange", "EventLagSeconds"),
      ]),
      graph(
        "Share of failed deliveries; milliseconds behind the stream",
        [this.#own("deliverWebhook", "DeliveriesFailed", { period: FIVE_MINUTES, statistic: Stats.AVERAGE })],
        [follower.metric("IteratorAge", { period: MINUTE, statistic: Stats.MAXIMUM })],
      ),
    );
  }

  #requests(): readonly IWidget[] {
    const { api } = this.#props;
    const sum = { period: MINUTE, statistic: Stats.SUM };
    return row(
      graph("Requests", [api.metricCount(sum), api.metricClientError(sum)], [api.metricServerError(sum)]),
      graph("Milliseconds until a response", [
        api.metricLatency({ period: MINUTE, statistic: Stats.percentile(50), label: "Half of the requests" }),
        api.metricLatency({ period: MINUTE, statistic: Stats.percentile(99), label: "99% of the requests" }),
      ]),
      graph(
        "Milliseconds of 99% of the invocations",
        WAITED_FOR.map((name) =>
          this.#named(name).lambda.metricDuration({ period: MINUTE, statistic: Stats.percentile(99), label: name }),
        ),
      ),
    );
  }

  #limits(): readonly IWidget[] {
    const { functions, tables, deadLetterQueues } = this.#props;
    const sum = { period: MINUTE, statistic: Stats.SUM };
    return [
      ...row(
        graph(
          "Failed invocations",
          functions.map(({ entry, lambda }) => lambda.metricErrors({ ...sum, label: entry.name })),
        ),
        graph(
          "Refused invocations",
          functions.map(({ entry, lambda }) => lambda.metricThrottles({ ...sum, label: entry.name })),
        ),
        graph(
          "Invocations at once",
          WAITED_FOR.map((name) =>
            this.#named(name).lambda.metric("ConcurrentExecutions", {
              period: MINUTE,
              statistic: Stats.MAXIMUM,
              label: name,
            }),
          ),
        ),
      ),
      ...row(
        graph(
          "Refused reads and writes",
          Object.values(tables).flatMap(({ table }) =>
            ["ReadThrottleEvents", "WriteThrottleEvents"].map((name) =>
              table.metric(name, {
                ...sum,
                dimensionsMap: { TableName: table.tableName },
                label: `${table.node.id}: ${name}`,
              }),
            ),
          ),
        ),
        graph(
          "Dead letters",
          deadLetterQueues.map((queue) =>
            queue.metricApproximateNumberOfMessagesVisible({
              period: MINUTE,
              statistic: Stats.MAXIMUM,
              label: queue.node.scope?.node.id ?? queue.node.id,
            }),
          ),
        ),
        graph("Findings of the audit", [
          this.#own("auditRunningConcerts", "AuditFindings", { period: QUARTER_OF_AN_HOUR }),
        ]),
      ),
    ];
  }

  /** What a stage costs follows from these within a minute; the charges themselves come hours later. */
  #cost(): readonly IWidget[] {
    const { api, functions, tables } = this.#props;
    const sum = { period: MINUTE, statistic: Stats.SUM };
    const charges = new Metric({
      namespace: "AWS/Billing",
      metricName: "EstimatedCharges",
      dimensionsMap: { Currency: "USD" },
      region: "us-east-1",
      period: Duration.hours(6),
      statistic: Stats.MAXIMUM,
      label: "Charges of the account this month, in dollars",
    });
    return row(
      graph(
        "What costs: units of the tables",
        Object.values(tables).flatMap(({ table }) => [
          table.metricConsumedReadCapacityUnits({ ...sum, label: `${table.node.id}: read` }),
          table.metricConsumedWriteCapacityUnits({ ...sum, label: `${table.node.id}: written` }),
        ]),
      ),
      graph(
        "What costs: requests, and milliseconds of functions",
        [api.metricCount(sum)],
        functions
          .filter(({ entry }) => WAITED_FOR.includes(entry.name))
          .map(({ entry, lambda }) => lambda.metricDuration({ ...sum, label: entry.name })),
      ),
      graph("Charges", [charges]),
    );
  }

  #named(name: FunctionName): EncoreFunction {
    const found = this.#props.functions.find(({ entry }) => entry.name === name);
    if (found === undefined) throw new Error(`The stage has no function "${name}" to show.`);
    return found;
  }

  #own(
    name: FunctionName,
    metric: MetricName,
    {
      label = metric,
      ...options
    }: { readonly label?: string; readonly statistic?: string; readonly period?: Duration } = {},
  ): Metric {
    return metricOf(this.#named(name), metric, options).with({ label });
  }
}

const graph = (title: string, left: readonly IMetric[], right: readonly IMetric[] = []): GraphWidget =>
  new GraphWidget({ title, left: [...left], right: [...right], width: 8, height: 6, liveData: true });

const row = (...widgets: readonly IWidget[]): readonly IWidget[] => widgets;
