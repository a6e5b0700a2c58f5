/** `npm run conformance`: checks a running service against its contract, over HTTP. */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const HELP = `Usage: npm run conformance -- --url URL --token-command COMMAND [--only PATTERN]
                                  [--users-max N]

Checks a running service against the contract of its API, over HTTP alone.

  --url URL                base URL of the service, such as http://127.0.0.1:3000
  --token-command COMMAND  shell command that makes user tokens: for each line such as
                           {"user":"u1","operator":true,"groups":["fans"],"expiresInSeconds":3600,"audience":"other"}
                           on its standard input it writes one line with the token, or an empty line if it
                           can't make that token (tests that need it are then reported as skipped).
                           For a local service: "node cli/token.ts --batch --issuer URL"
                           For a deployed stage: "node cli/token.ts --batch --outputs FILE"
  --only PATTERN           only the file with this name (such as holds) or tests whose names match (such as Q3)
  --users-max N            let no test take more than N users, 24 or more, and make few ahead: for a deployed stage, where
                           each user takes several calls to its user pool. Tests of larger crowds are played with N
                           users. Without it, the whole suite makes some 3,000 users.
  --help                   show this help

The suite creates its own concerts and users, so it can run again on the same service; npm run clean-stage removes them from a
deployed stage. Tests of expiring holds need
a service that holds seats for at most 10 seconds; on others they are skipped.`;

const folder = dirname(fileURLToPath(import.meta.url));
const root = join(folder, "..", "..");
/** Tests mostly wait for turns, so more files than processors run at once. */
const FILES_AT_ONCE = 4;
/** Some files admit this number before their tests. */
const USERS_MAX_MIN = 24;

const refuse = (reason: string): never => {
  console.error(`${reason} See npm run conformance -- --help.`);
  process.exit(2);
};

const readOptions = () => {
  try {
    return parseArgs({
      options: {
        url: { type: "string" },
        "token-command": { type: "string" },
        only: { type: "string" },
        "users-max": { type: "string" },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
};

/** Jest's arguments for the selected tests. */
const selection = (only: string | undefined): readonly string[] => {
  const isFile = readdirSync(folder).includes(`${only}.test.ts`);
  return [
    join(folder, isFile ? `${only}.test.ts` : ""),
    ...(only === undefined || isFile ? [] : ["--testNamePattern", only]),
  ];
};

const options = readOptions();
if (options.help) {
  console.log(HELP);
  process.exit(0);
}
const url = options.url ?? refuse("--url is missing.");
const tokenCommand = options["token-command"] ?? refuse("--token-command is missing.");
if (!URL.canParse(url)) refuse(`--url must be a URL, not "${url}".`);
const usersMax = options["users-max"];
if (usersMax !== undefined && !(/^\d+$/.test(usersMax) && Number(usersMax) >= USERS_MAX_MIN)) {
  refuse(`--users-max must be a whole number from ${USERS_MAX_MIN}, which some tests need, not "${usersMax}".`);
}
await fetch(`${url.replace(/\/+$/, "")}/v1/health`).catch(() => refuse(`Nothing responses at ${url}.`));

const jest = spawn(
  process.execPath,
  [
    "--experimental-vm-modules",
    "--disable-warning=ExperimentalWarning",
    join(root, "node_modules", "jest", "bin", "jest.js"),
    `--rootDir=${root}`,
    `--maxWorkers=${FILES_AT_ONCE}`,
    ...selection(options.only),
  ],
  {
    stdio: "inherit",
    cwd: root,
    env: {
      ...process.env,
      CONFORMANCE_URL: url,
      CONFORMANCE_TOKEN_COMMAND: tokenCommand,
      ...(usersMax !== undefined && { CONFORMANCE_USERS_MAX: usersMax }),
    },
  },
);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => jest.kill(signal));
jest.once("exit", (code) => process.exit(code ?? 1));
