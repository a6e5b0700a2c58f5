/** What a stage costs in a month in which nobody comes. Pure: from its template. */
import { METRIC_MEANINGS } from "#functions/shared/metric-names.ts";
import type { Template, TemplateResource } from "#lib/build/stage-template.ts";
import { CALL_MS } from "#simulation/meter.ts";
import { type CostLine, costLine, gigabyteSeconds } from "#simulation/report/cost.ts";
import { PRICES, STAGE_PRICES } from "#simulation/report/prices.ts";

const MINUTES = 30 * 24 * 60;
/** Lambda keeps this number of long polls open at each SQS queue (Developer Guide, "SQS event source: scaling"). */
const POLLERS = 5;
/** The longest that a long poll of SQS may take. */
const POLL_SECONDS = 20;
/** A start that finds nothing to do. */
const IDLE_MS = 100;

export interface StageThings {
  readonly secrets: number;
  readonly keys: number;
  /** Metrics in all alarms together. */
  readonly alarmMetrics: number;
  readonly dashboards: number;
  readonly firewalls: number;
  readonly firewallRules: number;
  /** SQS queues that functions read. */
  readonly readQueues: number;
  /** Minutes between two starts, of each schedule. */
  readonly scheduleMinutes: readonly number[];
}

const metricsOf = ({ Properties: properties = {} }: TemplateResource): number => {
  const metrics = properties["Metrics"];
  if (!Array.isArray(metrics)) return 1;
  return (metrics as readonly Readonly<Record<string, unknown>>[]).filter((metric) => "MetricStat" in metric).length;
};

const rulesOf = ({ Properties: properties = {} }: TemplateResource): number => {
  const rules = properties["Rules"];
  return Array.isArray(rules) ? rules.length : 0;
};

const minutesOf = ({ Properties: properties = {} }: TemplateResource): number => {
  const expression = String(properties["ScheduleExpression"]);
  const minutes = Number(/^rate\((\d+) minutes?\)$/.exec(expression)?.[1]);
  if (!(minutes > 0)) throw new Error(`A schedule has the rate "${expression}".`);
  return minutes;
};

/** A stream has a parallelization of its own; only SQS sources have a window without a starting position. */
const isSqsSource = ({ Properties: properties = {} }: TemplateResource): boolean => !("StartingPosition" in properties);

export const stageThings = ({ Resources: resources }: Pick<Template, "Resources">): StageThings => {
  const of = (type: string): readonly TemplateResource[] =>
    Object.values(resources).filter((resource) => resource.Type === type);
  const sum = (each: readonly number[]): number => each.reduce((total, one) => total + one, 0);
  const firewalls = of("AWS::WAFv2::WebACL");
  return {
    secrets: of("AWS::SecretsManager::Secret").length,
    keys: of("AWS::KMS::Key").length,
    alarmMetrics: sum(of("AWS::CloudWatch::Alarm").map(metricsOf)),
    dashboards: of("AWS::CloudWatch::Dashboard").length,
    firewalls: firewalls.length,
    firewallRules: sum(firewalls.map(rulesOf)),
    readQueues: of("AWS::Lambda::EventSourceMapping").filter(isSqsSource).length,
    scheduleMinutes: of("AWS::Scheduler::Schedule").map(minutesOf),
  };
};

/** Admission ticks through its minute whether anybody waits or not; whatever else a schedule starts ends at once. */
export const monthAtRest = (things: StageThings): readonly CostLine[] => {
  const starts = things.scheduleMinutes.reduce((sum, minutes) => sum + MINUTES / minutes, 0);
  const polls = (things.readQueues * POLLERS * MINUTES * 60) / POLL_SECONDS;
  return [
    costLine(STAGE_PRICES.firewall, things.firewalls),
    costLine(STAGE_PRICES.firewallRules, things.firewallRules),
    costLine(STAGE_PRICES.secrets, things.secrets),
    costLine(STAGE_PRICES.keys, things.keys),
    costLine(STAGE_PRICES.alarms, things.alarmMetrics),
    costLine(STAGE_PRICES.metrics, Object.keys(METRIC_MEANINGS).length),
    costLine(STAGE_PRICES.dashboards, things.dashboards),
    costLine(STAGE_PRICES.schedules, starts),
    costLine(PRICES.lambdaRequests, starts),
    costLine(PRICES.lambdaCompute, gigabyteSeconds(MINUTES, CALL_MS.minuteOfTicks), "ticks of admission"),
    costLine(PRICES.lambdaCompute, gigabyteSeconds(starts - MINUTES, IDLE_MS), "sweeps that find nothing"),
    costLine(PRICES.sqsRequests, polls, "idle polls"),
  ];
};
