import * as z from "zod";
import type { Envelope } from "#test/conformance/support/envelope.ts";
import { baseUrl } from "#test/conformance/support/target.ts";

interface DocumentedResponse {
  readonly headers?: Readonly<Record<string, { readonly schema?: { readonly const?: string } }>>;
  readonly content?: Readonly<Record<string, { readonly schema?: object }>>;
}

interface Operation {
  readonly responses: Readonly<Record<string, DocumentedResponse>>;
}

interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: object };
}

interface DocumentedPath {
  readonly pattern: RegExp;
  readonly operations: Readonly<Record<string, Operation>>;
}

/** The service's own OpenAPI document, with schemas where JSON Schema looks for them. */
const readOpenApi = async (): Promise<OpenApi> => {
  const response = await fetch(`${baseUrl}/openapi.json`);
  if (!response.ok) throw new Error(`GET ${baseUrl}/openapi.json answered ${response.status}.`);
  const text = await response.text();
  return JSON.parse(text.replaceAll("#/components/schemas/", "#/$defs/")) as OpenApi;
};

let document: Promise<OpenApi> | undefined;
let documentedPaths: Promise<readonly DocumentedPath[]> | undefined;
const checks = new Map<object, z.ZodType>();

const openApi = (): Promise<OpenApi> => {
  document ??= readOpenApi();
  return document;
};

const toPattern = (template: string): RegExp =>
  new RegExp(`^${template.replaceAll(/[.]/g, String.raw`\.`).replaceAll(/\{[^}]+\}/g, "[^/]+")}$`);

const listPaths = async (): Promise<readonly DocumentedPath[]> => {
  const { paths } = await openApi();
  return Object.entries(paths).map(([template, operations]) => ({ pattern: toPattern(template), operations }));
};

const checkOf = async (schema: object): Promise<z.ZodType> => {
  const { components } = await openApi();
  const known = checks.get(schema);
  const check =
    known ?? z.fromJSONSchema({ ...schema, $defs: components?.schemas ?? {} } as z.core.JSONSchema.JSONSchema);
  checks.set(schema, check);
  return check;
};

/** What is not documented to be cacheable must not be cached. */
const expectDocumentedCaching = (request: string, documented: DocumentedResponse, { headers }: Envelope): void => {
  const expected = documented.headers?.["cache-control"]?.schema?.const ?? "no-store";
  const sent = headers.get("cache-control");
  if (sent !== expected) throw new Error(`${request} has cache-control: ${sent}, not ${expected} as in /openapi.json.`);
};

/**
 * Checks a response against the service's own OpenAPI document. Requests that are not in the document are left to the tests.
 * @throws Error if the document does not have this status for the request, or has another body or caching for it
 */
export const expectDocumented = async (method: string, path: string, response: Envelope): Promise<void> => {
  documentedPaths ??= listPaths();
  const [pathname = ""] = path.split("?");
  const documented = (await documentedPaths).find(({ pattern }) => pattern.test(pathname));
  const operation = documented?.operations[method.toLowerCase()];
  if (operation === undefined) return;
  const documentedResponse = operation.responses[response.status];
  if (documentedResponse === undefined) {
    throw new Error(
      `${method} ${path} answered ${response.status}, which is not in /openapi.json.\n${response.text.slice(0, 500)}`,
    );
  }
  expectDocumentedCaching(`${method} ${path}`, documentedResponse, response);
  const schema = Object.entries(documentedResponse.content ?? {}).find(([mediaType]) => mediaType.includes("json"))?.[1]
    .schema;
  if (schema === undefined) return;
  const outcome = (await checkOf(schema)).safeParse(response.body);
  if (!outcome.success) {
    throw new Error(
      `${method} ${path} answered ${response.status} with a body that does not match /openapi.json:\n${z.prettifyError(outcome.error)}`,
    );
  }
};
