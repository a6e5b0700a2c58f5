import { describe, expect, test } from "@jest/globals";
import { docsFile } from "#functions/service/docs-file.ts";
import { contentSecurityPolicy, docsPage } from "#functions/service/docs-page.ts";
import { DOCS_FILES, DOCS_STYLE_FILE } from "#lib/build/docs-files.ts";

const signIn = {
  authorizeUrl: 'https://id.example/authorize?prompt=login&x="1"',
  tokenUrl: "https://id.example/token",
  clientId: "web<client>",
};

describe("the page of Swagger UI", () => {
  test("carries the addresses of the identity provider, escaped", () => {
    const page = docsPage(signIn);

    expect(page).toContain('data-authorize-url="https://id.example/authorize?prompt=login&amp;x=&quot;1&quot;"');
    expect(page).toContain('data-token-url="https://id.example/token"');
    expect(page).toContain('data-client-id="web&lt;client&gt;"');
  });

  test("has no inline script and loads nothing from elsewhere", () => {
    const page = docsPage(signIn);

    for (const [tag] of page.matchAll(/<script[^>]*>/g)) expect(tag).toContain(' src="docs/');
    expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  test("may send requests to the API and to the token endpoint only", () => {
    const policy = contentSecurityPolicy(signIn);

    expect(policy).toContain("connect-src 'self' https://id.example;");
    expect(policy).not.toContain("unsafe-");
  });

  test.each(["../docs-file.ts", "index.mjs", "constructor", "swagger-ui.css.map"])(
    "there is no file %s",
    async (name) => {
      await expect(docsFile(name)).rejects.toMatchObject({ code: "NOT_FOUND" });
    },
  );

  test("has a media type for every file the bundler puts there", async () => {
    for (const name of [...DOCS_FILES, DOCS_STYLE_FILE])
      await expect(docsFile(name)).rejects.toMatchObject({ code: "ENOENT" });
  });
});
