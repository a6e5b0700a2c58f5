import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import type { Bundles } from "#lib/build/bundle.ts";

/** A function starts in proportion to its code; above this its cold start shows. */
export const FUNCTION_BYTES_MAX = 440_000;

/** The health check reaches for nothing, so that it answers even when the rest does not start. */
export const HEALTH_HANDLER = "service/handlers/read-health";
export const HEALTH_BYTES_MAX = 150_000;

/** It is mostly the document itself, which grows with the API. */
const OPENAPI_HANDLER = "service/handlers/read-openapi";
const OPENAPI_BYTES_MAX = 600_000;

/** How many bytes of code a function may have. */
export const bytesMaxOf = (handler: string): number => {
  if (handler === HEALTH_HANDLER) return HEALTH_BYTES_MAX;
  return handler === OPENAPI_HANDLER ? OPENAPI_BYTES_MAX : FUNCTION_BYTES_MAX;
};

export interface FunctionSize {
  readonly handler: string;
  /** Of its code, `index.mjs`. */
  readonly bytes: number;
  /** Of the files beside its code, which a start does not read. */
  readonly filesBytes: number;
  /** What its code comes from, the largest first: npm packages by name, our own source as "encore". */
  readonly packages: readonly { readonly name: string; readonly bytes: number }[];
}

/** The size of every bundled function, the largest first. */
export const functionSizes = async ({ outputs, folderOf }: Bundles): Promise<readonly FunctionSize[]> => {
  const sizes = [...outputs].map(async ([handler, output]) => ({
    handler,
    bytes: output.bytes,
    filesBytes: (await folderBytes(folderOf(handler))) - output.bytes,
    packages: packagesOf(output),
  }));
  return (await Promise.all(sizes)).toSorted((a, b) => b.bytes - a.bytes);
};

const folderBytes = async (folder: string): Promise<number> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((file) => stat(join(file.parentPath, file.name)));
  return (await Promise.all(files)).reduce((sum, { size }) => sum + size, 0);
};

const packagesOf = (output: Metafile["outputs"][string]): FunctionSize["packages"] => {
  const bytes = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? "encore";
    bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
  }
  return [...bytes].map(([name, sum]) => ({ name, bytes: sum })).toSorted((a, b) => b.bytes - a.bytes);
};
