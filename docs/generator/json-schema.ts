/** The parts of the JSON Schemas in an OpenAPI 3.1 document that the generator reads. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly examples?: readonly unknown[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

export type Components = Readonly<Record<string, JsonSchema>>;

const PREFIX = "#/components/schemas/";

/**
 * The schema, or the component that it refers to.
 * @throws Error naming the reference if there is no such component
 */
export const resolved = (schema: JsonSchema, components: Components): JsonSchema => {
  if (schema.$ref === undefined) return schema;
  const target = components[schema.$ref.slice(PREFIX.length)];
  if (target === undefined) throw new Error(`There is no schema ${schema.$ref}.`);
  return resolved(target, components);
};
