import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";
import { writeSteadily } from "#lib/build/steady-file.ts";

/** The handler that serves Swagger UI; it finds the files beside its own. */
export const DOCS_HANDLER = "service/handlers/read-docs";

/** What its page loads, of the npm package swagger-ui-dist. */
export const DOCS_FILES = [
  "swagger-ui-bundle.js",
  "swagger-ui.css",
  "oauth2-redirect.html",
  "oauth2-redirect.js",
  "favicon-32x32.png",
] as const;

const packageDir = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));

/** Puts every file of Swagger UI, compressed, into `docs-files/NAME.gz` of a function's folder. */
export const writeDocsFiles = async (functionDir: string): Promise<void> => {
  for (const name of DOCS_FILES) {
    const content = await readFile(join(packageDir, name));
    // The asset's hash is made from these bytes, and gzip writes no time into them here.
    const compressed = await promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION });
    await writeSteadily(join(functionDir, "docs-files", `${name}.gz`), compressed);
  }
};
