/** The service itself: its health and its documentation. */
import * as z from "zod/mini";
import { type Routes, route } from "#contract/route.ts";

export const serviceRoutes = {
  readHealth: route({
    method: "GET",
    path: "/v1/health",
    summary: "Tell that the service answers",
    caller: "anyone",
    responses: { 200: { description: "It answers.", body: z.object({ status: z.literal("ok") }) } },
    errors: [],
  }),
  readOpenApi: route({
    method: "GET",
    path: "/openapi.json",
    summary: "This API as an OpenAPI 3.1 document",
    caller: "anyone",
    responses: { 200: { description: "The document.", body: z.looseObject({ openapi: z.literal("3.1.1") }) } },
    errors: [],
    cacheControl: "public, max-age=300",
  }),
  readDocs: route({
    method: "GET",
    path: "/docs",
    summary: "Swagger UI",
    caller: "anyone",
    responses: { 200: { description: "A page.", mediaType: "text/html" } },
    errors: [],
  }),
  readDocsFile: route({
    method: "GET",
    path: "/docs/{file}",
    summary: "A file of Swagger UI",
    caller: "anyone",
    params: z.object({ file: z.string().check(z.regex(/^[a-z0-9.-]{1,64}$/)) }),
    responses: { 200: { description: "The file.", mediaType: "*/*" } },
    errors: ["NOT_FOUND"],
    cacheControl: "public, max-age=86400",
  }),
} as const satisfies Routes;
