/** `npm run verify-receipt`: whether a receipt is genuine, and what it says. */
import "#cli/node-version.mjs";
import { readFile } from "node:fs/promises";
import { httpUrl, readOptions, UsageError } from "#cli/options.ts";
import { askService, NoAnswer, readKeys } from "#cli/verify/service.ts";
import { type PublishedKeys, Refusal } from "#cli/verify/signed-text.ts";
import { genuineReceipt, receiptIn } from "#cli/verify-receipt/genuine-receipt.ts";
import { receiptLines } from "#cli/verify-receipt/receipt-lines.ts";
import { JsonWebKeySetSchema } from "#contract/signing.ts";

const HELP = `Usage: npm run verify-receipt -- (--receipt TEXT | --file FILE) (--url URL | --keys FILE) [options]

Checks that the service has signed a receipt, and prints what it says. With --keys it needs no network.

  --receipt TEXT   the receipt: signedReceipt of the service's answer, or what its QR code says
  --file FILE      the same from a file, which may also hold the whole answer
  --url URL        the service, which is asked for its keys and has to be the issuer
  --keys FILE      keys that were saved from URL/.well-known/jwks.json
  --issuer URL     who has to have signed it, if not --url
  --help           show this

Exit code: 0 genuine, 1 not genuine, 2 this can't be done as asked, 4 no answer from the service.`;

const FORGED = 1;
const UNUSABLE = 2;
const UNANSWERED = 4;

const options = () =>
  readOptions(
    {
      receipt: { type: "string" },
      file: { type: "string" },
      url: { type: "string" },
      keys: { type: "string" },
      issuer: { type: "string" },
      help: { type: "boolean", default: false },
    },
    "verify-receipt",
  );

type Options = ReturnType<typeof options>;

const textOf = (file: string): Promise<string> =>
  readFile(file, "utf8").catch((error: unknown) => {
    throw new UsageError(`${file} can't be read.`, { cause: error });
  });

const receiptOf = async ({ receipt, file }: Options): Promise<string> => {
  if (receipt !== undefined && file !== undefined)
    throw new UsageError("VerifiedQueueToken one of --receipt and --file.");
  const text = file === undefined ? receipt : await textOf(file);
  if (text === undefined || text.trim() === "") {
    throw new UsageError("Say which receipt, with --receipt or --file. See --help.");
  }
  return receiptIn(text);
};

const keysIn = async (file: string): Promise<PublishedKeys> => {
  const text = await textOf(file);
  try {
    return JsonWebKeySetSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new UsageError(`${file} has no keys as /.well-known/jwks.json has them.`, { cause: error });
  }
};

/** What the receipt is held against. */
const trustOf = async ({ url, keys, issuer }: Options) => {
  const signer = issuer === undefined ? undefined : httpUrl("issuer", issuer);
  if (url !== undefined && keys !== undefined) throw new UsageError("VerifiedQueueToken one of --url and --keys.");
  if (keys !== undefined) return { keys: await keysIn(keys), issuer: signer };
  if (url === undefined) throw new UsageError("Say where the keys are, with --url or --keys. See --help.");
  const service = httpUrl("url", url);
  return { keys: await askService(service, readKeys), issuer: signer ?? service };
};

/** @returns The exit code. */
const run = async (): Promise<number> => {
  const values = options();
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const receipt = await receiptOf(values);
  const { keys, issuer } = await trustOf(values);
  try {
    for (const line of receiptLines(await genuineReceipt(receipt, keys, issuer))) console.log(line);
    console.log("Genuine.");
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.log(`NOT genuine: ${error.message}`);
    return FORGED;
  }
};

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`encore: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof NoAnswer ? UNANSWERED : UNUSABLE;
}
