/** HTML by tagged template: whatever is put into it is escaped, except what is markup already. */

export interface Markup {
  readonly markup: string;
}

export type Content = string | number | Markup | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const markupOf = (content: Content): string => {
  if (typeof content === "number") return String(content);
  if (typeof content === "string") return content.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
  return "markup" in content ? content.markup : content.map(markupOf).join("");
};

/** Joins the template and its contents; strings are safe as text and in quoted attributes. */
export const html = (texts: TemplateStringsArray, ...contents: readonly Content[]): Markup => ({
  markup: texts.map((text, index) => (index === 0 ? text : markupOf(contents[index - 1] ?? "") + text)).join(""),
});

export const NOTHING: Markup = { markup: "" };

/** A style sheet or script of our own or of a library: taken as it is, and refused if it would end its element. */
export const trusted = (text: string): Markup => {
  if (/<\/(?:script|style)|<!--/i.test(text)) throw new Error("A text to be inlined would end the element around it.");
  return { markup: text };
};

/** Data for a script of the page, as JSON in which nothing can end the element around it. */
export const json = (data: unknown): Markup => ({ markup: JSON.stringify(data).replaceAll("<", String.raw`\u003c`) });
