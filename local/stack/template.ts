/** The part of a CloudFormation template that the local service reads. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
}

export interface NamedResource {
  readonly logicalId: string;
  readonly resource: Resource;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The resources of a type, in the order of the template. */
export const resourcesOf = (template: Template, type: string): readonly NamedResource[] =>
  Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([logicalId, resource]) => ({ logicalId, resource, properties: resource.Properties ?? {} }));

/** The first resource that a value refers to with Ref or Fn::GetAtt, at any depth; undefined if it refers to none. */
export const referencedId = (value: unknown): string | undefined => {
  if (typeof value !== "object" || value === null) return undefined;
  if ("Ref" in value && typeof value.Ref === "string") return value.Ref;
  if ("Fn::GetAtt" in value) return attributeOf(value["Fn::GetAtt"])[0];
  for (const part of Object.values(value)) {
    const id = referencedId(part);
    if (id !== undefined && !id.startsWith("AWS::")) return id;
  }
  return undefined;
};

/** The function that a value refers to, directly or by an alias of it; undefined if it refers to none. */
export const referencedFunctionId = (template: Template, value: unknown): string | undefined => {
  const id = referencedId(value);
  const resource = id === undefined ? undefined : template.Resources[id];
  if (resource?.Type === "AWS::Lambda::Function") return id;
  return resource?.Type === "AWS::Lambda::Alias"
    ? referencedFunctionId(template, resource.Properties?.["FunctionName"])
    : undefined;
};

/** The two ways to write Fn::GetAtt: a list, or one string with a dot. */
export const attributeOf = (argument: unknown): readonly [logicalId: string, attribute: string] => {
  const parts = Array.isArray(argument) ? argument.map(String) : String(argument).split(".");
  const [logicalId, ...attribute] = parts;
  if (logicalId === undefined || attribute.length === 0) {
    throw new Error(`Fn::GetAtt needs a resource and an attribute, not ${JSON.stringify(argument)}.`);
  }
  return [logicalId, attribute.join(".")];
};
