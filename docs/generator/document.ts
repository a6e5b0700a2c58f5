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
2. **Join the queue** of a concert: \`POST /v1/concerts/{concertId}/queue-token\`. Poll again after \`nextPollSeconds\` until the
   status is \`ADMITTED\`. From then on, send the token of that response in the \`Queue-Token\` header.
3. **Choose a performance and seats**, and **hold** the seats with an \`Idempotency-Key\`. They are yours until \`expiresAt\`.
4. **Top up** your balance if it is too low, and **pay**. The response is the receipt.

Times are ISO 8601, money is a whole number of won, ids are opaque. Compare deadlines with \`serverTime\`, not with your own clock.
Every error response is an RFC 9457 problem with a stable \`code\`.`;

const TAGS: Readonly<Record<SystemName, string>> = {
  queue: "The queue of a concert: joining it, your place in it, and the signed token that proves your place.",
  concerts: "Concerts, their performances on sale, and seats.",
  charts: "Charts: the plans of halls, which anybody may read and operators make.",
  reservations: "Holding seats for a few minutes, and extending or releasing a hold.",
  payments: "Paying for a held reservation, its receipt, and cancelling it.",
  promotions: "For operators: the promotion codes of a concert.",
  balance: "Your balance, topping it up, and its ledger entries.",
  "queue control": "For operators: the settings and stats of a queue.",
  "performance control": "For operators: changing a performance that is on sale, and the record of each act.",
  webhooks: "For operators: URLs that events are posted to.",
  audit: "For operators: checking a concert's seats and money.",
  service: "Health check, API reference, and the public keys of queue tokens and receipts.",
};

/** The /docs page replaces these addresses with those of the stage's identity provider. */
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

/** The OpenAPI 3.1 document of all routes, with an example of every request and response. */
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
