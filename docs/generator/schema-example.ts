import { type Components, type JsonSchema, resolved } from "#docs/generator/json-schema.ts";

const mayBeNull = ({ type, anyOf }: JsonSchema): boolean =>
  [type].flat().includes("null") || (anyOf ?? []).some((choice) => choice.type === "null");

/**
 * An example value of a schema, put together from the examples of its parts, so that each example is written once, beside
 * its schema. A nullable part without an example is null; a list has one item.
 * @throws Error if a part has no example and none can be derived
 */
export const exampleOf = (schema: JsonSchema, components: Components): unknown => {
  const { examples, const: constant, enum: choices, default: standard, ...shape } = resolved(schema, components);
  const given = [examples?.[0], constant, choices?.[0], standard].find((value) => value !== undefined);
  if (given !== undefined) return given;
  if (mayBeNull(shape)) return null;
  if (shape.type === "array" && shape.items !== undefined) return [exampleOf(shape.items, components)];
  if (shape.type === "object") {
    const fields = Object.entries(shape.properties ?? {});
    return Object.fromEntries(fields.map(([name, field]) => [name, exampleOf(field, components)]));
  }
  throw new Error(`No example can be derived from ${JSON.stringify(schema)}. Add one with z.meta({ examples: […] }).`);
};
