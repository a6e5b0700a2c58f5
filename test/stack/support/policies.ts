import type { Template } from "#lib/build/synth.ts";
import { resourcesOf } from "#test/stack/support/stages.ts";

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

const statementsOf = (document: { readonly Statement: readonly Statement[] }): readonly Statement[] =>
  document.Statement;

const asList = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

/** Every right that a role has, as "action on resource", the resource as `resourceName` writes it. */
export const rightsOf = (template: Template, roleId: string): readonly string[] =>
  resourcesOf(template, "AWS::IAM::Policy")
    .filter(({ properties }) => properties["Roles"].some((role: { Ref: string }) => role.Ref === roleId))
    .flatMap(({ properties }) => statementsOf(properties["PolicyDocument"]))
    .flatMap(({ Action, Resource, Effect }) =>
      asList(Action).flatMap((action) =>
        asList(Resource).map((resource) => `${Effect} ${action} on ${resourceName(resource)}`),
      ),
    );

/** "Id.Attribute" for a Ref or GetAtt, with what is joined to it: "TableId.Arn/index/name". Anything else as JSON. */
export const resourceName = (resource: unknown): string => {
  const { Ref: ref, "Fn::GetAtt": attribute, "Fn::Join": join } = resource as Record<string, unknown>;
  if (typeof ref === "string") return `${ref}.Ref`;
  if (Array.isArray(attribute)) return attribute.join(".");
  if (Array.isArray(join) && join[0] === "") {
    return (join[1] as unknown[]).map((part) => (typeof part === "string" ? part : resourceName(part))).join("");
  }
  return JSON.stringify(resource);
};

/** All statements of all policies and roles. */
export const allStatements = (template: Template): readonly Statement[] => [
  ...resourcesOf(template, "AWS::IAM::Policy").flatMap(({ properties }) => statementsOf(properties["PolicyDocument"])),
  ...resourcesOf(template, "AWS::IAM::Role").flatMap(({ properties }) =>
    (properties["Policies"] ?? []).flatMap((policy: { PolicyDocument: { Statement: readonly Statement[] } }) =>
      statementsOf(policy.PolicyDocument),
    ),
  ),
];
