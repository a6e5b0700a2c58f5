/**
 * A client of Encore's HTTP API, typed by the route table: for the demo, tests and pages. It imports contract/ (and so
 * zod) and needs only fetch at run time, so it works in a browser.
 */
import type { CallArguments, CallResult } from "#client/call-types.ts";
import { problemOf } from "#client/problem-error.ts";
import { sendPatiently } from "#client/retry.ts";
import type { Route } from "#contract/route.ts";
import { type RouteName, routes } from "#contract/routes.ts";

export interface EncoreClientOptions {
  /** Where the service is, for example `http://127.0.0.1:3000`. */
  readonly url: string;
  /** The access token of the user, sent with every call that is not for anyone. */
  readonly userToken?: string | (() => Promise<string>);
  /** How often a call is sent again, with the same key, when the service answers 429 or 503. */
  readonly retriesMax?: number;
}

export interface EncoreClient {
  /**
   * Calls a route.
   * @throws ProblemError if the service refuses.
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
}

const RETRIES_MAX = 5;

export const createEncoreClient = (settings: EncoreClientOptions): EncoreClient => {
  const origin = settings.url.replace(/\/+$/, "");

  const userToken = async (): Promise<string | undefined> =>
    typeof settings.userToken === "function" ? settings.userToken() : settings.userToken;

  const headersOf = async (route: Route, options: Options): Promise<Record<string, string>> => {
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
      const route: Route = routes[name];
      const options = (given ?? {}) as Options;
      const headers = await headersOf(route, options);
      const response = await sendPatiently(
        () =>
          fetch(origin + pathOf(route, options), {
            method: route.method,
            headers,
            ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
            ...(options.signal === undefined ? {} : { signal: options.signal }),
          }),
        settings.retriesMax ?? RETRIES_MAX,
        options.signal,
      );
      const declared = route.responses[response.status];
      if (!declared) throw await problemOf(`${route.method} ${route.path}`, response);
      return {
        status: response.status,
        body: declared.body ? await response.json() : undefined,
        headers: response.headers,
      } as CallResult<typeof name>;
    },
  };
};

const pathOf = (route: Route, { params = {}, query = {} }: Options): string => {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => encodeURIComponent(params[name] ?? ""));
  const search = new URLSearchParams(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]): [string, string] => [name, String(value)]),
  );
  return search.size === 0 ? path : `${path}?${search.toString()}`;
};
