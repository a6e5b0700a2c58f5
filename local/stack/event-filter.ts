/** The event filters of Lambda, as far as the stack uses them: a text that is equal, and an attribute that exists. */

type Rule = string | { readonly exists: boolean };
interface Pattern {
  readonly [name: string]: Pattern | readonly Rule[];
}

export interface FilterCriteria {
  readonly Filters?: readonly { readonly Pattern?: string }[];
}

/**
 * Returns whether a record passes the filters of an event source; every record does if there are none.
 * @throws Error naming a rule that is not supported
 */
export const eventFilter = (criteria: FilterCriteria | undefined): ((record: unknown) => boolean) => {
  const patterns = (criteria?.Filters ?? []).map(({ Pattern: text = "{}" }) => checked(JSON.parse(text) as Pattern));
  return (record) => patterns.length === 0 || patterns.some((pattern) => matches(pattern, record));
};

const isRules = (pattern: Pattern | readonly Rule[]): pattern is readonly Rule[] => Array.isArray(pattern);

const matches = (pattern: Pattern, value: unknown): boolean =>
  Object.entries(pattern).every(([name, inner]) => {
    const part = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
    if (!isRules(inner)) return matches(inner, part);
    return inner.some((rule) => (typeof rule === "string" ? part === rule : part !== undefined));
  });

const checked = (pattern: Pattern): Pattern => {
  for (const inner of Object.values(pattern)) {
    if (!isRules(inner)) checked(inner);
    else for (const rule of inner) checkRule(rule);
  }
  return pattern;
};

const checkRule = (rule: Rule): void => {
  if (typeof rule === "string" || (Object.keys(rule).length === 1 && rule.exists)) return;
  throw new Error(`The local service does not support the event filter ${JSON.stringify(rule)}.`);
};
