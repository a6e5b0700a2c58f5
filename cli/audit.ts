/** `npm run audit`: checks a concert's seats and money in a running service. */
import "#cli/node-version.mjs";
import { auditService } from "#cli/audit/audit-service.ts";
import { operatorToken, TOKEN_VARIABLE } from "#cli/operator-token.ts";
import { httpUrl, readOptions, UsageError } from "#cli/options.ts";

const HELP = `Usage: npm run audit -- --url URL [options]

Checks the invariants S1, S5, S6, M1, M3 and M4 for the concerts of a running service, on live data, and names each item
that breaks one. It changes nothing. docs/reference/invariants.md lists the invariants; docs/guides/self-audit.md explains
each finding and what to do about it.

  --url URL      the service
  --concert ID   only this concert (default: all concerts)
  --issuer URL   the local identity provider (default: the port after the service's)
  --help         show this help

The environment variable ${TOKEN_VARIABLE} holds an operator's access token. A service on this machine does not need it.

Exit code: 0 clean, 1 an invariant is broken, 2 wrong options, or no valid response from the service.`;

const BROKEN = 1;
const UNUSABLE = 2;

const options = () =>
  readOptions(
    {
      url: { type: "string" },
      concert: { type: "string" },
      issuer: { type: "string" },
      help: { type: "boolean", default: false },
    },
    "audit",
  );

/** @returns The exit code. */
const run = async (): Promise<number> => {
  const values = options();
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (values.url === undefined || values.url === "")
    throw new UsageError("Pass the service's address with --url. See --help.");
  if (values.concert === "") throw new UsageError("--concert needs a concert id. See --help.");
  const url = httpUrl("url", values.url);
  const token = await operatorToken(url, { issuer: values.issuer, user: "auditor" });
  return (await auditService(url, { concertId: values.concert, token })) ? 0 : BROKEN;
};

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`encore: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = UNUSABLE;
}
