/** `npm run test:versions`: an earlier version and this one side by side, as in the middle of a deployment during a sale. */
import "#cli/node-version.mjs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runToClosingLine } from "#test/histories/engine/command-line.ts";
import { type Counts, closingLine, sum } from "#test/runner/counts.ts";
import { endCommands } from "#test/runner/run-command.ts";
import { playSuites } from "#test/versions/conformance.ts";
import { assemblyOf, earlierCommit, obstacleTo } from "#test/versions/earlier-version.ts";
import { playCrossings, playPlants } from "#test/versions/suites.ts";
import { startTwoVersions, type TwoVersions } from "#test/versions/two-versions.ts";

const HELP = `Usage: npm run test:versions -- [--commit ID]

Runs the functions of an earlier commit and of this tree on the same tables and SQS queues, as in the middle of a
deployment. First one version goes on with what the other has begun, step by step and in both directions: messages,
stored items, queue tokens, idempotency keys, receipts. Then each request and message goes to one of the two at random
while parts of the conformance suite run, and every concert is audited. Two planted incompatibilities have to be noticed.

  --commit ID  the earlier version (default: the commit in test/versions/earlier-commit)
  --help       this text

The last line is "N passed, M failed". Without the history of the repository nothing is run, and 1 is skipped.`;

/** Short enough to wait for the end of a hold, and long enough to pay on a busy machine. */
const SHORT_HOLD_SECONDS = 15;
const running = new Set<TwoVersions>();

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    endCommands();
    void Promise.all([...running].map(({ stop }) => stop())).finally(() => process.exit(130));
  });
}

const withVersions = async (
  start: Promise<TwoVersions>,
  play: (versions: TwoVersions) => Promise<Counts>,
): Promise<Counts> => {
  const versions = await start;
  running.add(versions);
  try {
    return await play(versions);
  } finally {
    running.delete(versions);
    await versions.stop();
  }
};

const run = async (commit: string): Promise<Counts> => {
  const earlier = await assemblyOf(commit);
  console.log(`Beside this tree: ${commit.slice(0, 12)}`);
  const folder = await mkdtemp(join(tmpdir(), "encore-versions-"));
  try {
    // Both wait for turns, ticks and ends of holds most of the time.
    return sum(
      await Promise.all([
        withVersions(startTwoVersions(earlier, SHORT_HOLD_SECONDS), async (versions) =>
          sum([await playCrossings(versions, folder), await playPlants(versions, folder)]),
        ),
        withVersions(startTwoVersions(earlier), playSuites),
      ]),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
};

const { values } = parseArgs({ options: { commit: { type: "string" }, help: { type: "boolean", default: false } } });

const main = async (): Promise<void> => {
  const commit = values.commit ?? (await earlierCommit());
  const obstacle = await obstacleTo(commit);
  if (obstacle === undefined) await runToClosingLine(() => run(commit));
  else console.log(`NOT RUN: ${obstacle}.\n\n${closingLine({ passed: 0, failed: 0, skipped: 1 })}`);
};

if (values.help) console.log(HELP);
else await main();
