/** The examples that the OpenAPI document gives for the requests of a route. */
import type { oas32 } from "zod-openapi";
import { openApiDocument } from "#docs/generator/document.ts";
import { operationsOf } from "#docs/generator/with-examples.ts";

export interface RouteExamples {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly header: Readonly<Record<string, string>>;
  /** Empty if the route takes no body. */
  readonly bodies: readonly unknown[];
}

const operations = new Map(operationsOf(openApiDocument()).map((operation) => [operation.operationId, operation]));

const firstExample = ({ schema }: oas32.ParameterObject): unknown =>
  (schema as { readonly examples?: readonly unknown[] } | undefined)?.examples?.[0];

/** @throws Error if the document has no such operation */
export const examplesOf = (routeName: string): RouteExamples => {
  const operation = operations.get(routeName);
  if (operation === undefined) throw new Error(`The document has no operation ${routeName}.`);
  const parameters = (operation.parameters ?? []) as readonly oas32.ParameterObject[];
  const at = (place: string): Record<string, string> =>
    Object.fromEntries(
      parameters
        .filter((parameter) => parameter.in === place && firstExample(parameter) !== undefined)
        .map((parameter) => [parameter.name, String(firstExample(parameter))]),
    );
  const media = (operation.requestBody as oas32.RequestBodyObject | undefined)?.content["application/json"];
  const examples = (media as oas32.MediaTypeObject | undefined)?.examples ?? {};
  const bodies = Object.values(examples).map((example) => (example as oas32.ExampleObject).value as unknown);
  return { path: at("path"), query: at("query"), header: at("header"), bodies };
};
