import { eventFilter, type FilterCriteria } from "#local/stack/event-filter.ts";
import type { Resolve } from "#local/stack/intrinsics.ts";
import { referencedFunctionId, referencedId, resourcesOf, type Template } from "#local/stack/template.ts";

interface EventSource {
  readonly functionId: string;
  /** Logical id of the SQS queue or the table. */
  readonly sourceId: string;
  readonly batchSize: number;
  readonly windowSeconds: number;
  /** Whether the function's result names the records that failed. */
  readonly reportsFailures: boolean;
}

export interface SqsSource extends EventSource {
  readonly kind: "sqs";
  /** Batches that may be processed at once. */
  readonly concurrencyMax: number;
}

export interface StreamSource extends EventSource {
  readonly kind: "stream";
  readonly startingPosition: "TRIM_HORIZON" | "LATEST";
  /** -1 means no limit. */
  readonly retriesMax: number;
  /** -1 means no limit. */
  readonly ageSecondsMax: number;
  readonly bisects: boolean;
  /** Logical id of the SQS queue for records that failed for good. */
  readonly failureQueueId: string | undefined;
  /** Whether the function gets a record; it gets every one if absent. */
  readonly accepts?: (record: unknown) => boolean;
}

export interface LocalSchedule {
  readonly functionId: string;
  readonly everySeconds: number;
  readonly input: unknown;
}

interface MappingProperties {
  readonly BatchSize?: number;
  readonly BisectBatchOnFunctionError?: boolean;
  readonly DestinationConfig?: { readonly OnFailure?: { readonly Destination?: unknown } };
  readonly Enabled?: boolean;
  readonly EventSourceArn: unknown;
  readonly FilterCriteria?: FilterCriteria;
  readonly FunctionName: unknown;
  readonly FunctionResponseTypes?: readonly string[];
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly MaximumRecordAgeInSeconds?: number;
  readonly MaximumRetryAttempts?: number;
  readonly ScalingConfig?: { readonly MaximumConcurrency?: number };
  readonly StartingPosition?: "TRIM_HORIZON" | "LATEST";
}

/** Lambda starts with five batches of an SQS queue at once. */
const SQS_CONCURRENCY = 5;

const required = (id: string | undefined, what: string): string => {
  if (id === undefined) throw new Error(`${what} refers to nothing in the template.`);
  return id;
};

/** The enabled event source mappings of the template. */
export const eventSourcesOf = (template: Template): readonly (SqsSource | StreamSource)[] =>
  resourcesOf(template, "AWS::Lambda::EventSourceMapping")
    .map(({ logicalId, properties }) => ({ logicalId, mapping: properties as unknown as MappingProperties }))
    .filter(({ mapping }) => mapping.Enabled !== false)
    .map(({ logicalId, mapping }) => {
      const isSqs = template.Resources[referencedId(mapping.EventSourceArn) ?? ""]?.Type === "AWS::SQS::Queue";
      if (isSqs && mapping.FilterCriteria !== undefined) {
        throw new Error(`The local service does not support event filters of SQS queues (${logicalId}).`);
      }
      const sourceId = required(referencedId(mapping.EventSourceArn), `The event source of ${logicalId}`);
      const source = {
        functionId: required(referencedFunctionId(template, mapping.FunctionName), `The function of ${logicalId}`),
        sourceId,
        windowSeconds: mapping.MaximumBatchingWindowInSeconds ?? 0,
        reportsFailures: mapping.FunctionResponseTypes?.includes("ReportBatchItemFailures") ?? false,
      };
      return isSqs ? sqsSource(source, mapping) : streamSource(source, mapping);
    });

const sqsSource = (source: Omit<EventSource, "batchSize">, mapping: MappingProperties): SqsSource => ({
  ...source,
  kind: "sqs",
  batchSize: mapping.BatchSize ?? 10,
  concurrencyMax: mapping.ScalingConfig?.MaximumConcurrency ?? SQS_CONCURRENCY,
});

const streamSource = (source: Omit<EventSource, "batchSize">, mapping: MappingProperties): StreamSource => ({
  ...source,
  kind: "stream",
  batchSize: mapping.BatchSize ?? 100,
  startingPosition: mapping.StartingPosition ?? "LATEST",
  retriesMax: mapping.MaximumRetryAttempts ?? -1,
  ageSecondsMax: mapping.MaximumRecordAgeInSeconds ?? -1,
  bisects: mapping.BisectBatchOnFunctionError ?? false,
  failureQueueId: referencedId(mapping.DestinationConfig?.OnFailure?.Destination),
  accepts: eventFilter(mapping.FilterCriteria),
});

const UNIT_SECONDS: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

/** The enabled schedules of the template. */
export const schedulesOf = (template: Template, resolve: Resolve): readonly LocalSchedule[] =>
  resourcesOf(template, "AWS::Scheduler::Schedule")
    .filter(({ properties }) => properties["State"] !== "DISABLED")
    .map(({ logicalId, properties }) => {
      const target = properties["Target"] as { readonly Arn: unknown; readonly Input?: unknown };
      const input = resolve(target.Input);
      return {
        functionId: required(referencedFunctionId(template, target.Arn), `The target of ${logicalId}`),
        everySeconds: secondsOf(String(properties["ScheduleExpression"])),
        input: typeof input === "string" ? (JSON.parse(input) as unknown) : {},
      };
    });

const secondsOf = (expression: string): number => {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const unitSeconds = UNIT_SECONDS[unit ?? ""];
  if (unitSeconds === undefined) throw new Error(`The local service does not support the schedule ${expression}.`);
  return Number(count) * unitSeconds;
};
