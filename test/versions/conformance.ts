import { createEncoreClient } from "#client/encore-client.ts";
import { fetchAccessToken } from "#local/identity/access-token.ts";
import type { Counts } from "#test/runner/counts.ts";
import { runJest } from "#test/runner/jest-run.ts";
import { runCommand } from "#test/runner/run-command.ts";
import type { TwoVersions } from "#test/versions/two-versions.ts";
import { atRandom } from "#test/versions/version-choice.ts";

/** Those that keep invariants of queue, holds and money, and do not take long. */
const FILES = ["journey", "queue-join", "holds", "idempotency", "payments", "cancellation"];
const FILES_AT_ONCE = 4;
/** More functions than that have run in both versions, or the choice was none. */
const MIXED_MIN = 15;

/** Runs parts of the conformance suite with a random version for each invocation, and audits all concerts afterwards. */
export const playSuites = async ({ service, versions }: TwoVersions): Promise<Counts> => {
  versions.policy = atRandom;
  const { url, issuer } = service;
  const counts = await runJest(
    [...FILES.map((file) => `test/conformance/${file}.test.ts`), `--maxWorkers=${FILES_AT_ONCE}`],
    {
      CONFORMANCE_URL: url,
      CONFORMANCE_TOKEN_COMMAND: `"${process.execPath}" cli/token.ts --batch --issuer ${issuer}`,
    },
  );
  const { earlier, this: own } = versions.total;
  const { mixed } = versions;
  console.log(`${counts.passed} tests at random: ${earlier} invocations of the earlier version, ${own} of this one`);
  console.log(`        ${mixed.length} functions in both versions`);
  const checks = [mixed.length >= MIXED_MIN, await auditAll(url, issuer)];
  return {
    ...counts,
    passed: counts.passed + checks.filter(Boolean).length,
    failed: counts.failed + checks.filter((holds) => !holds).length,
  };
};

/** Whether every concert that the suite has left is in order. */
const auditAll = async (url: string, issuer: string): Promise<boolean> => {
  const token = await fetchAccessToken(issuer, { user: "versions-auditor", operator: true });
  const { body } = await createEncoreClient({ url }).call("listConcerts", { query: { limit: 100 } });
  const { code, output } = await runCommand(process.execPath, ["cli/audit.ts", "--url", url], {
    captured: true,
    env: { ENCORE_TOKEN: token },
  });
  console.log(code === 0 ? `ok      all of at least ${body.items.length} concerts are in order` : `FAILED  ${output}`);
  return code === 0;
};
