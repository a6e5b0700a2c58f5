/** `npm run migrate`: brings stored items of a deployed stage to the schema version of this release. */
import "#cli/node-version.mjs";
import { migrateTable } from "#cli/migrate/migrate-table.ts";
import type { Migration } from "#cli/migrate/migration.ts";
import { MIGRATIONS } from "#cli/migrate/migrations.ts";
import { type MigrateOptions, readMigrateOptions, UNITS_PER_SECOND } from "#cli/migrate/options.ts";
import { toPosition } from "#cli/migrate/position.ts";
import { conclusion, damageLine, leftBelow, NOTHING, totalsLine, withPage } from "#cli/migrate/report.ts";
import { UnitPace } from "#cli/migrate/unit-pace.ts";
import { UsageError } from "#cli/options.ts";
import { readStageOutputs } from "#cli/stage/outputs.ts";
import { StageTables } from "#cli/stage/stage-tables.ts";

const HELP = `Usage: npm run migrate -- --outputs FILE (--dry-run | --yes) [options]

Brings the stored items of a deployed stage to the schema version that this release knows: it adds fields that items lack, one
write an item, and changes nothing else. It is safe during a sale and beside earlier functions, and a second run finds nothing.
docs/guides/deploy.md says when to run it.

  --outputs FILE         what cdk deploy --outputs-file FILE wrote
  --dry-run              show how many items are below their version, and change nothing
  --yes                  migrate them
  --name NAME            only this migration: ${MIGRATIONS.map(({ name }) => name).join(", ")} (default: all)
  --from POSITION        go on where an interrupted run was: the position that it printed last
  --units-per-second N   the capacity to consume, in read and write units (default ${UNITS_PER_SECOND})
  --help                 show this help

It uses your AWS credentials, which need dynamodb:Scan and UpdateItem on the tables of the migrations: ${[...new Set(MIGRATIONS.map(({ table }) => table))].join(", ")}.

Exit code: 0 no item that was read is below its version, 1 some are (a dry run, or damaged items), 2 wrong options or no
response.`;

const SOME_BELOW = 1;
const UNUSABLE = 2;

/** @returns how many items are left below the version */
const migrate = async (migration: Migration, options: MigrateOptions, tables: StageTables): Promise<number> => {
  const { isDryRun, from, unitsPerSecond } = options;
  const tableName = tables.nameOf(migration.table);
  const start = from?.migration === migration.name ? from : undefined;
  if (start !== undefined && start.tableName !== tableName) {
    throw new UsageError(`--from is a position in the table ${start.tableName}, and this stage has ${tableName}.`);
  }
  console.log(`${migration.name}, to version ${migration.version}, in ${tableName}:`);
  const pace = new UnitPace(unitsPerSecond);
  const run = { dynamo: tables.dynamo, tableName, after: start?.key, isDryRun, pace };
  let totals = NOTHING;
  for await (const page of migrateTable(migration, run)) {
    totals = withPage(totals, page);
    for (const damaged of page.damaged) console.log(damageLine(damaged));
    const { last } = page;
    const position = last && toPosition({ migration: migration.name, tableName, key: last });
    console.log(`  ${totalsLine(totals, options)}${position === undefined ? "; done" : `; position ${position}`}`);
  }
  return leftBelow(totals, options);
};

/** @returns The exit code. */
const run = async (): Promise<number> => {
  const options = readMigrateOptions();
  if (options === undefined) {
    console.log(HELP);
    return 0;
  }
  const tables = new StageTables(readStageOutputs(options.outputs));
  let left = 0;
  for (const migration of options.migrations) left += await migrate(migration, options, tables);
  console.log(conclusion(left, options));
  if (options.from !== undefined) console.log("What comes before --from was not read: to see all, run it without.");
  return left > 0 ? SOME_BELOW : 0;
};

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`encore: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = UNUSABLE;
}
