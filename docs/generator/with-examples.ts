import type { createDocument, oas32 } from "zod-openapi";
import type { Components, JsonSchema } from "#docs/generator/json-schema.ts";
import { resolved } from "#docs/generator/json-schema.ts";
import { exampleOf } from "#docs/generator/schema-example.ts";

export type OpenApiDocument = ReturnType<typeof createDocument>;

const examplesOf = (schema: JsonSchema, components: Components): oas32.ExamplesObject => {
  const values = resolved(schema, components).examples ?? [exampleOf(schema, components)];
  return Object.fromEntries(values.map((value, index) => [`example${index + 1}`, { value }]));
};

type Body = oas32.RequestBodyObject | oas32.ResponseObject | oas32.ReferenceObject | undefined;

const illustrate = (body: Body, components: Components): void => {
  if (body === undefined || !("content" in body)) return;
  const media = body.content["application/json"];
  if (media === undefined || !("schema" in media)) return;
  media.examples = examplesOf(media.schema as JsonSchema, components);
};

/** All operations of a document. */
export const operationsOf = (document: OpenApiDocument): readonly oas32.OperationObject[] =>
  Object.values(document.paths ?? {})
    .flatMap(({ get, post, put, patch, delete: remove }) => [get, post, put, patch, remove])
    .filter((operation) => operation !== undefined);

/** The document, with an example for every JSON request and response, made from those in its schema. */
export const withExamples = (document: OpenApiDocument): OpenApiDocument => {
  const complete = structuredClone(document);
  const components = (complete.components?.schemas ?? {}) as Components;
  for (const operation of operationsOf(complete)) {
    const responses = Object.values(operation.responses ?? {}) as oas32.ResponseObject[];
    for (const body of [operation.requestBody, ...responses]) illustrate(body, components);
  }
  return complete;
};
