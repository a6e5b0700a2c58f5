/** `npm run clean-stage`: removes what the conformance suite and other tools made in a deployed stage. */
import "#cli/node-version.mjs";
import {
  isMade,
  type Made,
  madeInCatalog,
  madeReservations,
  madeTopUps,
  type StoredItem,
} from "#cli/clean-stage/made-things.ts";
import { countRemovedWebhooks, pagesOf, removeItems } from "#cli/clean-stage/table-items.ts";
import { removeAccounts, toolAccounts } from "#cli/clean-stage/tool-accounts.ts";
import { readOptions, UsageError } from "#cli/options.ts";
import { OUTPUTS_HELP, readStageOutputs } from "#cli/stage/outputs.ts";
import { StageTables, TABLE_NAMES } from "#cli/stage/stage-tables.ts";
import { SUITE_MARK } from "#cli/stage/suite-mark.ts";
import { TOOL_USER_PREFIX } from "#cli/stage/tool-user.ts";
import type { TableName } from "#functions/shared/grants.ts";

const HELP = `Usage: npm run clean-stage -- --outputs FILE (--dry-run | --yes)

Removes from a deployed stage what the conformance suite and the token command made there: the accounts whose address
begins with "${TOOL_USER_PREFIX}", and in the tables everything of these users and of the concerts and charts marked
"${SUITE_MARK}". It reads every table once, so give it a stage without a sale. It refuses prod.

${OUTPUTS_HELP}
  --dry-run        show what would be removed, and remove nothing
  --yes            remove it
  --help           show this help

It uses your AWS credentials, which need cognito-idp:ListUsers and AdminDeleteUser on the user pool, and dynamodb:Scan,
BatchWriteItem and UpdateItem on the tables. Run it again if it is interrupted: the accounts are removed last.`;

const itemsOf = async (tables: StageTables, table: TableName): Promise<readonly StoredItem[]> => {
  const items: StoredItem[] = [];
  for await (const page of pagesOf(tables, table)) items.push(...page);
  return items;
};

/** Finds out what was made; the two tables that say so are read for it. */
const findMade = async (tables: StageTables, users: ReadonlySet<string>): Promise<Made> => {
  const catalog = madeInCatalog(await itemsOf(tables, "catalog"));
  return {
    users,
    ...catalog,
    reservations: madeReservations(await itemsOf(tables, "reservations"), { users, ...catalog }),
    topUps: madeTopUps(await itemsOf(tables, "balance"), { users }),
  };
};

const isWebhook = ({ pk }: StoredItem): boolean => pk === "WEBHOOKS";

/** @returns how many items were found, and removed unless this is a dry run */
const clean = async (tables: StageTables, table: TableName, made: Made, isDryRun: boolean): Promise<number> => {
  let found = 0;
  for await (const page of pagesOf(tables, table)) {
    const items = page.filter((item) => isMade(table, item, made));
    found += items.length;
    if (isDryRun) continue;
    await removeItems(tables, table, items);
    const webhooks = items.filter(isWebhook).length;
    if (webhooks > 0) await countRemovedWebhooks(tables, webhooks);
  }
  return found;
};

const run = async (): Promise<void> => {
  const values = readOptions(
    {
      outputs: { type: "string" },
      "dry-run": { type: "boolean", default: false },
      yes: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
    "clean-stage",
  );
  if (values.help) {
    console.log(HELP);
    return;
  }
  if (values.outputs === undefined) throw new UsageError("Name the stage's outputs with --outputs. See --help.");
  const isDryRun = values["dry-run"];
  if (isDryRun === values.yes) throw new UsageError("Pass either --dry-run or --yes. See --help.");
  const outputs = readStageOutputs(values.outputs);
  if (outputs.stage === "prod") throw new UsageError("Nothing is removed from prod, where people have bought seats.");

  const poolId = outputs.value("UserPoolId");
  const accounts = await toolAccounts(poolId);
  const tables = new StageTables(outputs);
  const made = await findMade(tables, new Set(accounts.map(({ userId }) => userId)));
  console.log(
    `${isDryRun ? "To be removed" : "Removed"} from ${outputs.stage}: ${made.concerts.size} concerts, ${made.charts.size} charts, with`,
  );
  for (const table of TABLE_NAMES) console.log(`  ${await clean(tables, table, made, isDryRun)} items of ${table}`);
  // Last: what they own is found by them.
  if (!isDryRun) await removeAccounts(poolId, accounts);
  console.log(`  ${accounts.length} accounts`);
};

try {
  await run();
} catch (error) {
  process.stderr.write(`encore: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
