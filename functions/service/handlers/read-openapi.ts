import openApi from "#docs/reference/openapi.json" with { type: "json" };
import { routes } from "#functions/routes.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";

export const handler = httpHandler(routes.readOpenApi, () => Promise.resolve({ status: 200, body: openApi }));
