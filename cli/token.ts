/** `npm run token`: an access token of a user, for scripts and curl. */
import "#cli/node-version.mjs";
import { createInterface } from "node:readline";
import { httpUrl, readOptions, UsageError } from "#cli/options.ts";
import { OUTPUTS_HELP, readStageOutputs } from "#cli/stage/outputs.ts";
import { PASSWORD_VARIABLE, StageUserPool, signInOf } from "#cli/stage/user-pool.ts";
import { fetchAccessToken, type TokenRequestOptions } from "#local/identity/access-token.ts";

const HELP = `Usage: npm run --silent token -- --user NAME [--operator] [--group NAME] [--issuer URL | --outputs FILE]
       npm run --silent token -- --batch [--issuer URL | --outputs FILE]

Prints an access token for a user, who need not exist yet: of the local identity provider, or of a deployed stage's user
pool.

  --user NAME      the user that the token is for
  --operator       put the user into the operators' group
  --group NAME     put the user into this group, such as a concert's presale group; may be repeated
  --batch          read one JSON object per line, {"user", "operator"?, "groups"?, "expiresInSeconds"?, "audience"?},
                   and print one token per line
  --issuer URL     the local identity provider (default http://127.0.0.1:3001, which belongs to a service on port 3000)
${OUTPUTS_HELP}: a token of that stage
  --help           show this help

In a deployed stage the command makes an account that belongs to tools, with your AWS credentials and a new password, and
signs it in. They need cognito-idp:AdminConfirmSignUp, AdminSetUserPassword, AdminAddUserToGroup and CreateGroup on the user
pool. npm run clean-stage removes these accounts. No user pool makes tokens that have expired or belong to another client:
for a request with "expiresInSeconds" or "audience" an empty line is printed. The stage prod gets no such accounts.

To sign in as yourself, put your password into ${PASSWORD_VARIABLE} and pass your address as --user. Nothing is made then.`;

type TokenSource = (request: TokenRequestOptions) => Promise<string>;

const tokenRequestIn = (line: string): TokenRequestOptions => {
  const request = JSON.parse(line) as Partial<TokenRequestOptions>;
  if (typeof request.user !== "string")
    throw new UsageError(`Each line must be a JSON object with a "user", not ${line}`);
  return { ...request, user: request.user, operator: request.operator ?? false };
};

/** Prints a token per line, in the order of the requests and as soon as it can; several are made side by side. */
const printBatch = async (source: TokenSource): Promise<void> => {
  let printed = Promise.resolve();
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    if (line.trim() === "") continue;
    const token = source(tokenRequestIn(line));
    printed = printed.then(async () => console.log(await token));
    // A failure ends the command below, after the tokens before it, and needs no more requests.
    printed.catch(() => {
      lines.close();
      process.stdin.destroy();
    });
    token.catch(() => undefined);
  }
  await printed;
};

const options = () =>
  readOptions(
    {
      user: { type: "string" },
      operator: { type: "boolean" },
      group: { type: "string", multiple: true },
      issuer: { type: "string" },
      outputs: { type: "string" },
      batch: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
    "token",
  );

const sourceOf = ({ issuer, outputs }: ReturnType<typeof options>): TokenSource => {
  if (outputs === undefined) {
    const url = httpUrl("issuer", issuer ?? "http://127.0.0.1:3001");
    return (request) => fetchAccessToken(url, request);
  }
  if (issuer !== undefined) throw new UsageError("Pass --issuer or --outputs, not both. See --help.");
  const stage = readStageOutputs(outputs);
  const password = process.env[PASSWORD_VARIABLE];
  if (password) return ({ user }) => signInOf(stage, user, password);
  const pool = new StageUserPool(stage);
  return (request) => pool.token(request);
};

const run = async (): Promise<void> => {
  const values = options();
  if (values.help) console.log(HELP);
  else if (values.batch) await printBatch(sourceOf(values));
  else if (values.user === undefined || values.user === "")
    throw new UsageError("Name a user with --user. See --help.");
  else {
    const operator = values.operator === undefined ? {} : { operator: values.operator };
    const groups = values.group === undefined ? {} : { groups: values.group };
    console.log(await sourceOf(values)({ user: values.user, ...operator, ...groups }));
  }
};

try {
  await run();
} catch (error) {
  process.stderr.write(`encore: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
