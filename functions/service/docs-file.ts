import { readFile } from "node:fs/promises";
import { START_SCRIPT } from "#functions/service/docs-page.ts";
import { ERRORS_PAGE } from "#functions/service/errors-page.ts";
import type { HttpResponse } from "#functions/shared/http/context.ts";
import { Problem } from "#functions/shared/problem.ts";
import { ttlCache } from "#functions/shared/ttl-cache.ts";

const text = (type: string, content: string): HttpResponse => ({
  status: 200,
  file: { content, isBase64Encoded: false },
  headers: { "content-type": `${type}; charset=utf-8` },
});

const OWN_FILES: Readonly<Record<string, HttpResponse>> = {
  "start.js": text("text/javascript", START_SCRIPT),
  errors: text("text/html", ERRORS_PAGE),
};

/** Files of Swagger UI and the style of the pages, which the bundler puts beside the function's code, compressed. */
const COMPRESSED_FILES: Readonly<Record<string, string>> = {
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
  "swagger-ui.css": "text/css; charset=utf-8",
  "encore.css": "text/css; charset=utf-8",
  "oauth2-redirect.html": "text/html; charset=utf-8",
  "oauth2-redirect.js": "text/javascript; charset=utf-8",
  "favicon-32x32.png": "image/png",
};

/** In base64, as the gateway takes it. Each function reads a file once. */
const compressedFile = ttlCache({
  ttlMs: Number.POSITIVE_INFINITY,
  entriesMax: Object.keys(COMPRESSED_FILES).length,
  read: async (name) => (await readFile(new URL(`docs-files/${name}.gz`, import.meta.url))).toString("base64"),
});

/**
 * A file that the page of Swagger UI loads, or the page of errors.
 * @throws Problem NOT_FOUND if there is no file of this name
 */
export const docsFile = async (name: string): Promise<HttpResponse> => {
  if (Object.hasOwn(OWN_FILES, name)) return OWN_FILES[name] as HttpResponse;
  if (!Object.hasOwn(COMPRESSED_FILES, name)) throw new Problem("NOT_FOUND");
  return {
    status: 200,
    file: { content: await compressedFile(name), isBase64Encoded: true },
    headers: { "content-type": COMPRESSED_FILES[name] ?? "", "content-encoding": "gzip" },
  };
};
