import { readFile } from "node:fs/promises";
import { START_SCRIPT } from "#functions/service/docs-page.ts";
import { ERRORS_PAGE } from "#functions/service/errors-page.ts";
import type { HttpResponse } from "#functions/shared/http/context.ts";
import { Problem } from "#functions/shared/problem.ts";

const text = (type: string, content: string): HttpResponse => ({
  status: 200,
  file: { content, isBase64Encoded: false },
  headers: { "content-type": `${type}; charset=utf-8` },
});

const OWN_FILES: Readonly<Record<string, HttpResponse>> = {
  "start.js": text("text/javascript", START_SCRIPT),
  errors: text("text/html", ERRORS_PAGE),
};

/** Files of Swagger UI, which the bundler puts beside the function's code, compressed. */
const SWAGGER_UI_FILES: Readonly<Record<string, string>> = {
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
  "swagger-ui.css": "text/css; charset=utf-8",
  "oauth2-redirect.html": "text/html; charset=utf-8",
  "oauth2-redirect.js": "text/javascript; charset=utf-8",
  "favicon-32x32.png": "image/png",
};

/**
 * A file that the page of Swagger UI loads, or the page of errors.
 * @throws Problem NOT_FOUND if there is no file of this name
 */
export const docsFile = async (name: string): Promise<HttpResponse> => {
  if (Object.hasOwn(OWN_FILES, name)) return OWN_FILES[name] as HttpResponse;
  if (!Object.hasOwn(SWAGGER_UI_FILES, name)) throw new Problem("NOT_FOUND");
  const compressed = await readFile(new URL(`docs-files/${name}.gz`, import.meta.url));
  return {
    status: 200,
    file: { content: compressed.toString("base64"), isBase64Encoded: true },
    headers: { "content-type": SWAGGER_UI_FILES[name] ?? "", "content-encoding": "gzip" },
  };
};
