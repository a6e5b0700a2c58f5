/** What `npm run migrate` prints. */
import type { DamagedItem, MigratedPage } from "#cli/migrate/migrate-table.ts";

/** What a run has found and done so far. */
export interface Totals {
  readonly read: number;
  readonly below: number;
  readonly migrated: number;
  readonly damaged: number;
}

export const NOTHING: Totals = { read: 0, below: 0, migrated: 0, damaged: 0 };

export const withPage = (totals: Totals, page: MigratedPage): Totals => ({
  read: totals.read + page.read,
  below: totals.below + page.below,
  migrated: totals.migrated + page.migrated,
  damaged: totals.damaged + page.damaged.length,
});

interface Mode {
  readonly isDryRun: boolean;
}

const count = (number: number): string => number.toLocaleString("en");

export const totalsLine = ({ read, below, migrated, damaged }: Totals, { isDryRun }: Mode) =>
  [
    `read ${count(read)}`,
    `to be migrated ${count(below)}`,
    ...(isDryRun ? [] : [`migrated ${count(migrated)}`]),
    ...(damaged > 0 ? [`damaged ${count(damaged)}`] : []),
  ].join(", ");

export const damageLine = ({ pk, sk, reason }: DamagedItem): string => `  damaged: ${pk} ${sk}: ${reason}`;

/** How many items are left below the version, as far as they were read. */
export const leftBelow = ({ below, damaged }: Totals, { isDryRun }: Mode): number => (isDryRun ? below : damaged);

export const conclusion = (left: number, { isDryRun }: Mode): string => {
  if (left === 0) return "No item is below its version.";
  const items = left === 1 ? "1 item is" : `${count(left)} items are`;
  return `${items} ${isDryRun ? "below the version. Run it with --yes." : "damaged and still below the version."}`;
};
