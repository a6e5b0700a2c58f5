/** `npm run audit`: checks a concert's seats and money in a running service. */
import "#cli/node-version.mjs";
import { auditLines, checkedLine } from "#cli/audit/audit-lines.ts";
import { isClean, readWholeAudit, type WholeAudit } from "#cli/audit/whole-audit.ts";
import { operatorToken, TOKEN_VARIABLE } from "#cli/operator-token.ts";
import { httpUrl, readOptions, UsageError } from "#cli/options.ts";
import { askService } from "#cli/verify/service.ts";

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
const CONCERTS_A_PAGE = 100;

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

type Options = ReturnType<typeof options>;

const listConcerts = async (url: string): Promise<readonly string[]> => {
  const concertIds: string[] = [];
  let cursor: string | null | undefined;
  do {
    const query = { limit: CONCERTS_A_PAGE, ...(typeof cursor === "string" && { cursor }) };
    const { body } = await askService(url, (client, signal) => client.call("listConcerts", { query, signal }));
    concertIds.push(...body.items.map(({ concertId }) => concertId));
    cursor = body.nextCursor;
  } while (cursor !== null);
  return concertIds;
};

/** Shown on one line of a terminal and nowhere else, so that a log contains only the result. */
const showProgress = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r${text.slice(0, process.stderr.columns - 1)}\x1b[K`);
};

const auditConcert = async (url: string, concertId: string, token: string): Promise<WholeAudit> => {
  try {
    return await readWholeAudit(
      async (cursor) => {
        const request = { params: { concertId }, query: cursor === undefined ? {} : { cursor } };
        const ask = askService(url, (client, signal) => client.call("auditConcert", { ...request, signal }), token);
        return (await ask).body;
      },
      (checked) => showProgress(`${concertId}: ${checkedLine(checked)}`),
    );
  } finally {
    showProgress("");
  }
};

const concertsOf = (url: string, { concert }: Options): Promise<readonly string[]> | readonly string[] => {
  if (concert === "") throw new UsageError("--concert needs a concert id. See --help.");
  return concert === undefined ? listConcerts(url) : [concert];
};

/** @returns The exit code. */
const run = async (): Promise<number> => {
  const values = options();
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (values.url === undefined || values.url === "")
    throw new UsageError("Pass the service's address with --url. See --help.");
  const url = httpUrl("url", values.url);
  const token = await operatorToken(url, { issuer: values.issuer, user: "auditor" });
  const concertIds = await concertsOf(url, values);
  const broken: string[] = [];
  for (const concertId of concertIds) {
    const audit = await auditConcert(url, concertId, token);
    console.log(`Concert ${concertId} at ${url}`);
    for (const line of auditLines(audit)) console.log(line);
    if (!isClean(audit)) broken.push(concertId);
  }
  if (broken.length === 0) {
    console.log("Clean.");
    return 0;
  }
  console.log(
    `NOT clean: ${broken.join(", ")}. docs/reference/invariants.md lists the invariants; docs/guides/self-audit.md says what to do.`,
  );
  return BROKEN;
};

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`encore: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = UNUSABLE;
}
