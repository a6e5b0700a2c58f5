import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { TABLE_VARIABLES, type TableName } from "#functions/shared/grants.ts";
import { clientFor } from "#local/dynamodb/credentials.ts";
import { ensureTable, tablesOf } from "#local/stack/tables.ts";
import { referencedId, resourcesOf, type Template } from "#local/stack/template.ts";
import { readTemplate } from "#test/support/template.ts";

/** The logical ids of the tables, from the variables of the template's functions. */
const tableIds = (template: Template): Readonly<Record<TableName, string>> => {
  const variables = resourcesOf(template, "AWS::Lambda::Function").map(
    ({ properties }) => (properties["Environment"] as { Variables?: Record<string, unknown> } | undefined)?.Variables,
  );
  const idOf = (variable: string): string => {
    const id = referencedId(variables.map((values) => values?.[variable]).find((value) => value !== undefined));
    if (id === undefined) throw new Error(`No function of the template has the variable ${variable}.`);
    return id;
  };
  return Object.fromEntries(
    Object.entries(TABLE_VARIABLES).map(([name, variable]) => [name, idOf(variable)]),
  ) as Record<TableName, string>;
};

/**
 * Creates the tables as the template defines them, named with the prefix so that test files can share an engine.
 * @returns The tables' names.
 */
export const createTables = async (endpoint: string, prefix: string): Promise<Record<TableName, string>> => {
  const template = await readTemplate();
  const ids = tableIds(template);
  const definitions = new Map(tablesOf(template).map((table) => [table.logicalId, table]));
  const client = new DynamoDBClient(clientFor(endpoint));
  const names = await Promise.all(
    Object.entries(ids).map(async ([table, logicalId]) => {
      const definition = definitions.get(logicalId);
      if (!definition) throw new Error(`${logicalId} is not a table of the template.`);
      const name = `${prefix}-${table}`;
      await ensureTable(client, name, definition);
      return [table, name] as const;
    }),
  );
  client.destroy();
  return Object.fromEntries(names) as Record<TableName, string>;
};
