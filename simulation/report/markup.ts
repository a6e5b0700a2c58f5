/** The unescaped parts of the report: style sheets, scripts and the data for them. `html` of functions/shared escapes the rest. */
import { type Html, raw } from "#functions/shared/html.ts";

/** A style sheet or script of ours or of a library, inlined as it is. @throws Error if it would end its own element */
export const trusted = (text: string): Html => {
  if (/<\/(?:script|style)|<!--/i.test(text)) throw new Error("The text to inline would end the element around it.");
  return raw(text);
};

/** Data for a script of the page, as JSON that cannot end the element around it. */
export const json = (data: unknown): Html => raw(JSON.stringify(data).replaceAll("<", String.raw`\u003c`));
