import type { Migration } from "#cli/migrate/migration.ts";
import { ADDED_TO_QUEUES, QUEUE_VERSION } from "#functions/queue/rules/queue-version.ts";

/** One for each kind of item that has a second version, in the order in which they run. */
export const MIGRATIONS: readonly Migration[] = [
  {
    name: "queues",
    table: "queue",
    items: { pk: "QUEUE#", sk: "STATE" },
    version: QUEUE_VERSION,
    added: { ...ADDED_TO_QUEUES },
  },
];
