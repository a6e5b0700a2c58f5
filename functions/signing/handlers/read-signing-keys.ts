import { signingRoutes } from "#contract/signing.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { readSigningKeys } from "#functions/signing/read-signing-keys.ts";

export const handler = httpHandler(signingRoutes.readSigningKeys, async () => {
  const keys = await readSigningKeys();
  // Before the first token there is no key. Nobody should keep that.
  const headers = keys.length === 0 ? { "cache-control": "no-store" } : {};
  return { status: 200, body: { keys }, headers };
});
