/** `npm run verify-receipt`: checks that a receipt is genuine, and prints it. */
import "#cli/node-version.mjs";
import { readFile } from "node:fs/promises";
import { httpUrl, readOptions, UsageError } from "#cli/options.ts";
import { askService, NoResponse, readKeys } from "#cli/verify/service.ts";
import { type PublishedKeys, Refusal } from "#cli/verify/signed-text.ts";
import { genuineReceipt, receiptIn } from "#cli/verify-receipt/genuine-receipt.ts";
import { receiptLines } from "#cli/verify-receipt/receipt-lines.ts";
import { JsonWebKeySetSchema } from "#contract/signing.ts";

const HELP = `Usage: npm run verify-receipt -- (--receipt TEXT | --file FILE) (--url URL | --keys FILE) [options]

Checks that the service has signed a receipt, and prints what it says. With --keys it needs no network.

  --receipt TEXT   the receipt: signedReceipt of the service's response, or the text of its QR code
  --file FILE      the same from a file, which may also hold the whole response
  --url URL        the service: its keys are fetched, and it must have signed the receipt
  --keys FILE      keys that were saved from URL/.well-known/jwks.json
  --issuer URL     the service that must have signed the receipt, if it is not --url
  --help           show this help

Exit code: 0 genuine, 1 not genuine, 2 wrong options, 4 no valid response from the service.`;

const FORGED = 1;
const UNUSABLE = 2;
const NO_RESPONSE = 4;

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
  if (receipt !== undefined && file !== undefined) throw new UsageError("Pass only one of --receipt and --file.");
  const text = file === undefined ? receipt : await textOf(file);
  if (text === undefined || text.trim() === "") {
    throw new UsageError("Pass the receipt with --receipt or --file. See --help.");
  }
  return receiptIn(text);
};

const keysIn = async (file: string): Promise<PublishedKeys> => {
  const text = await textOf(file);
  try {
    return JsonWebKeySetSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new UsageError(`${file} does not contain keys in the format of /.well-known/jwks.json.`, { cause: error });
  }
};

/** The keys and the issuer that the receipt is checked against. */
const trustOf = async ({ url, keys, issuer }: Options) => {
  const signer = issuer === undefined ? undefined : httpUrl("issuer", issuer);
  if (url !== undefined && keys !== undefined) throw new UsageError("Pass only one of --url and --keys.");
  if (keys !== undefined) return { keys: await keysIn(keys), issuer: signer };
  if (url === undefined) throw new UsageError("Pass the keys with --url or --keys. See --help.");
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
  process.exitCode = error instanceof NoResponse ? NO_RESPONSE : UNUSABLE;
}
