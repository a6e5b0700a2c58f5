import { routes } from "#functions/routes.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";

export const handler = httpHandler(routes.readHealth, () => Promise.resolve({ status: 200, body: { status: "ok" } }));
