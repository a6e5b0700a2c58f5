import type { input, output, ZodMiniType } from "zod/mini";
import type { RouteName, routes } from "#contract/routes.ts";

type Routes = typeof routes;

type Input<Route, Part extends string> = Route extends { readonly [P in Part]: infer S extends ZodMiniType }
  ? { readonly [P in Part]: input<S> }
  : unknown;

/** The query may be left out if each of its fields may. */
type QueryInput<Route> = Route extends { readonly query: infer S extends ZodMiniType }
  ? Partial<input<S>> extends input<S>
    ? { readonly query?: input<S> }
    : { readonly query: input<S> }
  : unknown;

type QueueTokenInput<Route> = Route extends { readonly queueToken: "optional" }
  ? { readonly queueToken?: string | undefined }
  : Route extends { readonly queueToken: string }
    ? { readonly queueToken: string }
    : unknown;

/** Names the attempt. If it is left out where it is required, the client generates one for this call and its retries. */
type KeyInput<Route> = Route extends { readonly idempotencyKey: string }
  ? { readonly idempotencyKey?: string }
  : unknown;

type CallOptions<Route> = Input<Route, "params"> &
  QueryInput<Route> &
  Input<Route, "body"> &
  QueueTokenInput<Route> &
  KeyInput<Route> & {
    readonly signal?: AbortSignal;
    /** The client's if absent. */
    readonly retriesMax?: number;
  };

/** The second argument of a call, which may be left out if none of its members is required. */
export type CallArguments<Name extends RouteName> =
  object extends CallOptions<Routes[Name]>
    ? [options?: CallOptions<Routes[Name]>]
    : [options: CallOptions<Routes[Name]>];

type ResponseBody<Response> = Response extends { readonly body: infer S extends ZodMiniType } ? output<S> : undefined;

type Responses<Route> = Route extends { readonly responses: infer R } ? R : never;

/** The result of a call: a union with one member for each successful status of the route. */
export type CallResult<Name extends RouteName> = {
  [Status in keyof Responses<Routes[Name]>]: {
    readonly status: Status;
    readonly body: ResponseBody<Responses<Routes[Name]>[Status]>;
    readonly headers: Headers;
  };
}[keyof Responses<Routes[Name]>];
