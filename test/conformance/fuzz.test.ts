import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { expectEnvelope } from "#test/conformance/support/envelope.ts";
import { sendRaw } from "#test/conformance/support/raw-request.ts";
import { newUser } from "#test/conformance/support/users.ts";

const RUNS = 150;
const LAW_SECONDS_MAX = 60;

const PATHS = [
  "/v1/health",
  "/v1/concerts",
  "/v1/concerts/{}",
  "/v1/concerts/{}/queue",
  "/v1/concerts/{}/queue-token",
  "/v1/concerts/{}/performances",
  "/v1/performances/{}/seats",
  "/v1/performances/{}/reservations",
  "/v1/reservations",
  "/v1/reservations/{}",
  "/v1/reservations/{}/payment",
  "/v1/payments/{}",
  "/v1/balance",
  "/v1/balance/top-ups",
  "/v1/balance/entries",
  "/v1/admin/concerts",
  "/v1/admin/concerts/{}/performances",
  "/v1/admin/concerts/{}/queue",
  "/v1/admin/webhooks",
  "/v1/admin/webhooks/{}",
  "/v1/admin/webhooks/{}/replay",
  "/docs/{}",
  "/.well-known/{}",
];

const method = fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "PROPFIND");

/** Possible ids: plain, encoded, half encoded, with path climbing, long. */
const segment = fc.oneof(
  fc.string({ maxLength: 80 }).map(encodeURIComponent),
  fc.string({ unit: "binary", maxLength: 20 }).map((text) => encodeURIComponent(text.toWellFormed())),
  fc.constantFrom(
    "%",
    "%ZZ",
    "%00",
    "%C3%28",
    "..",
    "%2e%2e",
    "a%2Fb",
    "__proto__",
    "constructor",
    "null",
    "-1",
    "x".repeat(2000),
  ),
);

const segments = fc.array(segment, { maxLength: 5 }).map((all) => all.join("/"));

const path = fc.oneof(
  fc.tuple(fc.constantFrom(...PATHS), segment).map(([template, id]) => template.replace("{}", () => id)),
  segments.map((rest) => `/v1/${rest}`),
);

/** Where the service is behind a CDN that serves pages, these are theirs. */
const anyPath = segments.map((rest) => `/${rest}`);

const query = fc.oneof(
  fc.constant(""),
  fc
    .tuple(fc.constantFrom("limit", "cursor", "section", "x", "__proto__"), segment)
    .map(([name, value]) => `?${name}=${value}`),
  segment.map((text) => `?${text}`),
);

/** Characters that a header can contain. */
const headerValue = fc.string({
  unit: fc.constantFrom(...Array.from("abcXYZ019 .,;:=/+-_\"'(){}[]<>\\%é")),
  maxLength: 300,
});

const headers = fc.record(
  {
    authorization: headerValue.map((value) => `Bearer ${value}`),
    "queue-token": headerValue,
    "idempotency-key": headerValue,
    "content-type": fc.oneof(
      headerValue,
      fc.constantFrom("application/json", "application/json;charset=utf-16", "text/html"),
    ),
    accept: headerValue,
    cookie: headerValue,
    "x-request-id": headerValue,
    "x-forwarded-for": headerValue,
  },
  { requiredKeys: [] },
);

const body = fc.oneof(
  fc.constant(""),
  fc.json({ maxDepth: 4 }),
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.constantFrom('{"__proto__":{"amount":1}}', "[".repeat(20_000), '{"seatIds":{"length":1}}', '{"amount":-0}'),
);

/** A JSON object with the fields that the service reads, and any values. */
const nearlyRight = fc
  .record(
    {
      amount: fc.oneof(fc.double(), fc.maxSafeInteger(), fc.string()),
      seatIds: fc.oneof(fc.array(fc.oneof(fc.string(), fc.constant("A-1-1")), { maxLength: 12 }), fc.anything()),
      title: fc.string(),
      paused: fc.anything(),
      maxActive: fc.oneof(fc.integer(), fc.double()),
    },
    { requiredKeys: [] },
  )
  .map((value) => JSON.stringify(value));

describe("Any request gets a well-formed response and never a server error", () => {
  test(
    "from a stranger",
    async () => {
      await fc.assert(
        fc.asyncProperty(method, path, query, headers, body, async (verb, at, search, sent, content) => {
          const response = await sendRaw(verb, `${at}${search}`, sent, content);

          expectEnvelope(`${verb} ${at}${search}`, response);
          expect(response.status).toBeLessThan(500);
        }),
        { numRuns: RUNS },
      );
    },
    LAW_SECONDS_MAX * 1000,
  );

  test(
    "from a stranger, at a path that may be a page's",
    async () => {
      await fc.assert(
        fc.asyncProperty(method, anyPath, query, headers, body, async (verb, at, search, sent, content) => {
          expect((await sendRaw(verb, `${at}${search}`, sent, content)).status).toBeLessThan(500);
        }),
        { numRuns: RUNS },
      );
    },
    LAW_SECONDS_MAX * 1000,
  );

  test(
    "from a user, whose requests get further",
    async () => {
      const { token } = await newUser();
      await fc.assert(
        fc.asyncProperty(
          method,
          path,
          query,
          headers,
          fc.oneof(body, nearlyRight),
          async (verb, at, search, sent, content) => {
            const asUser = {
              "content-type": "application/json",
              "idempotency-key": "fuzz",
              ...sent,
              authorization: `Bearer ${token}`,
            };
            const response = await sendRaw(verb, `${at}${search}`, asUser, content);

            expectEnvelope(`${verb} ${at}${search}`, response);
            expect(response.status).toBeLessThan(500);
          },
        ),
        { numRuns: RUNS },
      );
    },
    LAW_SECONDS_MAX * 1000,
  );
});
