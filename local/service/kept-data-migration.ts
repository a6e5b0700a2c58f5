import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { migrateTable } from "#cli/migrate/migrate-table.ts";
import { MIGRATIONS } from "#cli/migrate/migrations.ts";
import { damageLine, NOTHING, withPage } from "#cli/migrate/report.ts";
import { UnitPace } from "#cli/migrate/unit-pace.ts";
import { TABLE_VARIABLES, type TableName } from "#functions/shared/grants.ts";
import { clientFor } from "#local/dynamodb/credentials.ts";
import type { LocalFunction } from "#local/stack/functions.ts";

/**
 * Brings what earlier versions have stored to the schema version of this one, as `npm run migrate` does in a deployed stage.
 * Nobody else uses the tables yet, so it takes as many units as it likes. A damaged item is printed, and fails where it is
 * needed.
 * @returns how many items it has changed, as a sentence
 */
export const migrateKeptData = async (endpoint: string, functions: readonly LocalFunction[]): Promise<string> => {
  const client = new DynamoDBClient(clientFor(endpoint));
  const dynamo = DynamoDBDocumentClient.from(client);
  const pace = new UnitPace(Number.POSITIVE_INFINITY);
  let totals = NOTHING;
  try {
    for (const migration of MIGRATIONS) {
      const run = { dynamo, tableName: nameOf(migration.table, functions), after: undefined, isDryRun: false, pace };
      for await (const page of migrateTable(migration, run)) {
        totals = withPage(totals, page);
        for (const damaged of page.damaged) console.log(damageLine(damaged));
      }
    }
  } finally {
    client.destroy();
  }
  return `Brought to the current schema version in the kept data: ${totals.migrated} ${totals.migrated === 1 ? "item" : "items"}.`;
};

/** The name of a table as the functions know it. */
const nameOf = (table: TableName, functions: readonly LocalFunction[]): string => {
  const variable = TABLE_VARIABLES[table];
  const name = functions.map(({ environment }) => environment[variable]).find((value) => value !== undefined);
  if (name === undefined) throw new Error(`No function of the template uses the table ${table}.`);
  return name;
};
