import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Construct } from "constructs";
import type { SqsQueueName, TableName } from "#functions/shared/grants.ts";
import type { EncoreFunction } from "#lib/function.ts";
import { AlarmTopic } from "#lib/operations/alarm-topic.ts";
import { BackgroundAlarms } from "#lib/operations/background-alarms.ts";
import { CapacityAlarms } from "#lib/operations/capacity-alarms.ts";
import { DailyBudget } from "#lib/operations/daily-budget.ts";
import { PromiseAlarms } from "#lib/operations/promise-alarms.ts";
import { SaleDashboard } from "#lib/operations/sale-dashboard.ts";
import { TableBackups } from "#lib/operations/table-backups.ts";
import type { DeadLetterQueue, SqsWorkerQueue } from "#lib/sqs-worker-queue.ts";
import type { StageSettings } from "#lib/stages.ts";
import type { StoredTable } from "#lib/tables.ts";

export interface OperationsProps {
  readonly stageName: string;
  readonly stage: StageSettings;
  readonly api: HttpApi;
  readonly functions: readonly EncoreFunction[];
  readonly sqsQueues: Readonly<Record<SqsQueueName, SqsWorkerQueue>>;
  /** The dead letters of functions that follow a stream. */
  readonly streamDeadLetters: readonly DeadLetterQueue[];
  readonly tables: Readonly<Record<TableName, StoredTable>>;
  /** Gets every alarm; a stage may go without if `alarmEmail` of alarm-address.ts allows it. */
  readonly alarmEmail: string | undefined;
}

/** What operators see and hear of a stage. It only looks at the rest of the stage, which does not know of it. */
export class Operations extends Construct {
  constructor(scope: Construct, id: string, props: OperationsProps) {
    super(scope, id);
    const { stageName, stage, api, functions, sqsQueues, tables, alarmEmail: email } = props;
    const { topic } = new AlarmTopic(this, "AlarmTopic", { email });
    const deadLetterQueues = [
      ...Object.values(sqsQueues).map(({ deadLetters }) => deadLetters),
      ...props.streamDeadLetters,
    ];
    const backups = stage.keepsData
      ? new TableBackups(this, "Backups", { topic, tables: Object.values(tables) }).alarms
      : [];
    // Two thirds of what alarms cost. A stage that keeps no data has no crowd either; its dashboard shows the same.
    const capacity = stage.keepsData
      ? new CapacityAlarms(this, "Capacity", { topic, functions, tables: Object.values(tables) }).alarms
      : [];
    const alarms = [
      ...new PromiseAlarms(this, "Promises", { topic, api, functions, joins: sqsQueues.join }).alarms,
      ...new BackgroundAlarms(this, "Background", { topic, functions, deadLetterQueues }).alarms,
      ...capacity,
      ...backups,
    ];
    new SaleDashboard(this, "Sale", { stageName, api, functions, sqsQueues, deadLetterQueues, tables, alarms });
    if (email !== undefined) new DailyBudget(this, "Budget", { stageName, dollars: stage.dollarsPerDayMax, email });
  }
}
