/** Calls of the HTTP API by a table of its routes, typed by contract/. It depends on fetch alone, so it runs in a browser too. */
import type { CalledRoute, CallTable } from "#client/call-table.ts";
import type { CallArguments, CallResult } from "#client/call-types.ts";
import { readProblem } from "#client/problem-error.ts";
import { sendWithRetries } from "#client/retry.ts";
import type { RouteName } from "#contract/routes.ts";

export interface EncoreClientOptions {
  /** The service's address, for example `http://127.0.0.1:3000`. Empty: the origin of the page. */
  readonly url: string;
  /** A CDN in front of the service, for the public responses that it may cache. */
  readonly edgeUrl?: string;
  /** The user's access token, sent with every call that needs one. */
  readonly userToken?: string | (() => Promise<string>);
  /** How often a call is sent again, with the same key, after a 429, 503 or 504 response. */
  readonly retriesMax?: number;
}

export interface EncoreClient {
  /**
   * Calls a route.
   * @throws ProblemError if the service refuses
   */
  readonly call: <Name extends RouteName>(name: Name, ...options: CallArguments<Name>) => Promise<CallResult<Name>>;
}

interface Options {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly queueToken?: string;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
  readonly retriesMax?: number;
}

const RETRIES_MAX = 5;

/** @throws Error from a call of a route that the table does not have */
export const createTableClient = (table: CallTable, settings: EncoreClientOptions): EncoreClient => {
  const withoutSlash = (url: string): string => url.replace(/\/+$/, "");
  const origin = withoutSlash(settings.url);
  const edge = withoutSlash(settings.edgeUrl ?? settings.url);

  const userToken = async (): Promise<string | undefined> =>
    typeof settings.userToken === "function" ? settings.userToken() : settings.userToken;

  const headersOf = async (route: CalledRoute, options: Options): Promise<Record<string, string>> => {
    const token = route.caller === "anyone" ? undefined : await userToken();
    const key = options.idempotencyKey ?? (route.idempotencyKey === "required" ? crypto.randomUUID() : undefined);
    return {
      accept: "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(options.queueToken === undefined ? {} : { "queue-token": options.queueToken }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
      ...(options.body === undefined ? {} : { "content-type": "application/json" }),
    };
  };

  return {
    call: async (name, ...[given]) => {
      const route = table[name];
      if (route === undefined) throw new Error(`The table of routes has no ${name}.`);
      const options = (given ?? {}) as Options;
      const headers = await headersOf(route, options);
      const response = await sendWithRetries(
        () =>
          fetch((isPublic(route) ? edge : origin) + pathOf(route, options), {
            method: route.method,
            headers,
            ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
            ...(options.signal === undefined ? {} : { signal: options.signal }),
          }),
        options.retriesMax ?? settings.retriesMax ?? RETRIES_MAX,
        options.signal,
      );
      const declared = route.responses[response.status];
      if (!declared) throw await readProblem(`${route.method} ${route.path}`, response);
      return {
        status: response.status,
        body: declared.body ? await response.json() : undefined,
        headers: response.headers,
      } as CallResult<typeof name>;
    },
  };
};

/** Whether a CDN may answer, the same to everybody. */
const isPublic = ({ cache }: CalledRoute): boolean => cache !== undefined;

const pathOf = (route: CalledRoute, { params = {}, query = {} }: Options): string => {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => encodeURIComponent(params[name] ?? ""));
  const search = new URLSearchParams(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]): [string, string] => [name, String(value)]),
  );
  return search.size === 0 ? path : `${path}?${search.toString()}`;
};
