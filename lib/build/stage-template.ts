/** The stacks of a stage as one template: what the local service and most tests read, whichever stack has what. */

/** The part of a CloudFormation template that its readers need. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly DependsOn?: readonly string[];
}

export interface SynthesizedStack {
  readonly stackName: string;
  readonly template: Partial<Template>;
}

/** A value of another stack, as a template names it. */
interface StackOutput {
  readonly StackName: string;
  readonly OutputName: string;
}

/**
 * Joins the templates of stacks. A reference to another stack's output becomes the expression that the output is made of.
 * @throws Error if two stacks have a resource of the same logical id, or an output is missing
 */
export const joinTemplates = (stacks: readonly SynthesizedStack[]): Template => {
  const outputs = new Map(
    stacks.flatMap(({ stackName, template }) =>
      Object.entries(template.Outputs ?? {}).map(([name, { Value }]) => [`${stackName}.${name}`, Value] as const),
    ),
  );
  const expressionBehind = ({ StackName, OutputName }: StackOutput): unknown => {
    const value = outputs.get(`${StackName}.${OutputName}`);
    if (value === undefined) throw new Error(`The stack ${StackName} has no output ${OutputName}.`);
    return joined(value);
  };
  const joined = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(joined);
    if (typeof value !== "object" || value === null) return value;
    if ("Fn::GetStackOutput" in value) return expressionBehind(value["Fn::GetStackOutput"] as StackOutput);
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, joined(part)]));
  };
  return {
    Resources: joined(merged(stacks, "Resources")) as Template["Resources"],
    Outputs: joined(merged(stacks, "Outputs")) as Template["Outputs"],
    Parameters: Object.fromEntries(stacks.flatMap(({ template }) => Object.entries(template.Parameters ?? {}))),
  };
};

const merged = (stacks: readonly SynthesizedStack[], part: "Resources" | "Outputs"): Record<string, unknown> => {
  const all: Record<string, unknown> = {};
  for (const { stackName, template } of stacks) {
    for (const [id, value] of Object.entries(template[part] ?? {})) {
      if (id in all) throw new Error(`${id} of the stack ${stackName} has the same id in another stack of the stage.`);
      all[id] = value;
    }
  }
  return all;
};
