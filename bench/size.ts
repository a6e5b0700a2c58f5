/** `npm run size`: how large each function is, what it is made of, and whether one is too large. */
import { parseArgs } from "node:util";
import { bundle } from "#lib/build/bundle.ts";
import { FUNCTION_BYTES_MAX, type FunctionSize, functionSizes } from "#lib/build/bundle-size.ts";

const HELP = `Bundles every function and lists its size, unminified, the largest first.
Fails if one has more than ${FUNCTION_BYTES_MAX / 1000} KB (1 KB = 1,000 bytes).

  npm run size [-- options]

  --packages N   name the N largest packages in each function; 3 if left out
  --help         print this
`;

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1);

const line = ({ handler, bytes, packages }: FunctionSize, packageCount: number): string => {
  const largest = packages.slice(0, packageCount).map(({ name, bytes: share }) => `${name} ${kilobytes(share)}`);
  return `${kilobytes(bytes).padStart(7)} KB  ${handler.padEnd(34)} ${largest.join(", ")}`.trimEnd();
};

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: { packages: { type: "string", default: "3" }, help: { type: "boolean", default: false } },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (!/^\d{1,3}$/.test(values.packages)) throw new Error("--packages takes a whole number.");

  const sizes = await functionSizes(await bundle());
  for (const size of sizes) console.log(line(size, Number(values.packages)));

  const tooLarge = sizes.filter(({ bytes }) => bytes > FUNCTION_BYTES_MAX);
  const limit = kilobytes(FUNCTION_BYTES_MAX);
  if (tooLarge.length === 0) {
    console.log(`All ${sizes.length} functions are within ${limit} KB.`);
    return 0;
  }
  console.error(`Above ${limit} KB: ${tooLarge.map(({ handler }) => handler).join(", ")}`);
  return 1;
};

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
