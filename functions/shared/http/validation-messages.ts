/** What a caller is told to send instead, for each kind of check that has no message of its own in the contract. */
import type * as z from "zod/mini";

const NAMES_MAX = 3;
const NAME_LENGTH_MAX = 40;

const TYPES: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "an array",
  object: "an object",
};

const UNITS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ["character", "characters"],
  array: ["item", "items"],
};

/** "3 characters" for a length; "3" for a number. */
const measured = (origin: string, amount: number | bigint): string => {
  const unit = UNITS[origin]?.[amount === 1 ? 0 : 1];
  return unit === undefined ? String(amount) : `${amount} ${unit}`;
};

/** A schema of whole numbers expects a number first, so a string that is sent to it misses only that. */
const isForWholeNumber = ({ inst }: z.core.$ZodRawIssue): boolean =>
  (inst?._zod.def as { readonly format?: string } | undefined)?.format === "safeint";

const oneOf = (values: readonly unknown[]): string =>
  `Send ${values.length > 1 ? "one of " : ""}${values.map((value) => JSON.stringify(value)).join(", ")}.`;

/** Names that the caller sent, cut short: they may be anything. */
const unknownFields = (names: readonly string[]): string => {
  const shown = names.slice(0, NAMES_MAX).map((name) => JSON.stringify(name.slice(0, NAME_LENGTH_MAX)));
  return `Remove ${shown.join(", ")}${names.length > NAMES_MAX ? " and others" : ""}: there is no such field.`;
};

/**
 * The message of an issue, for `safeParse(value, { error: messageOf })`. Messages in the contract take precedence; a
 * pattern must have one there, since only its author can say in words what it allows.
 */
export const messageOf = (issue: z.core.$ZodRawIssue): string | undefined => {
  if (issue.input === undefined && (issue.code === "invalid_type" || issue.code === "invalid_value")) {
    return "This field is required.";
  }
  switch (issue.code) {
    case "invalid_type":
      return `Send ${TYPES[isForWholeNumber(issue) ? "int" : issue.expected] ?? issue.expected}.`;
    case "invalid_value":
      return oneOf(issue.values);
    case "too_small":
      return `Send ${measured(issue.origin, issue.minimum)} or more.`;
    case "too_big":
      return `Send ${measured(issue.origin, issue.maximum)} or less.`;
    case "unrecognized_keys":
      return unknownFields(issue.keys);
    case "custom":
    case "invalid_element":
    case "invalid_format":
    case "invalid_key":
    case "invalid_union":
    case "not_multiple_of":
      return undefined;
  }
};
