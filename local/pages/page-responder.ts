/** Serves the pages as the CDN of a deployed stage does, by the same table. */
import { edgeBehaviour, pageHeaders, UNKNOWN_PATH } from "#lib/edge/edge-behaviours.ts";
import { CONFIG_PATH, type PageSettings } from "#lib/publication/page-settings.ts";
import type { HttpResponse } from "#local/http/api-response.ts";
import { type PageFile, type PageFiles, pageFile } from "#local/pages/page-files.ts";

export interface PageRequest {
  readonly method: string;
  readonly path: string;
  /** A header's value, by its name in small letters. */
  readonly header: (name: string) => string | undefined;
}

/** Responds to a request for a page or one of its files; undefined if the request is for the API. */
export type RespondWithPage = (request: PageRequest) => HttpResponse | undefined;

export const pageResponder = (built: PageFiles, settings: PageSettings): RespondWithPage => {
  const files: PageFiles = new Map([
    ...built,
    [CONFIG_PATH, pageFile(".json", Buffer.from(JSON.stringify(settings)))] as const,
  ]);
  const unknown = built.get(UNKNOWN_PATH.file);
  if (unknown === undefined) throw new Error(`The pages were built without ${UNKNOWN_PATH.file}.`);
  const shared = pageHeaders(new URL(settings.tokenUrl).origin, settings.posterOrigins);

  const empty = (status: number, headers: Headers = {}): HttpResponse => ({
    status,
    headers: { ...shared, ...headers },
    body: Buffer.alloc(0),
  });

  const withFile = (
    status: number,
    file: PageFile,
    headers: Headers,
    { method, header }: PageRequest,
  ): HttpResponse => {
    const { body, encoding } = encoded(file, header("accept-encoding"));
    return {
      status,
      headers: { ...shared, ...headers, "content-type": file.type, ...encoding },
      body: method === "HEAD" ? Buffer.alloc(0) : body,
    };
  };

  return (request) => {
    const behaviour = edgeBehaviour(request.path);
    if (behaviour?.origin === "api") return undefined;
    if (request.method !== "GET" && request.method !== "HEAD") return empty(405, { allow: "GET, HEAD" });
    const file = behaviour && files.get(behaviour.file ?? request.path);
    if (file === undefined) return withFile(404, unknown, { "cache-control": UNKNOWN_PATH.cacheControl }, request);
    const { etag } = file;
    const headers = { "cache-control": behaviour?.cacheControl ?? "no-cache", etag, vary: "accept-encoding" };
    return request.header("if-none-match") === etag ? empty(304, headers) : withFile(200, file, headers, request);
  };
};

type Headers = Readonly<Record<string, string>>;

const encoded = ({ content, compressed }: PageFile, accepted = "") =>
  compressed !== undefined && /\bgzip\b/.test(accepted)
    ? { body: compressed, encoding: { "content-encoding": "gzip" } }
    : { body: content, encoding: {} };
