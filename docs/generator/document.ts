import { createDocument, type oas32, type ZodOpenApiOperationObject } from "zod-openapi";
import type { Routes } from "#contract/route.ts";
import { ROUTES_BY_SYSTEM, type SystemName } from "#contract/routes.ts";
import { HEADERS } from "#docs/generator/headers.ts";
import { operation } from "#docs/generator/operation.ts";
import { problemExamples } from "#docs/generator/problem-examples.ts";
import { type OpenApiDocument, withExamples } from "#docs/generator/with-examples.ts";
import project from "../../package.json" with { type: "json" };

const DESCRIPTION = `Sells concert seats when far more people want them than there are seats.

1. **Sign in** with *Authorize*, or send \`Authorization: Bearer <user token>\`.
2. **Join the line** of a concert: \`POST /v1/concerts/{concertId}/queue-token\`. Ask again after \`nextPollSeconds\` until the
   status is \`ADMITTED\`, and send the token of that answer as \`Queue-Token\` from then on.
3. **Choose a date and seats**, and **hold** them with an \`Idempotency-Key\`. They are yours until \`expiresAt\`.
4. **Charge** the balance if need be and **pay**. The answer is the receipt.

Times are ISO 8601, money is a whole number of won, ids are opaque. Read deadlines against \`serverTime\`.
Every refusal is an RFC 9457 problem with a stable \`code\`.`;

const TAGS: Readonly<Record<SystemName, string>> = {
  queue: "The queue of a concert: a user's place, its turn, and the signed token that proves it.",
  concerts: "Concerts, dates on sale and seats.",
  reservations: "Holding seats for a few minutes, and releasing them.",
  payments: "Paying a held reservation, its receipt, and cancellation.",
  balance: "Points: the balance, top-ups and the statement behind them.",
  "queue control": "For operators: settings and stats of a queue.",
  webhooks: "For operators: where events are sent.",
  audit: "For operators: checks of a concert's seats and money.",
  service: "Health, this document, and the keys that signed texts are checked with.",
};

/** Replaced on the /docs page by the addresses of the identity provider of the stage. */
const SIGN_IN: oas32.SecuritySchemeObject = {
  type: "oauth2",
  description: "Sign in at the identity provider (authorization code with PKCE).",
  flows: {
    authorizationCode: { authorizationUrl: "/sign-in/authorize", tokenUrl: "/sign-in/token", scopes: {} },
  },
};

const paths = (): Record<string, Record<string, ZodOpenApiOperationObject>> => {
  const byPath: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const [system, ofSystem] of Object.entries(ROUTES_BY_SYSTEM) as [SystemName, Routes][]) {
    for (const [name, route] of Object.entries(ofSystem)) {
      byPath[route.path] = { ...byPath[route.path], [route.method.toLowerCase()]: operation(name, system, route) };
    }
  }
  return byPath;
};

/** The OpenAPI 3.1 document of the route table, with an example of every request and answer. */
export const openApiDocument = (): OpenApiDocument =>
  withExamples(
    createDocument({
      openapi: "3.1.1",
      info: {
        title: "Encore",
        version: project.version,
        description: DESCRIPTION,
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: "/" }],
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      paths: paths(),
      components: {
        headers: HEADERS,
        examples: problemExamples(),
        securitySchemes: {
          signIn: SIGN_IN,
          userToken: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "A user's access token." },
        },
      },
    }),
  );
