/** The public keys that queue tokens and receipts can be checked with. */
import * as z from "zod/mini";
import { route } from "#contract/route.ts";
export const JsonWebKeySetSchema = z
    .object({
    keys: z.array(z.object({
        kty: z.literal("EC"),
        crv: z.literal("P-256"),
        x: z.string(),
        y: z.string(),
        kid: z.string(),
        alg: z.literal("ES256"),
        use: z.literal("sig"),
    })),
})
    .register(z.globalRegistry, {
    id: "JsonWebKeySet",
    examples: [
        {
            keys: [
                {
                    kty: "EC",
                    crv: "P-256",
                    x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                    y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
                    kid: "2026-11",
                    alg: "ES256",
                    use: "sig",
                },
            ],
        },
    ],
});
export const signingRoutes = {
    readSigningKeys: route({
        method: "GET",
        path: "/.well-known/jwks.json",
        summary: "Read the public keys of queue tokens and receipts",
        caller: "anyone",
        responses: { 200: { description: "A JSON Web Key Set (RFC 7517).", body: JsonWebKeySetSchema } },
        errors: [],
        cache: { browserSeconds: 300, edgeSeconds: 300 },
    }),
};
