import { expect, test } from "@jest/globals";
import { html, raw } from "#functions/shared/html.ts";

test("text and attributes are escaped, each dangerous character of them", () => {
  const text = `<b title="it's">&</b>`;
  expect(String(html`<p title="${text}">${text}</p>`)).toBe(
    '<p title="&lt;b title=&quot;it&#39;s&quot;&gt;&amp;&lt;/b&gt;">&lt;b title=&quot;it&#39;s&quot;&gt;&amp;&lt;/b&gt;</p>',
  );
});

test("an entity in a text is shown as it is written", () => {
  expect(String(html`${"&amp;"}`)).toBe("&amp;amp;");
});

test("a template inside a template is escaped once", () => {
  expect(String(html`<ul>${["<1>", "2"].map((item) => html`<li>${item}</li>`)}</ul>`)).toBe(
    "<ul><li>&lt;1&gt;</li><li>2</li></ul>",
  );
});

test("raw markup is inserted as it is", () => {
  expect(String(html`<p>${raw("<b>bold</b>")}</p>`)).toBe("<p><b>bold</b></p>");
});

test("a number is written in digits, also 0", () => {
  expect(String(html`${0} of ${10}`)).toBe("0 of 10");
});

test("an object that looks like markup is not taken for it", () => {
  const lookAlike = { toString: () => "<script>" };
  // @ts-expect-error only `html` and `raw` make markup
  expect(() => html`${lookAlike}`).toThrow(TypeError);
});
