/** `npm run demo`: one person's journey against a running service, shown step by step. */
import "#cli/node-version.mjs";
import { randomBytes } from "node:crypto";
import { playJourney } from "#cli/demo/journey.ts";
import { tokenFromCommand } from "#cli/demo/token-command.ts";
import { httpUrl, readOptions, UsageError } from "#cli/options.ts";
import { createEncoreClient } from "#client/encore-client.ts";
import { fetchAccessToken } from "#local/identity/access-token.ts";
import { localIssuer } from "#local/identity/local-issuer.ts";

const HELP = `Usage: npm run demo -- [options]

Plays the journey of a new user: join the queue, hold a seat, top up the balance, pay.

  --url URL              the service (default http://127.0.0.1:3000)
  --issuer URL           its local identity provider (default: the port after the service's)
  --token-command CMD    for a service with another provider: a command that reads {"user": NAME} and prints an access token
  --help                 show this help`;

const issuerOf = (url: string): string => {
  const issuer = localIssuer(url);
  if (issuer === undefined)
    throw new UsageError("For a remote service, pass a command that prints access tokens with --token-command.");
  return issuer;
};

const run = async (): Promise<void> => {
  const values = readOptions(
    {
      url: { type: "string", default: "http://127.0.0.1:3000" },
      issuer: { type: "string" },
      "token-command": { type: "string" },
      help: { type: "boolean", default: false },
    },
    "demo",
  );
  if (values.help) {
    console.log(HELP);
    return;
  }
  const url = httpUrl("url", values.url);
  const user = `demo-${randomBytes(4).toString("hex")}`;
  const command = values["token-command"];
  const userToken =
    command === undefined
      ? await fetchAccessToken(httpUrl("issuer", values.issuer ?? issuerOf(url)), { user })
      : await tokenFromCommand(command, user);
  console.log(`A journey of ${user} at ${url}`);
  await playJourney(createEncoreClient({ url, userToken }));
  console.log("\nThe journey is complete.");
};

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error instanceof TypeError && error.message === "fetch failed"
    ? "The service can't be reached."
    : error.message;
};

try {
  await run();
} catch (error) {
  process.stderr.write(`encore: ${reasonOf(error)}\n`);
  process.exitCode = 1;
}
