/** The service itself: its health and its documentation. */
import * as z from "zod/mini";
import { route } from "#contract/route.ts";
export const serviceRoutes = {
    readHealth: route({
        method: "GET",
        path: "/v1/health",
        summary: "Health check",
        caller: "anyone",
        responses: { 200: { description: "The service is up.", body: z.object({ status: z.literal("ok") }) } },
        errors: [],
        // Long enough for a flood, and no monitor asks as often.
        cache: { browserSeconds: 1, edgeSeconds: 1 },
    }),
    readOpenApi: route({
        method: "GET",
        path: "/openapi.json",
        summary: "Read this API as an OpenAPI 3.1 document",
        caller: "anyone",
        responses: { 200: { description: "The document.", body: z.looseObject({ openapi: z.literal("3.1.1") }) } },
        errors: [],
        cache: { browserSeconds: 300, edgeSeconds: 300 },
    }),
    readDocs: route({
        method: "GET",
        path: "/docs",
        summary: "Open the API reference in Swagger UI",
        caller: "anyone",
        responses: { 200: { description: "An HTML page.", mediaType: "text/html" } },
        errors: [],
        cache: { browserSeconds: 300, edgeSeconds: 300 },
    }),
    readDocsFile: route({
        method: "GET",
        path: "/docs/{file}",
        summary: "Read a documentation file",
        caller: "anyone",
        params: z.object({
            file: z
                .string()
                .check(z.regex(/^[a-z0-9.-]{1,64}$/, "A file has 1 to 64 small letters, digits, dots and dashes."), z.describe("Name of the file."), z.meta({ examples: ["swagger-ui.css"] })),
        }),
        responses: { 200: { description: "The file.", mediaType: "*/*" } },
        errors: ["NOT_FOUND"],
        cache: { browserSeconds: 86400, edgeSeconds: 86400 },
    }),
};
