import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from "aws-cdk-lib/aws-backup";
import { Schedule } from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";
import type { StoredTable } from "#lib/tables.ts";

export interface TableBackupsProps {
  readonly tables: readonly StoredTable[];
}

/** As long as a table can be restored to any second, and for as long as a buyer may come back to a purchase. */
const DAILY_KEPT = Duration.days(35);
const MONTHLY_KEPT = Duration.days(400);

/**
 * A backup of each table every night, and of one night a month for more than a year. Tables can be restored to any second of 35
 * days without it; a backup is what is left when a table itself is deleted, and nobody can delete it from the vault.
 */
export class TableBackups extends Construct {
  constructor(scope: Construct, id: string, { tables }: TableBackupsProps) {
    super(scope, id);
    const vault = new BackupVault(this, "Vault", {
      blockRecoveryPointDeletion: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const plan = new BackupPlan(this, "Plan", {
      backupVault: vault,
      backupPlanRules: [
        // Three in the morning in Seoul, before the audit begins, when no sale opens.
        rule("nightly", Schedule.cron({ hour: "18", minute: "0" }), DAILY_KEPT),
        rule("monthly", Schedule.cron({ day: "1", hour: "20", minute: "0" }), MONTHLY_KEPT),
      ],
    });
    const selection = plan.addSelection("Tables", {
      resources: tables.map(({ table }) => BackupResource.fromDynamoDbTable(table)),
    });
    Validations.of(selection).acknowledge({
      id: "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]",
      reason: "AWS Backup's own role for backups; it may read tables and write backups, and restore nothing.",
    });
  }
}

const rule = (ruleName: string, scheduleExpression: Schedule, deleteAfter: Duration): BackupPlanRule =>
  new BackupPlanRule({
    ruleName,
    scheduleExpression,
    deleteAfter,
    startWindow: Duration.hours(1),
    completionWindow: Duration.hours(8),
  });
