import { readdirSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_DIR } from "#test/runner/run-command.ts";

/** Played with holds of a few seconds, so only after the deployment that shortens them. */
export const SHORT_HOLDS_FILE = "hold-expiry";

/**
 * What a deployment can break and the local service can't show: names, variables, rights, triggers and the way of a request
 * through the gateway. Rules, races and the wording of refusals are the same code on this machine, where npm test plays all files.
 */
const WIRING_FILES: readonly string[] = [
  // Every route of a buyer, and the queue's schedule and messages.
  "journey",
  // The deployed user pool and its keys.
  "user-tokens",
  // The gateway: unmatched routes, methods, bodies, headers.
  "problems",
  // Several readers of one SQS queue, and the draw by the schedule.
  "queue-lobby",
  // Money: the top-up check's messages, the ledger.
  "top-ups",
  // Signing secrets of webhooks, and the queue of replays. Deliveries leave the machine, so they are not played.
  "webhooks",
  // The call-off queue and its sweep.
  "call-off",
];

/** The files of the suite, those for this run and those left out. */
export const conformanceFiles = (
  isWhole: boolean,
): { readonly chosen: readonly string[]; readonly leftOut: readonly string[] } => {
  const all = readdirSync(join(PROJECT_DIR, "test", "conformance"))
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => name.replace(".test.ts", ""))
    .filter((name) => name !== SHORT_HOLDS_FILE);
  const unknown = WIRING_FILES.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`The conformance suite has no file ${unknown.join(", ")}.`);
  const chosen = isWhole ? all : WIRING_FILES;
  return { chosen, leftOut: all.filter((name) => !chosen.includes(name)) };
};
