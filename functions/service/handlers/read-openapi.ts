import { serviceRoutes } from "#contract/service.ts";
import openApi from "#docs/reference/openapi.json" with { type: "json" };
import { httpHandler } from "#functions/shared/http/http-handler.ts";

export const handler = httpHandler(serviceRoutes.readOpenApi, () => Promise.resolve({ status: 200, body: openApi }));
