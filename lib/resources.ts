import type { EventBus } from "aws-cdk-lib/aws-events";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { SqsQueueName, TableName } from "#functions/shared/grants.ts";
import type { Identity } from "#lib/identity.ts";
import type { SqsWorkerQueue } from "#lib/sqs-worker-queue.ts";
import type { StoredTable } from "#lib/tables.ts";

/** What a stage keeps, whatever becomes of its functions. */
export interface Kept {
  readonly tables: Readonly<Record<TableName, StoredTable>>;
  readonly sqsQueues: Readonly<Record<SqsQueueName, SqsWorkerQueue>>;
  readonly signingKey: Secret;
  readonly webhookSecret: Secret;
  readonly bus: EventBus;
  readonly identity: Identity;
}

/** Everything that a function can be granted, or can get the name of. */
export interface Resources extends Kept {
  /** The secret by which the API knows requests that came through the edge. */
  readonly originSecret: Secret;
  /** The client that signs people in. */
  readonly clientId: string;
  /** `iss` of the queue tokens and receipts: a URL without a slash at its end. */
  readonly issuer: string;
}
