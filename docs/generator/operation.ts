import type {
  oas32,
  ZodObjectInput,
  ZodOpenApiOperationObject,
  ZodOpenApiParameters,
  ZodOpenApiResponseObject,
} from "zod-openapi";
import { PROBLEM_MEANINGS } from "#contract/problem-meanings.ts";
import { PROBLEMS, type ProblemCode, ProblemSchema } from "#contract/problems.ts";
import { TOKEN_EXAMPLE } from "#contract/queue.ts";
import { cacheControlOf, errorsOf, type Route, type RouteResponse } from "#contract/route.ts";
import type { SystemName } from "#contract/routes.ts";
import { cacheControlHeader, type HeaderName, headers } from "#docs/generator/headers.ts";

const HEADER_PARAMETERS = {
  queueToken: {
    name: "Queue-Token",
    in: "header",
    description: "Your queue token for this concert, from the latest response that had one.",
    schema: { type: "string", examples: [TOKEN_EXAMPLE] },
  },
  idempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    description:
      "Make up one key for each new request, and send the same key when you retry it. A repeat gets the first response again.",
    schema: { type: "string", minLength: 1, maxLength: 255, examples: ["0d6f7a9e-5f0b-4c86-9d53-2f4f8f0f3b61"] },
  },
} as const satisfies Record<string, oas32.ParameterObject>;

const parametersOf = (route: Route): oas32.ParameterObject[] =>
  (["queueToken", "idempotencyKey"] as const)
    .filter((name) => route[name] !== undefined)
    .map((name) => ({ ...HEADER_PARAMETERS[name], required: route[name] !== "optional" }));

/** Both schemes lead to the same user token, so either is enough. */
const securityOf = (route: Route): oas32.SecurityRequirementObject[] =>
  route.caller === "anyone" ? [] : [{ signIn: [] }, { userToken: [] }];

const contentOf = ({ body, mediaType }: RouteResponse): Pick<ZodOpenApiResponseObject, "content"> => {
  if (body !== undefined) return { content: { "application/json": { schema: body } } };
  if (mediaType !== undefined) return { content: { [mediaType]: { schema: { type: "string" } } } };
  return {};
};

const responseHeaders = (route: Route, status: number): HeaderName[] => {
  const names: HeaderName[] = ["x-request-id"];
  if (route.cache === undefined) names.push("cache-control");
  if (route.responses[status]?.location !== undefined) names.push("location");
  if (route.idempotencyKey !== undefined) names.push("idempotency-replayed");
  return names;
};

const responsesOf = (route: Route): Record<string, ZodOpenApiResponseObject> =>
  Object.fromEntries(
    Object.entries(route.responses).map(([status, response]) => [
      status,
      {
        description: response.description,
        headers: {
          ...headers(...responseHeaders(route, Number(status))),
          ...(route.cache && { "cache-control": cacheControlHeader(cacheControlOf(route)) }),
        },
        ...contentOf(response),
      },
    ]),
  );

const errorResponse = (codes: readonly ProblemCode[]): ZodOpenApiResponseObject => {
  const waits = codes.some((code) => PROBLEMS[code].retryAfterSeconds !== undefined);
  const authenticates = codes.some((code) => PROBLEMS[code].challenge !== undefined);
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEM_MEANINGS[code]}`).join("\n\n"),
    headers: headers(
      "x-request-id",
      ...(waits ? (["retry-after"] as const) : []),
      ...(authenticates ? (["www-authenticate"] as const) : []),
    ),
    content: {
      "application/problem+json": {
        schema: ProblemSchema,
        examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  };
};

const errorResponsesOf = (route: Route): Record<string, ZodOpenApiResponseObject> => {
  const byStatus = Map.groupBy(errorsOf(route), (code) => PROBLEMS[code].status);
  return Object.fromEntries([...byStatus].map(([status, codes]) => [String(status), errorResponse(codes)]));
};

const inputOf = ({ params, query }: Route): ZodOpenApiParameters => ({
  ...(params === undefined ? {} : { path: params as ZodObjectInput }),
  ...(query === undefined ? {} : { query: query as ZodObjectInput }),
});

/** One route in the OpenAPI document. `name` becomes the operationId. */
export const operation = (name: string, system: SystemName, route: Route): ZodOpenApiOperationObject => ({
  operationId: name,
  tags: [system],
  summary: route.summary,
  ...(route.description === undefined ? {} : { description: route.description }),
  security: securityOf(route),
  parameters: parametersOf(route),
  requestParams: inputOf(route),
  ...(route.body === undefined
    ? {}
    : { requestBody: { required: true, content: { "application/json": { schema: route.body } } } }),
  responses: { ...responsesOf(route), ...errorResponsesOf(route) },
});
