/** The command line of `npm run migrate`. */
import type { Migration } from "#cli/migrate/migration.ts";
import { MIGRATIONS } from "#cli/migrate/migrations.ts";
import { fromPosition, type Position } from "#cli/migrate/position.ts";
import { oneOf, readOptions, UsageError, wholeNumber } from "#cli/options.ts";

export const UNITS_PER_SECOND = 100;
const UNITS_PER_SECOND_MAX = 10_000;

export interface MigrateOptions {
  readonly outputs: string;
  readonly isDryRun: boolean;
  /** In the order in which they run. */
  readonly migrations: readonly Migration[];
  /** Where the first of them goes on. */
  readonly from: Position | undefined;
  readonly unitsPerSecond: number;
}

/**
 * @param migrations all that there are
 * @returns undefined if the help is wanted
 * @throws UsageError saying what is wrong
 */
export const readMigrateOptions = (
  args?: readonly string[],
  migrations: readonly Migration[] = MIGRATIONS,
): MigrateOptions | undefined => {
  const values = readOptions(
    {
      outputs: { type: "string" },
      "dry-run": { type: "boolean", default: false },
      yes: { type: "boolean", default: false },
      name: { type: "string" },
      from: { type: "string" },
      "units-per-second": { type: "string", default: String(UNITS_PER_SECOND) },
      help: { type: "boolean", default: false },
    },
    "migrate",
    args,
  );
  if (values.help) return undefined;
  if (values.outputs === undefined) throw new UsageError("Name the stage's outputs with --outputs. See --help.");
  if (values["dry-run"] === values.yes) throw new UsageError("Pass either --dry-run or --yes. See --help.");
  const from = values.from === undefined ? undefined : fromPosition(values.from);
  return {
    outputs: values.outputs,
    isDryRun: values["dry-run"],
    migrations: chosen(migrations, values.name, from),
    from,
    unitsPerSecond: wholeNumber("units-per-second", values["units-per-second"], 1, UNITS_PER_SECOND_MAX),
  };
};

/** A position stands in one migration; those before it are done. */
const chosen = (
  migrations: readonly Migration[],
  name: string | undefined,
  from: Position | undefined,
): readonly Migration[] => {
  const names = migrations.map((migration) => migration.name);
  const named = name === undefined ? migrations : migrations.filter((each) => each.name === oneOf("name", name, names));
  if (from === undefined) return named;
  const start = named.findIndex((each) => each.name === from.migration);
  if (start === -1)
    throw new UsageError(`--from is a position of the migration "${from.migration}", which is not to run.`);
  return named.slice(start);
};
