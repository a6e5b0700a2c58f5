/** `npm run verify-draw`: checks that a lobby was drawn as announced, from public data and your own token. */
import "#cli/node-version.mjs";
import { readFile } from "node:fs/promises";
import { httpUrl, oneOf, readOptions, UsageError, wholeNumber } from "#cli/options.ts";
import { NoResponse } from "#cli/verify/service.ts";
import type { Finding } from "#cli/verify-draw/finding.ts";
import { writeOrders } from "#cli/verify-draw/order-file.ts";
import { readPublished } from "#cli/verify-draw/published.ts";
import { type Verification, verifyDraw } from "#cli/verify-draw/verification.ts";
import { LANE_START } from "#functions/queue/rules/queue-state.ts";

const HELP = `Usage: npm run verify-draw -- --url URL --concert CONCERT_ID [options]

Checks the draw of a concert's lobby: that the published seed matches the commitment, which order it gives, and that
your token shows the number you were drawn. It reads only what anyone can read.

  --url URL           the service
  --concert ID        the concert
  --token TOKEN       your queue token; one from the lobby works too
  --token-file FILE   the same from a file: a token, or the response that contained it
  --arrival N         without a token: show the number that this arrival was drawn
  --lane LANE         GENERAL (the default) or PRESALE: count --arrival from 1 in this lane
  --commitment HEX    the commitment that you noted before the draw
  --all FILE          write the number of every arrival to a new CSV file
  --help              show this help

Exit code: 0 verified, 1 a check failed, 2 wrong options, 3 not drawn yet, 4 no valid response from the service.`;

const EXIT_CODES: Readonly<Record<Verification["outcome"], number>> = { VERIFIED: 0, FAILED: 1, NOT_DRAWN: 3 };
const UNUSABLE = 2;
const NO_RESPONSE = 4;
const MARKS: Readonly<Record<Finding["verdict"], string>> = { PASS: "ok  ", FAIL: "FAIL", NOTE: "    " };

const CONCLUSIONS: Readonly<Record<Verification["outcome"], string>> = {
  VERIFIED: "Verified.",
  FAILED: "NOT verified: a check failed.",
  NOT_DRAWN: "Not drawn yet. Run this again when the sale has opened.",
};

const options = () =>
  readOptions(
    {
      url: { type: "string" },
      concert: { type: "string" },
      token: { type: "string" },
      "token-file": { type: "string" },
      arrival: { type: "string" },
      lane: { type: "string" },
      commitment: { type: "string" },
      all: { type: "string" },
      help: { type: "boolean", default: false },
    },
    "verify-draw",
  );

type Options = ReturnType<typeof options>;

const required = (name: string, value: string | undefined): string => {
  if (value === undefined || value === "") throw new UsageError(`--${name} is missing. See --help.`);
  return value;
};

/** The token in a file, which may also hold the service's whole response. */
const tokenIn = async (file: string): Promise<string> => {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw new UsageError(`${file} can't be read.`, { cause: error });
  });
  const [, token] = /"token"\s*:\s*"([^"]+)"/.exec(text) ?? [];
  return token ?? text.trim();
};

const tokenOf = (values: Options): Promise<string> | string | undefined => {
  const ways = [values.token, values["token-file"], values.arrival].filter((value) => value !== undefined);
  if (ways.length > 1) throw new UsageError("Pass only one of --token, --token-file and --arrival.");
  return values["token-file"] === undefined ? values.token : tokenIn(values["token-file"]);
};

/** @returns The arrival as tokens count it; without a lane, it is given that way too. */
const arrivalOf = ({ arrival, lane }: Options): number | undefined => {
  if (arrival === undefined) {
    if (lane !== undefined) throw new UsageError("--lane names the lane of --arrival; pass both.");
    return undefined;
  }
  const laneSizeMax = LANE_START.PRESALE;
  if (lane === undefined) return wholeNumber("arrival", arrival, 1, 2 * laneSizeMax);
  return LANE_START[oneOf("lane", lane, ["GENERAL", "PRESALE"])] + wholeNumber("arrival", arrival, 1, laneSizeMax);
};

const commitmentIn = ({ commitment }: Options): string | undefined => {
  if (commitment !== undefined && !/^[0-9a-f]{64}$/i.test(commitment)) {
    throw new UsageError("--commitment must be 64 hexadecimal digits.");
  }
  return commitment;
};

const saveOrders = async (file: string, { orders, outcome }: Verification): Promise<void> => {
  if (orders.length === 0) {
    console.log(
      `      ${file} is not written: ${outcome === "NOT_DRAWN" ? "there is no order yet" : "the data give no order"}.`,
    );
    return;
  }
  await writeOrders(file, orders);
  console.log(`      ${file} now holds the number of every arrival.`);
};

/** @returns The exit code. */
const run = async (): Promise<number> => {
  const values = options();
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const url = httpUrl("url", required("url", values.url));
  const concertId = required("concert", values.concert);
  const evidence = { arrival: arrivalOf(values), notedCommitment: commitmentIn(values), token: await tokenOf(values) };

  const published = await readPublished(url, concertId);
  const verification = await verifyDraw({ ...published, ...evidence, concertId });

  console.log(`The draw of ${concertId} at ${url}`);
  for (const { verdict, text } of verification.findings) console.log(`${MARKS[verdict]}  ${text}`);
  if (values.all !== undefined) await saveOrders(values.all, verification);
  console.log(CONCLUSIONS[verification.outcome]);
  return EXIT_CODES[verification.outcome];
};

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`encore: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof NoResponse ? NO_RESPONSE : UNUSABLE;
}
