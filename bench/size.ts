/**
 * `npm run size`: how large the code of each function is, before and now, what it is made of, and whether one is too large;
 * and how much script the pages load.
 */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import * as z from "zod/mini";
import { type ScriptSize, scriptSizes } from "#bench/page/script-size.ts";
import {
  bytesMaxOf,
  FUNCTION_BYTES_MAX,
  type FunctionSize,
  functionSizes,
  HEALTH_BYTES_MAX,
  HEALTH_HANDLER,
} from "#lib/build/bundle-size.ts";
import { bundleFunctions } from "#lib/build/function-bundles.ts";
import { buildPages } from "#lib/build/pages.ts";

const HELP = `Bundles every function and lists the size of its code as it is deployed, the largest first, beside its size
in an earlier state. Fails if one has more than ${FUNCTION_BYTES_MAX / 1000} KB, or ${HEALTH_HANDLER} more than
${HEALTH_BYTES_MAX / 1000} KB (1 KB = 1,000 bytes). Then builds the pages and lists the script that they load, compressed with gzip, file by
file. Fails if a page loads more than it may.

  npm run size [-- options]

  --compare FILE   the earlier state, as --json wrote it; bench/size-baseline.json if left out
  --json FILE      write the sizes into this file
  --label TEXT     name the state in that file, such as a commit
  --packages N     name the N largest packages in each function; 3 if left out
  --help           print this
`;

const BASELINE = fileURLToPath(new URL("size-baseline.json", import.meta.url));

/** A file of sizes: the bytes of each handler's code, in a state of the project. */
const SavedSizes = z.object({ label: z.string(), bytes: z.record(z.string(), z.int()) });
type SavedSizes = z.infer<typeof SavedSizes>;

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1);

/** Such as "537.1 -> 429.2 KB  -107.9", with dashes for what was not there before. */
const change = (before: number | undefined, now = 0): string => {
  const earlier = before === undefined ? "-" : kilobytes(before);
  const difference = before === undefined ? "-" : `${now < before ? "" : "+"}${kilobytes(now - before)}`;
  return `${earlier.padStart(7)} -> ${kilobytes(now).padStart(5)} KB ${difference.padStart(7)}`;
};

const line = (size: FunctionSize, earlier: SavedSizes, packageCount: number): string => {
  const { handler, bytes, filesBytes, packages } = size;
  const largest = packages.slice(0, packageCount).map(({ name, bytes: share }) => `${name} ${kilobytes(share)}`);
  const files = filesBytes === 0 ? [] : [`beside it ${kilobytes(filesBytes)} of files`];
  return `${change(earlier.bytes[handler], bytes)}  ${handler.padEnd(34)} ${[...largest, ...files].join(", ")}`.trimEnd();
};

const summary = (sizes: readonly FunctionSize[], { label, bytes }: SavedSizes): readonly string[] => {
  const now = sizes.map((size) => size.bytes).toSorted((a, b) => a - b);
  const before = Object.values(bytes).toSorted((a, b) => a - b);
  return [
    `${change(before.at(-1), now.at(-1))}  largest function`,
    `${change(before[before.length >> 1], now[now.length >> 1])}  median function`,
    `Before is ${label}.`,
  ];
};

const savedSizes = async (file: string): Promise<SavedSizes> =>
  SavedSizes.parse(JSON.parse(await readFile(file, "utf8")));

const save = async (file: string, label: string, sizes: readonly FunctionSize[]): Promise<void> => {
  const bytes = Object.fromEntries(sizes.map((size) => [size.handler, size.bytes]));
  await writeFile(file, `${JSON.stringify({ label, bytes } satisfies SavedSizes, undefined, 2)}\n`);
};

const kilobytesOf = ({ name, bytes, bytesMax }: ScriptSize): string =>
  `${kilobytes(bytes)} of ${kilobytes(bytesMax)} KB  ${name}`;

/** Lists what the pages load. @returns whether all of them are within their limits */
const checkPages = async (): Promise<boolean> => {
  const sizes = await scriptSizes(await buildPages());
  console.log("\nScript of the pages, compressed, in the language that has more of it:");
  for (const size of sizes) {
    console.log(kilobytesOf(size));
    for (const { file, bytes } of size.files) console.log(`${kilobytes(bytes).padStart(8)}  ${file}`);
  }
  const tooLarge = sizes.filter(({ bytes, bytesMax }) => bytes > bytesMax);
  for (const size of tooLarge) console.error(`Too large: ${kilobytesOf(size)}.`);
  return tooLarge.length === 0;
};

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      compare: { type: "string", default: BASELINE },
      json: { type: "string" },
      label: { type: "string", default: "unnamed" },
      packages: { type: "string", default: "3" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (!/^\d{1,3}$/.test(values.packages)) throw new Error("--packages takes a whole number.");

  const earlier = await savedSizes(values.compare);
  const sizes = await functionSizes(await bundleFunctions());
  if (values.json !== undefined) await save(values.json, values.label, sizes);
  for (const size of sizes) console.log(line(size, earlier, Number(values.packages)));
  for (const text of summary(sizes, earlier)) console.log(text);

  const tooLarge = sizes.filter(({ handler, bytes }) => bytes > bytesMaxOf(handler));
  for (const { handler, bytes } of tooLarge) {
    console.error(
      `Too large: ${handler} has ${kilobytes(bytes)} KB and may have ${kilobytes(bytesMaxOf(handler))} KB.`,
    );
  }
  const areSmall = await checkPages();
  if (tooLarge.length > 0 || !areSmall) return 1;
  console.log(
    `All ${sizes.length} functions are within ${kilobytes(FUNCTION_BYTES_MAX)} KB, ` +
      `${HEALTH_HANDLER} within ${kilobytes(HEALTH_BYTES_MAX)} KB, and the pages within theirs.`,
  );
  return 0;
};

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
