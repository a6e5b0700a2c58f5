import { Duration } from "aws-cdk-lib";
import { type Alarm, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { EncoreFunction } from "#lib/function.ts";
import type { Runbook } from "#lib/operations/runbooks.ts";
import { MINUTE, type Watch, watch } from "#lib/operations/watch.ts";
import type { DeadLetterQueue } from "#lib/sqs-worker-queue.ts";

export interface BackgroundAlarmsProps {
  readonly topic: ITopic;
  readonly functions: readonly EncoreFunction[];
  readonly deadLetterQueues: readonly DeadLetterQueue[];
}

const NUMBER_WORDS: Readonly<Record<number, string>> = { 2: "two", 3: "three", 5: "five" };
const inMinutes = (minutes: number): string => `${NUMBER_WORDS[minutes] ?? minutes} minutes`;

/** Reminders of holds and events come this late at most without an alarm. */
const STREAM_MS_MAX = 60_000;

/** The alarms for work that no response shows: schedules, the stream, and messages that failed for good. */
export class BackgroundAlarms extends Construct {
  readonly alarms: Alarm[] = [];
  readonly #topic: ITopic;

  constructor(scope: Construct, id: string, props: BackgroundAlarmsProps) {
    super(scope, id);
    this.#topic = props.topic;
    for (const queue of props.deadLetterQueues) this.#watchDeadLetters(queue);
    for (const target of props.functions) {
      if (target.entry.trigger.kind === "schedule") this.#watchScheduled(target, target.entry.trigger.everyMinutes);
      if (target.entry.trigger.kind === "stream") this.#watchFollower(target);
    }
  }

  #watch(id: string, options: Watch): void {
    this.alarms.push(watch(this, id, this.#topic, options));
  }

  #watchDeadLetters(queue: DeadLetterQueue): void {
    this.#watch(`${queue.node.scope?.node.id}DeadLetters`, {
      metric: queue.metricApproximateNumberOfMessagesVisible({ period: MINUTE, statistic: Stats.MAXIMUM }),
      threshold: 0,
      periods: 1,
      meaning: `This dead letter queue holds ${queue.holds}. ${queue.remedy}`,
      page: "dead-letters",
    });
  }

  /** Periods are as long as from one start to the next, so that each has a start. */
  #watchScheduled({ entry, lambda }: EncoreFunction, minutes: number): void {
    const sum = { period: Duration.minutes(minutes), statistic: Stats.SUM };
    const task = `Its task: ${entry.summary}.`;
    const page: Runbook = entry.name === "admit" ? "admission-stopped" : "background-work";
    // Of a function that starts every minute, the next start may mend what one has left undone.
    const periods = minutes === 1 ? 2 : 1;
    this.#watch(`${entry.id}Errors`, {
      metric: lambda.metricErrors(sum),
      threshold: 0,
      periods,
      meaning: `${entry.handler} has failed for ${inMinutes(periods * minutes)}. ${task}`,
      page,
    });
    this.#watch(`${entry.id}Throttles`, {
      metric: lambda.metricThrottles(sum),
      threshold: 0,
      periods,
      meaning: `${entry.handler} was refused for ${inMinutes(periods * minutes)}, because the account runs as many functions as it may. ${task}`,
      page,
    });
    this.#watch(`${entry.id}Stopped`, {
      metric: lambda.metricInvocations(sum),
      threshold: 1,
      isFloor: true,
      mustReport: true,
      periods: 3,
      meaning: `${entry.handler} has not been started for ${inMinutes(3 * minutes)}. ${task}`,
      page,
    });
  }

  #watchFollower({ entry, lambda }: EncoreFunction): void {
    this.#watch(`${entry.id}Late`, {
      metric: lambda.metric("IteratorAge", { period: MINUTE, statistic: Stats.MAXIMUM }),
      threshold: STREAM_MS_MAX,
      periods: 5,
      meaning: `${entry.handler} has been more than a minute behind its stream for five minutes.`,
      page: "late-changes",
    });
  }
}
