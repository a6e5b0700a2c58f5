import type { Template } from "#lib/build/stage-template.ts";
import { resourcesOf } from "#test/stack/support/stages.ts";

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Policy {
  readonly Statement: readonly Statement[];
}

const statementsOf = (document: Policy): readonly Statement[] => document.Statement;

// biome-ignore lint/suspicious/noExplicitAny: as for the properties of any resource found
const inlinePolicies = (role: Readonly<Record<string, any>>): readonly Policy[] =>
  (role["Policies"] ?? []).map(({ PolicyDocument }: { readonly PolicyDocument: Policy }) => PolicyDocument);

const asList = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

/**
 * Every right that a role has, as "action on resource", the resource as `resourceName` writes it. A right on a part of a
 * table ends with the patterns of its partition keys: "… where QUEUE#*".
 */
export const rightsOf = (template: Template, roleId: string): readonly string[] =>
  policiesOf(template, roleId)
    .flatMap(statementsOf)
    .flatMap(({ Action, Resource, Effect, Condition }) =>
      asList(Action).flatMap((action) =>
        asList(Resource).map(
          (resource) => `${Effect} ${action} on ${resourceName(resource)}${partitionsIn(Condition)}`,
        ),
      ),
    );

/** A role's policies: its own, and those that name it. */
const policiesOf = (template: Template, roleId: string): readonly Policy[] => [
  ...resourcesOf(template, "AWS::IAM::Role")
    .filter(({ id }) => id === roleId)
    .flatMap(({ properties }) => inlinePolicies(properties)),
  ...resourcesOf(template, "AWS::IAM::Policy")
    .filter(({ properties }) => properties["Roles"].some((role: { Ref: string }) => role.Ref === roleId))
    .map(({ properties }) => properties["PolicyDocument"]),
];

const LEADING_KEYS = "dynamodb:LeadingKeys";

/** The partitions that a condition allows, as they end a right. Any other condition is written as JSON. */
const partitionsIn = (condition: Statement["Condition"]): string => {
  if (condition === undefined) return "";
  const patterns = condition["ForAllValues:StringLike"]?.[LEADING_KEYS];
  const isNothingElse =
    JSON.stringify(condition) === JSON.stringify({ "ForAllValues:StringLike": { [LEADING_KEYS]: patterns } });
  return isNothingElse ? ` where ${asList(patterns).join(", ")}` : ` where ${JSON.stringify(condition)}`;
};

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
    inlinePolicies(properties).flatMap(statementsOf),
  ),
];
