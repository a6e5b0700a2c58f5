import { type AwsNames, nameOf, valueOfAttribute } from "#local/stack/physical-names.ts";
import { attributeOf, type Template } from "#local/stack/template.ts";

/** Replaces each expression in a value by what CloudFormation would put in its place. */
export type Resolve = (value: unknown) => unknown;

interface Functions {
  readonly template: Template;
  readonly names: AwsNames;
  readonly resolve: Resolve;
}

type Intrinsic = (argument: unknown, functions: Functions) => unknown;

const list = (value: unknown): readonly unknown[] => {
  if (!Array.isArray(value)) throw new Error(`Expected a list, not ${JSON.stringify(value)}.`);
  return value;
};

const text = (value: unknown): string => {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new Error(`Expected a text, not ${JSON.stringify(value)}.`);
};

const reference = (name: string, { template, names }: Functions): unknown => {
  const parameter = template.Parameters?.[name];
  if (parameter) return parameter.Default;
  const pseudo = pseudoParameter(name, names);
  if (pseudo !== undefined) return pseudo;
  const resource = template.Resources[name];
  if (!resource) throw new Error(`The template has no resource or parameter "${name}".`);
  return nameOf(name, resource, names);
};

const attribute = (argument: unknown, { template, names }: Functions): unknown => {
  const [logicalId, name] = attributeOf(argument);
  const resource = template.Resources[logicalId];
  if (!resource) throw new Error(`The template has no resource "${logicalId}".`);
  return valueOfAttribute(logicalId, resource, name, names);
};

const pseudoParameter = (name: string, names: AwsNames): string | undefined => {
  switch (name) {
    case "AWS::Region":
      return names.region;
    case "AWS::AccountId":
      return names.accountId;
    case "AWS::Partition":
      return "aws";
    case "AWS::URLSuffix":
      return "amazonaws.com";
    case "AWS::StackName":
      return names.stackName;
    case "AWS::StackId":
      return `arn:aws:cloudformation:${names.region}:${names.accountId}:stack/${names.stackName}/local`;
    default:
      return undefined;
  }
};

const substitute: Intrinsic = (argument, functions) => {
  const [pattern, variables] = typeof argument === "string" ? [argument] : list(argument);
  const own = Object.entries((variables ?? {}) as Record<string, unknown>);
  const values = new Map(own.map(([name, value]) => [name, functions.resolve(value)]));
  return text(pattern).replaceAll(/\$\{(!?)([^}]+)\}/g, (_match, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (values.has(name)) return text(values.get(name));
    return text(name.includes(".") ? attribute(name, functions) : reference(name, functions));
  });
};

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, functions) => reference(text(argument), functions),
  "Fn::GetAtt": attribute,
  "Fn::Sub": substitute,
  "Fn::Join": (argument, { resolve }) => {
    const [separator, parts] = list(argument);
    return list(resolve(parts)).map(text).join(text(separator));
  },
  "Fn::Select": (argument, { resolve }) => {
    const [index, values] = list(argument);
    return list(resolve(values))[Number(resolve(index))];
  },
  "Fn::Split": (argument, { resolve }) => {
    const [separator, value] = list(argument);
    return text(resolve(value)).split(text(separator));
  },
};

/**
 * Makes a resolver for the intrinsic functions that the stack uses.
 * The resolver throws an Error that names an unknown function or a missing resource.
 */
export const createResolver = (template: Template, names: AwsNames): Resolve => {
  const resolve: Resolve = (value) => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    const [only] = entries;
    if (entries.length === 1 && only && (only[0] === "Ref" || only[0].startsWith("Fn::"))) {
      const intrinsic = INTRINSICS[only[0]];
      if (!intrinsic) throw new Error(`The local service does not support ${only[0]}.`);
      return intrinsic(only[1], { template, names, resolve });
    }
    return Object.fromEntries(entries.map(([key, part]) => [key, resolve(part)]));
  };
  return resolve;
};
