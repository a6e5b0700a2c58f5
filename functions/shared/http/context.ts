import type { MiddlewareObj } from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { infer as Infer, ZodMiniType } from "zod/mini";
import type { Route } from "#contract/route.ts";
import type { Pass } from "#functions/queue/queue-token.ts";
import type { User } from "#functions/shared/user-token.ts";

/** What the middleware found out about a request, for the handler to use. */
export interface Exchange {
  readonly requestId: string;
  readonly startedMs: number;
  user?: User;
  pass?: Pass | undefined;
  idempotencyKey?: string | undefined;
  params?: unknown;
  query?: unknown;
  body?: unknown;
}

export type HttpEvent = APIGatewayProxyEventV2 & { exchange: Exchange };
export type HttpMiddleware = MiddlewareObj<HttpEvent, APIGatewayProxyStructuredResultV2 | HttpAnswer>;

/** What a handler answers. The middleware checks it against the route and renders it. */
export interface HttpAnswer {
  readonly status: number;
  readonly body?: unknown;
  /** Instead of a JSON body: a file. */
  readonly file?: { readonly content: string; readonly isBase64Encoded: boolean };
  readonly headers?: Readonly<Record<string, string>>;
}

type Parsed<S> = S extends ZodMiniType ? Infer<S> : undefined;

/** A request as its handler sees it: checked, and typed by the route. */
export interface HttpRequest<R extends Route> {
  readonly requestId: string;
  readonly params: Parsed<R["params"]>;
  readonly query: Parsed<R["query"]>;
  readonly body: Parsed<R["body"]>;
  readonly user: R["caller"] extends "anyone" ? undefined : User;
  readonly pass: R["queueToken"] extends "required" ? Pass : Pass | undefined;
  readonly idempotencyKey: R["idempotencyKey"] extends "required" ? string : string | undefined;
}
