import { signingRoutes } from "#contract/signing.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { signingKey } from "#functions/signing/signing-key.ts";

export const handler = httpHandler(signingRoutes.readSigningKeys, async () => {
  const { publicJwk } = await signingKey();
  return { status: 200, body: { keys: [publicJwk] } };
});
