/**
 * docs/runbooks/restore.md, "A table is gone", as far as it goes on one machine: tables are copied item by item into new ones,
 * the old ones are deleted, functions start with the new names, and the sale goes on.
 */
import { randomBytes, randomUUID } from "node:crypto";
import { DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeEach, expect, it, jest } from "@jest/globals";
import type { FindingCode } from "#contract/audit.ts";
import type { Performance } from "#functions/catalog/rules/performance.ts";
import type { VerifiedQueueToken } from "#functions/queue/queue-token.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import { TABLE_VARIABLES, type TableName } from "#functions/shared/grants.ts";
import { clientFor } from "#local/dynamodb/credentials.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";
import { createTables } from "#test/support/tables.ts";

const environment = await startTestEnvironment();
const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(clientFor(environment.endpoint)));

jest.setTimeout(120_000);
afterAll(async () => {
  dynamo.destroy();
  await environment.stop();
});

type Names = Readonly<Record<TableName, string>>;
const TABLES = Object.keys(TABLE_VARIABLES) as readonly TableName[];
/** DynamoDB takes as many in one batch. */
const BATCH = 25;

/** Functions read the names of their tables when they start. So they start again. */
const startFunctions = async () => {
  jest.resetModules();
  return {
    ...(await import("#test/integration/support/sale.ts")),
    ...(await import("#functions/audit/audit-concert.ts")),
    ...(await import("#functions/audit/audit-task.ts")),
    ...(await import("#functions/balance/top-up-balance.ts")),
    ...(await import("#functions/payments/pay-reservation.ts")),
    ...(await import("#functions/seats/seat-store.ts")),
    ...(await import("#functions/shared/time.ts")),
  };
};
let functions = await startFunctions();

const nameOf = (table: TableName): string => process.env[TABLE_VARIABLES[table]] ?? "";

/** Makes new tables of the same shape, as a restore does. */
const newTables = (): Promise<Names> => createTables(environment.endpoint, `r${randomBytes(6).toString("hex")}`);

const copyTable = async (from: string, to: string): Promise<void> => {
  const pages = paginateScan({ client: dynamo }, { TableName: from, ConsistentRead: true });
  for await (const { Items: items = [] } of pages) {
    for (let first = 0; first < items.length; first += BATCH) {
      const puts = items.slice(first, first + BATCH).map((Item) => ({ PutRequest: { Item } }));
      const { UnprocessedItems: left } = await dynamo.send(new BatchWriteCommand({ RequestItems: { [to]: puts } }));
      expect(left ?? {}).toEqual({});
    }
  }
};

/** Deletes the tables that are there, and starts the functions with others. */
const replaceTables = async (names: Names): Promise<void> => {
  for (const table of TABLES) {
    await dynamo.send(new DeleteTableCommand({ TableName: nameOf(table) }));
    process.env[TABLE_VARIABLES[table]] = names[table];
  }
  functions = await startFunctions();
};

const findingsOf = async (concertId: string): Promise<readonly FindingCode[]> => {
  const pages = [];
  let cursor: string | undefined;
  do {
    const page = await functions.auditConcert({ concertId, cursor, waitsMs: [5, 5] });
    pages.push(page);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return functions.addResults(pages).findings.map(({ code }) => code);
};

const pay = ({ userId, reservationId }: Reservation) =>
  functions.payReservation({ userId, reservationId, idempotencyKey: randomUUID() });

const hold = async (performance: Performance, queueToken: VerifiedQueueToken | undefined, seatId: string) => {
  if (queueToken === undefined) throw new Error("no queue token");
  return (await functions.holdNow({ performance, queueToken, seatIds: [seatId] })).reservation;
};

const recount = ({ performanceId }: Performance): Promise<unknown> =>
  functions.recountSection(performanceId, "A", functions.systemClock());

/** Somebody has bought a seat, somebody holds one, and somebody has a turn. */
const openSale = async () => {
  const { concertId, performance } = await functions.createSale();
  const users = functions.people(3);
  const passes = await functions.admit(concertId, users);
  const [mina, jun, sora] = users.map((userId) => passes.get(userId));
  for (const userId of users) {
    const topUp = { userId, amount: 500_000, amountMax: 1e6, balanceMax: 1e6 };
    await functions.topUpBalance({ ...topUp, idempotencyKey: randomUUID() });
  }
  await pay(await hold(performance, mina, "A-1-1"));
  const held = await hold(performance, jun, "A-1-2");
  await recount(performance);
  return { concertId, performance, held, late: sora };
};

let sale: Awaited<ReturnType<typeof openSale>>;
beforeEach(async () => {
  sale = await openSale();
  expect(await findingsOf(sale.concertId)).toEqual([]);
});

it("goes on from tables of the same second", async () => {
  const { concertId, performance, held, late } = sale;
  const restored = await newTables();
  for (const table of TABLES) await copyTable(nameOf(table), restored[table]);
  // Too late for the copy: it is lost, and nothing disagrees.
  const lost = await hold(performance, late, "A-1-3");
  await replaceTables(restored);

  expect(await findingsOf(concertId)).toEqual([]);
  await expect(pay(lost)).rejects.toMatchObject({ code: "RESERVATION_NOT_FOUND" });
  await pay(held);
  await pay(await hold(performance, late, "A-1-3"));
  await recount(performance);
  expect(await findingsOf(concertId)).toEqual([]);
});

it("disagrees, and the audit says where, if one table is older than the others", async () => {
  const { concertId, performance, held } = sale;
  const restored = await newTables();
  await copyTable(nameOf("balance"), restored.balance);
  await pay(held);
  await recount(performance);
  for (const table of TABLES) {
    if (table !== "balance") await copyTable(nameOf(table), restored[table]);
  }
  await replaceTables(restored);

  expect(await findingsOf(concertId)).toContain("DEBIT_MISSING");
});
