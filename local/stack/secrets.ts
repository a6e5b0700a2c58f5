import { randomInt } from "node:crypto";
import type { Resolve } from "#local/stack/intrinsics.ts";
import { type AwsNames, nameOf } from "#local/stack/physical-names.ts";
import { resourcesOf, type Template } from "#local/stack/template.ts";

interface Generation {
  readonly PasswordLength?: number;
  readonly ExcludeCharacters?: string;
  readonly ExcludeLowercase?: boolean;
  readonly ExcludeUppercase?: boolean;
  readonly ExcludeNumbers?: boolean;
  readonly ExcludePunctuation?: boolean;
  readonly IncludeSpace?: boolean;
  readonly SecretStringTemplate?: string;
  readonly GenerateStringKey?: string;
}

export interface LocalSecret {
  readonly arn: string;
  /** Makes a new random value by the template's rules. */
  readonly generate: () => string;
}

const LOWERCASE = "abcdefghijklmnopqrstuvwxyz";
const PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
const LENGTH_DEFAULT = 32;

/** The secrets of the template. */
export const secretsOf = (template: Template, names: AwsNames, resolve: Resolve): readonly LocalSecret[] =>
  resourcesOf(template, "AWS::SecretsManager::Secret").map(({ logicalId, resource, properties }) => {
    const fixed = resolve(properties["SecretString"]);
    const generation = (resolve(properties["GenerateSecretString"]) ?? {}) as Generation;
    return {
      arn: nameOf(logicalId, resource, names),
      generate: () => (typeof fixed === "string" ? fixed : generated(generation)),
    };
  });

const generated = (rules: Generation): string => {
  const alphabet = [
    rules.ExcludeLowercase ? "" : LOWERCASE,
    rules.ExcludeUppercase ? "" : LOWERCASE.toUpperCase(),
    rules.ExcludeNumbers ? "" : "0123456789",
    rules.ExcludePunctuation ? "" : PUNCTUATION,
    rules.IncludeSpace ? " " : "",
  ]
    .join("")
    .split("")
    .filter((character) => !rules.ExcludeCharacters?.includes(character));
  const length = rules.PasswordLength ?? LENGTH_DEFAULT;
  const value = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
  if (rules.SecretStringTemplate === undefined || rules.GenerateStringKey === undefined) return value;
  const around = JSON.parse(rules.SecretStringTemplate) as Record<string, unknown>;
  return JSON.stringify({ ...around, [rules.GenerateStringKey]: value });
};
