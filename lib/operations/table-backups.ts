import { Aws, Duration, RemovalPolicy } from "aws-cdk-lib";
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from "aws-cdk-lib/aws-backup";
import { type Alarm, Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { Schedule } from "aws-cdk-lib/aws-events";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { watch } from "#lib/operations/watch.ts";
import type { StoredTable } from "#lib/tables.ts";

export interface TableBackupsProps {
  readonly topic: ITopic;
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
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, { topic, tables }: TableBackupsProps) {
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
    plan.addSelection("Tables", {
      resources: tables.map(({ table }) => BackupResource.fromDynamoDbTable(table)),
      role: this.#role(tables, vault).withoutPolicyUpdates(),
      disableDefaultBackupPolicy: true,
    });
    this.alarms = [this.#watchFailures(vault, topic)];
  }

  /**
   * Reads tables and writes backups into the vault, with what AWS calls advanced features: then backups belong to AWS Backup, and
   * no right on the backups of a table is needed, whose names AWS makes. It may restore nothing.
   */
  #role(tables: readonly StoredTable[], vault: BackupVault): Role {
    const ofTables = ["dynamodb:DescribeTable", "dynamodb:StartAwsBackupJob", "dynamodb:ListTagsOfResource"];
    const ofVault = ["backup:DescribeBackupVault", "backup:CopyIntoBackupVault"];
    return new Role(this, "Role", {
      assumedBy: new ServicePrincipal("backup.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: {
        Rights: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: ofTables, resources: tables.map(({ table }) => table.tableArn) }),
            new PolicyStatement({ actions: ofVault, resources: [vault.backupVaultArn] }),
          ],
        }),
      },
    });
  }

  #watchFailures(vault: BackupVault, topic: ITopic): Alarm {
    return watch(this, "BackupsFailed", topic, {
      metric: new Metric({
        namespace: "AWS/Backup",
        metricName: "NumberOfBackupJobsFailed",
        dimensionsMap: { BackupVaultName: vault.backupVaultName },
        period: Duration.hours(1),
        statistic: Stats.SUM,
      }),
      threshold: 0,
      periods: 1,
      meaning: "A table was not backed up last night.",
      page: "failed-backups",
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
