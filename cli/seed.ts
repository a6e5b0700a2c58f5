/** `npm run seed`: puts the demo concerts into any running service. */
import "#cli/node-version.mjs";
import { operatorToken, TOKEN_VARIABLE } from "#cli/operator-token.ts";
import { httpUrl, readOptions, UsageError } from "#cli/options.ts";
import { createEncoreClient } from "#client/encore-client.ts";
import { seedConcerts } from "#local/seed/seed.ts";
import { printStep } from "#local/service/progress.ts";

const HELP = `Usage: npm run seed -- --url URL [options]

Creates the demo concerts with their halls and dates in a running service, as an operator. npm start does the same by
itself. Each run creates them again, since their dates are counted from now.

  --url URL      the service, such as ApiUrl of a stage's outputs
  --token TOKEN  an operator's access token (default: the environment variable ${TOKEN_VARIABLE}; a service on this
                 machine needs none). npm run token makes one for a deployed stage.
  --issuer URL   the local identity provider (default: the port after the service's)
  --help         show this help`;

const run = async (): Promise<void> => {
  const values = readOptions(
    {
      url: { type: "string" },
      token: { type: "string" },
      issuer: { type: "string" },
      help: { type: "boolean", default: false },
    },
    "seed",
  );
  if (values.help) {
    console.log(HELP);
    return;
  }
  if (values.url === undefined) throw new UsageError("Pass the service's address with --url. See --help.");
  const url = httpUrl("url", values.url);
  const userToken = await operatorToken(url, { token: values.token, issuer: values.issuer, user: "operator" });
  const seeded = await seedConcerts(createEncoreClient({ url, userToken }), Date.now(), printStep);
  for (const { concertId, title } of seeded) console.log(`  ${concertId}  ${title}`);
};

try {
  await run();
} catch (error) {
  process.stderr.write(`encore: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
