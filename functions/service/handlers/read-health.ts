import { serviceRoutes } from "#contract/service.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";

export const handler = httpHandler(serviceRoutes.readHealth, () =>
  Promise.resolve({ status: 200, body: { status: "ok" } }),
);
