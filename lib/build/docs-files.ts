import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";
import { writeSteadily } from "#lib/build/steady-file.ts";
import { PROJECT_DIR } from "#lib/project.ts";

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

/** The look of the pages. */
export const DOCS_STYLE_FILE = "encore.css";

/** Colours and sizes are those of the buyers' pages. */
export const DOCS_STYLE_SOURCES = ["web/shared/styles/tokens.css", "functions/service/docs.css"] as const;

const packageDir = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));

/** The style of the pages, from its sources. */
export const docsStyle = async (): Promise<string> => {
  const styles = await Promise.all(DOCS_STYLE_SOURCES.map((path) => readFile(join(PROJECT_DIR, path), "utf8")));
  return styles.join("\n");
};

const writeCompressed = async (functionDir: string, name: string, content: Buffer | string): Promise<void> => {
  // The asset's hash is made from these bytes, and gzip writes no time into them here.
  const compressed = await promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION });
  await writeSteadily(functionDir, join("docs-files", `${name}.gz`), compressed);
};

/** Puts every file of Swagger UI and the style, compressed, into `docs-files/NAME.gz` of a function's folder. */
export const writeDocsFiles = async (functionDir: string): Promise<void> => {
  for (const name of DOCS_FILES) await writeCompressed(functionDir, name, await readFile(join(packageDir, name)));
  await writeCompressed(functionDir, DOCS_STYLE_FILE, await docsStyle());
};
