/**
 * HTML by tagged template: each value is escaped, except values that are `Html` already. Strings are safe as text and
 * in quoted attributes; nowhere else (not in a script, a style sheet, an unquoted attribute or a URL's scheme).
 */

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escapeText = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");

/** Markup. The private field keeps strings and look-alikes from passing for it; only this file can make one. */
class Html {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

export type { Html };

/** What a template takes: text, a number, markup, or a list of these, whose items are joined without a separator. */
export type HtmlValue = string | number | Html | readonly HtmlValue[];

const markupOf = (value: HtmlValue): string => {
  if (value instanceof Html) return value.toString();
  if (typeof value === "string" || typeof value === "number") return escapeText(String(value));
  return value.map(markupOf).join("");
};

/** Joins a template and its values. */
export const html = (strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html =>
  new Html(strings.reduce((markup, text, index) => markup + markupOf(values[index - 1] ?? "") + text));

/** Takes a text as markup, unescaped: for constants and for what another program has escaped, never for input. */
export const raw = (text: string): Html => new Html(text);
