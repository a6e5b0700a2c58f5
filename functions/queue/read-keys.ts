import { signingKey } from "#functions/queue/signing-key.ts";
import { routes } from "#functions/routes.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";

export const handler = httpHandler(routes.readQueueTokenKeys, async () => {
  const { publicJwk } = await signingKey();
  return { status: 200, body: { keys: [publicJwk] } };
});
