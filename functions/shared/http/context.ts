import type { MiddlewareObj } from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { infer as Infer, ZodMiniType } from "zod/mini";
import type { Route } from "#contract/route.ts";
import type { Performance } from "#functions/catalog/rules/performance.ts";
import type { VerifiedQueueToken } from "#functions/queue/queue-token.ts";
import type { User } from "#functions/shared/user-token.ts";

/** What the middleware has established about a request. */
export interface RequestContext {
  readonly requestId: string;
  /** On the monotonic clock. */
  readonly startedMs: number;
  user?: User;
  queueToken?: VerifiedQueueToken | undefined;
  performance?: Performance;
  idempotencyKey?: string | undefined;
  params?: unknown;
  query?: unknown;
  body?: unknown;
}

export type HttpEvent = APIGatewayProxyEventV2 & { context: RequestContext };
export type HttpMiddleware = MiddlewareObj<HttpEvent, APIGatewayProxyStructuredResultV2 | HttpResponse>;

/** What a handler returns. The middleware checks it against the route and serializes it. */
export interface HttpResponse {
  readonly status: number;
  readonly body?: unknown;
  /** A file in place of a JSON body. */
  readonly file?: { readonly content: string; readonly isBase64Encoded: boolean };
  readonly headers?: Readonly<Record<string, string>>;
}

type Parsed<S> = S extends ZodMiniType ? Infer<S> : undefined;

/** A request as its handler gets it: checked, and typed by the route. */
export interface HttpRequest<R extends Route> {
  readonly requestId: string;
  readonly params: Parsed<R["params"]>;
  readonly query: Parsed<R["query"]>;
  readonly body: Parsed<R["body"]>;
  readonly user: R["caller"] extends "anyone" ? undefined : User;
  readonly queueToken: R["queueToken"] extends "ofConcert" | "ofPerformance"
    ? VerifiedQueueToken
    : VerifiedQueueToken | undefined;
  /** The performance in the path, whose concert the queue token is for. */
  readonly performance: R["queueToken"] extends "ofPerformance" ? Performance : undefined;
  readonly idempotencyKey: R["idempotencyKey"] extends "required" ? string : string | undefined;
}
