import { describe, expect, test } from "@jest/globals";
import { pageFile } from "#local/pages/page-files.ts";
import { pageResponder } from "#local/pages/page-responder.ts";

const SETTINGS = {
  issuer: "http://127.0.0.1:3001",
  authorizeUrl: "http://127.0.0.1:3001/oauth2/authorize",
  tokenUrl: "http://127.0.0.1:3001/oauth2/token",
  clientId: "encore-local",
  posterOrigins: [],
  holdSeconds: 300,
};
const SCRIPT = "const repeated = 1;\n".repeat(100);
const respond = pageResponder(
  new Map([
    ["/index.html", pageFile(".html", Buffer.from("<!doctype html>"))],
    ["/assets/start-1.js", pageFile(".js", Buffer.from(SCRIPT))],
  ]),
  SETTINGS,
);
const get = (path: string, headers: Readonly<Record<string, string>> = {}, method = "GET") =>
  respond({ method, path, header: (name) => headers[name] });

describe("the pages", () => {
  test("leave the API's paths to the API", () => {
    expect(get("/v1/health")).toBeUndefined();
    expect(get("/docs")).toBeUndefined();
  });

  test.each(["/", "/concerts/con_1/waiting"])("are one page at %s, with a policy and not kept", (path) => {
    const response = get(path);

    expect(response?.status).toBe(200);
    expect(response?.body.toString()).toBe("<!doctype html>");
    expect(response?.headers["cache-control"]).toBe("no-cache");
    expect(response?.headers["content-security-policy"]).toContain("connect-src 'self' http://127.0.0.1:3001;");
  });

  test("have their script compressed for whoever takes it, and kept", () => {
    const plain = get("/assets/start-1.js");
    const compressed = get("/assets/start-1.js", { "accept-encoding": "gzip, br" });

    expect(plain?.body.toString()).toBe(SCRIPT);
    expect(compressed?.headers["content-encoding"]).toBe("gzip");
    expect(compressed?.body.length).toBeLessThan(SCRIPT.length / 4);
    expect(compressed?.headers["cache-control"]).toContain("immutable");
  });

  test("are not sent again to whoever has them", () => {
    const etag = String(get("/")?.headers["etag"]);

    expect(get("/", { "if-none-match": etag })?.status).toBe(304);
  });

  test("say that there is nothing at another path, in the same page", () => {
    expect(get("/nothing")).toMatchObject({ status: 404, body: Buffer.from("<!doctype html>") });
    expect(get("/assets/gone.js")?.status).toBe(404);
  });

  test("take GET and HEAD alone", () => {
    expect(get("/", {}, "POST")?.status).toBe(405);
    expect(get("/", {}, "HEAD")).toMatchObject({ status: 200, body: Buffer.alloc(0) });
  });

  test("are told where to sign in, and for how long seats are held", () => {
    expect(JSON.parse(get("/config.json")?.body.toString() ?? "")).toEqual(SETTINGS);
  });
});
