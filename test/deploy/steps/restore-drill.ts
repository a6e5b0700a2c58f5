/** The drill of docs/runbooks/restore.md, "Some items are wrong", on the deployed tables, with the calls of its commands. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import {
  type AttributeValue,
  CreateBackupCommand,
  DeleteBackupCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  GetItemCommand,
  PutItemCommand,
  paginateListTables,
  RestoreTableFromBackupCommand,
  RestoreTableToPointInTimeCommand,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import type { AwsClients } from "#test/deploy/aws.ts";
import { run as runProgram, tailOf } from "#test/deploy/programs.ts";
import type { Run } from "#test/deploy/run.ts";
import type { Sale } from "#test/deploy/sale.ts";
import type { StepResult } from "#test/deploy/step-list.ts";
import { eventually } from "#test/support/eventually.ts";

const SEAT = "A-1-3";
const NEXT_SEAT = "A-1-4";
const [FROM_BACKUP, FROM_POINT_IN_TIME] = ["gate-restored", "gate-restored-in-time"];
const AUDIT_SECONDS_MAX = 120;
const CLEAN_SECONDS_MAX = 120;
const WAIT = { maxWaitTime: 60, minDelay: 1, maxDelay: 2 } as const;

const seatTable = async ({ dynamodb }: AwsClients): Promise<string> => {
  for await (const { TableNames: names = [] } of paginateListTables({ client: dynamodb }, {})) {
    const found = names.find((name) => /^Encore-dev-.*SeatTable/.test(name));
    if (found !== undefined) return found;
  }
  throw new Error("The stage has no table of seats.");
};

/** Somebody holds a seat. @returns how they give it back */
const hold = async ({ performanceId, admitted }: Sale, seatId: string): Promise<() => Promise<void>> => {
  const [visitor] = admitted;
  if (visitor === undefined) throw new Error("Nobody was admitted.");
  const { body } = await visitor.client.call("holdSeats", {
    params: { performanceId },
    body: { seatIds: [seatId] },
    queueToken: visitor.queueToken,
    idempotencyKey: randomUUID(),
  });
  const params = { reservationId: body.reservationId };
  return async () => void (await visitor.client.call("releaseReservation", { params }));
};

export interface Audited {
  readonly url: string;
  readonly concertId: string;
  /** An operator's. */
  readonly token: string;
}

/** `npm run ops -- audit`. */
const audit = ({ cwd, env }: Run["surroundings"], { url, concertId, token }: Audited) =>
  runProgram(process.execPath, ["cli/ops.ts", "audit", "--url", url, "--concert", concertId], {
    cwd,
    env: { ...env, ENCORE_TOKEN: token },
    secondsMax: AUDIT_SECONDS_MAX,
  });

type Item = Record<string, AttributeValue>;

const itemIn = async ({ dynamodb }: AwsClients, table: string, key: Item): Promise<Item | undefined> =>
  (await dynamodb.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item;

/** In AWS it would have the item. */
const restoreToPointInTime = async (aws: AwsClients, table: string, second: Date, key: Item): Promise<string> => {
  await aws.dynamodb.send(
    new RestoreTableToPointInTimeCommand({
      SourceTableName: table,
      TargetTableName: FROM_POINT_IN_TIME,
      RestoreDateTime: second,
    }),
  );
  await waitUntilTableExists({ client: aws.dynamodb, ...WAIT }, { TableName: FROM_POINT_IN_TIME });
  assert.equal(
    await itemIn(aws, FROM_POINT_IN_TIME, key),
    undefined,
    "The emulator restores points in time now: put the item back from there.",
  );
  return "THE EMULATOR KEEPS NO POINTS IN TIME: the call was taken, and the table is that of now";
};

/** Damages an item of a sale that goes on, finds it with the audit, and gets it back from a backup. */
export const restoreDrill = async (
  { aws, surroundings }: Pick<Run, "aws" | "surroundings">,
  sale: Sale,
  audited: Audited,
): Promise<StepResult> => {
  const { dynamodb } = aws;
  const table = await seatTable(aws);
  const release = await hold(sale, SEAT);
  const key: Item = { pk: { S: `PERF#${sale.performanceId}#A` }, sk: { S: `SEAT#${SEAT}` } };
  const { BackupDetails: backup } = await dynamodb.send(
    new CreateBackupCommand({ TableName: table, BackupName: "encore-gate" }),
  );
  const second = new Date();
  const item = await itemIn(aws, table, key);
  assert(item !== undefined, "the item of the held seat");
  try {
    await dynamodb.send(new DeleteItemCommand({ TableName: table, Key: key }));
    const damaged = await audit(surroundings, audited);
    assert.equal(damaged.code, 1, tailOf(damaged.output));
    assert.match(damaged.output, new RegExp(`RESERVATION_WITHOUT_SEAT(?:.|\\n)*${SEAT}`));

    const inTime = await restoreToPointInTime(aws, table, second, key);
    await dynamodb.send(
      new RestoreTableFromBackupCommand({ BackupArn: backup?.BackupArn, TargetTableName: FROM_BACKUP }),
    );
    await waitUntilTableExists({ client: dynamodb, ...WAIT }, { TableName: FROM_BACKUP });
    const restored = await itemIn(aws, FROM_BACKUP, key);
    assert.deepEqual(restored, item);
    await dynamodb.send(new PutItemCommand({ TableName: table, Item: restored }));
    // The sale goes on, and with the next change of its section the availability is counted again.
    const releaseNext = await hold(sale, NEXT_SEAT);
    await eventually(
      "the audit is clean",
      async () => ((await audit(surroundings, audited)).code === 0 ? true : undefined),
      CLEAN_SECONDS_MAX,
    );
    await Promise.all([release(), releaseNext()]);
    assert.equal(await itemIn(aws, table, key), undefined, "the item of the released seat");
    return { note: `a seat came back from a backup, and the audit is clean. ${inTime}` };
  } finally {
    await dynamodb.send(new DeleteBackupCommand({ BackupArn: backup?.BackupArn }));
    for (const name of [FROM_BACKUP, FROM_POINT_IN_TIME]) {
      await dynamodb.send(new DeleteTableCommand({ TableName: name })).catch(() => undefined);
    }
  }
};
