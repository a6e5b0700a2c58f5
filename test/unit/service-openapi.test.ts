import { describe, expect, test } from "@jest/globals";
import { Validator } from "@seriousme/openapi-schema-validator";
import type { oas32 } from "zod-openapi";
import { PROBLEM_MEANINGS } from "#contract/problem-meanings.ts";
import { PROBLEM_CODES, PROBLEMS, ProblemSchema } from "#contract/problems.ts";
import { errorsOf, type Route } from "#contract/route.ts";
import { routes } from "#contract/routes.ts";
import { openApiDocument } from "#docs/generator/document.ts";
import { problemExamples } from "#docs/generator/problem-examples.ts";
import { operationsOf } from "#docs/generator/with-examples.ts";
import committed from "#docs/reference/openapi.json" with { type: "json" };

const document = openApiDocument();
const all = Object.entries<Route>(routes);
const operations = new Map(operationsOf(document).map((operation) => [operation.operationId, operation]));

const operationOf = (name: string): oas32.OperationObject => {
  const operation = operations.get(name);
  if (operation === undefined) throw new Error(`The document has no operation ${name}.`);
  return operation;
};

const responseOf = (name: string, status: number): oas32.ResponseObject =>
  operationOf(name).responses?.[status] as oas32.ResponseObject;

const examplesIn = (content: oas32.ContentObject | undefined, type: string): readonly unknown[] => {
  const media = content?.[type] as oas32.MediaTypeObject | undefined;
  return Object.values(media?.examples ?? {}).map((example) => (example as oas32.ExampleObject).value as unknown);
};

describe("the OpenAPI document", () => {
  test("is valid OpenAPI 3.1", async () => {
    const { valid, errors } = await new Validator().validate({ ...structuredClone(document) });

    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  test("is the committed one", () => {
    expect(document).toEqual(committed);
  });

  test("has every route once, at its path and method", () => {
    const described = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );

    expect(new Set(described)).toEqual(new Set(all.map(([, { method, path }]) => `${method} ${path}`)));
    expect(new Set(operations.keys())).toEqual(new Set(all.map(([name]) => name)));
  });

  test.each(all)("%s documents its parameters, and who may call", (name, route) => {
    const operation = operationOf(name);
    const parameters = (operation.parameters ?? []) as oas32.ParameterObject[];
    const required = (at: string, of: string) =>
      parameters.find((parameter) => parameter.in === at && parameter.name === of)?.required;

    for (const [, parameter] of route.path.matchAll(/\{(\w+)\}/g)) expect(required("path", parameter ?? "")).toBe(true);
    expect(required("header", "Queue-Token")).toBe(route.queueToken && route.queueToken !== "optional");
    expect(required("header", "Idempotency-Key")).toBe(route.idempotencyKey && route.idempotencyKey === "required");
    expect(operation.security).toHaveLength(route.caller === "anyone" ? 0 : 2);
  });

  test.each(all)("%s documents every response, with headers", (name, route) => {
    for (const [status, response] of Object.entries(route.responses)) {
      const { headers, description } = responseOf(name, Number(status));

      expect(description).toBe(response.description);
      expect(headers).toHaveProperty("x-request-id");
      expect("location" in (headers ?? {})).toBe(response.location !== undefined);
      expect("idempotency-replayed" in (headers ?? {})).toBe(route.idempotencyKey !== undefined);
    }
  });

  test.each(all)("%s documents every error, by its status", (name, route) => {
    for (const code of errorsOf(route)) {
      const { status, retryAfterSeconds } = PROBLEMS[code];
      const refusal = responseOf(name, status);

      expect(refusal.content?.["application/problem+json"]).toHaveProperty(["examples", code, "$ref"]);
      if (retryAfterSeconds !== undefined) expect(refusal.headers).toHaveProperty("retry-after");
    }
  });

  test.each(all.filter(([, route]) => route.body))("the request examples of %s fit its schema", (name, route) => {
    const body = operationOf(name).requestBody as oas32.RequestBodyObject;
    const examples = examplesIn(body.content, "application/json");

    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(route.body?.safeParse(example)).toMatchObject({ success: true });
  });

  test.each(all)("the response examples of %s fit their schema", (name, route) => {
    for (const [status, { body }] of Object.entries(route.responses)) {
      if (body === undefined) continue;
      const examples = examplesIn(responseOf(name, Number(status)).content, "application/json");

      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) expect(body.safeParse(example)).toMatchObject({ success: true });
    }
  });

  test.each(PROBLEM_CODES)("the example of %s is that problem, with the evidence its meaning names", (code) => {
    const value: unknown = problemExamples()[code].value;
    const { status, title } = PROBLEMS[code];
    const named = [...PROBLEM_MEANINGS[code].matchAll(/`([a-z]\w+)`/g)]
      .map(([, word]) => word ?? "")
      .filter((word) => word !== "operators");

    expect(ProblemSchema.safeParse(value)).toMatchObject({ success: true });
    expect(value).toMatchObject({ code, status, title, type: `/docs/errors#${code}` });
    for (const member of named) expect(value).toHaveProperty(member);
  });
});
