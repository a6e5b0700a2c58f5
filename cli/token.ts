/** `npm run token`: an access token of the local identity provider, for scripts and curl. */
import "#cli/node-version.mjs";
import { createInterface } from "node:readline";
import { httpUrl, readOptions, UsageError } from "#cli/options.ts";
import { fetchAccessToken, type TokenRequestOptions } from "#local/identity/access-token.ts";

const HELP = `Usage: npm run --silent token -- --user NAME [--operator] [--group NAME] [--issuer URL]
       npm run --silent token -- --batch [--issuer URL]

Prints an access token of the local identity provider for a user, who need not exist yet.

  --user NAME    the user that the token is for
  --operator     put the user into the operators' group
  --group NAME   put the user into this group, such as a concert's presale group; may be repeated
  --issuer URL   the identity provider (default http://127.0.0.1:3001, which belongs to a service on port 3000)
  --batch        read one JSON object per line, {"user", "operator"?, "groups"?, "expiresInSeconds"?, "audience"?},
                 and print one token per line
  --help         show this help`;

const tokenRequestIn = (line: string): TokenRequestOptions => {
  const request = JSON.parse(line) as Partial<TokenRequestOptions>;
  if (typeof request.user !== "string")
    throw new UsageError(`Each line must be a JSON object with a "user", not ${line}`);
  return { ...request, user: request.user, operator: request.operator ?? false };
};

const printBatch = async (issuer: string): Promise<void> => {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() !== "") console.log(await fetchAccessToken(issuer, tokenRequestIn(line)));
  }
};

const run = async (): Promise<void> => {
  const values = readOptions(
    {
      user: { type: "string" },
      operator: { type: "boolean" },
      group: { type: "string", multiple: true },
      issuer: { type: "string", default: "http://127.0.0.1:3001" },
      batch: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
    "token",
  );
  const issuer = httpUrl("issuer", values.issuer);
  if (values.help) console.log(HELP);
  else if (values.batch) await printBatch(issuer);
  else if (values.user === undefined || values.user === "")
    throw new UsageError("Name a user with --user. See --help.");
  else {
    const operator = values.operator === undefined ? {} : { operator: values.operator };
    const groups = values.group === undefined ? {} : { groups: values.group };
    console.log(await fetchAccessToken(issuer, { user: values.user, ...operator, ...groups }));
  }
};

try {
  await run();
} catch (error) {
  process.stderr.write(`encore: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
