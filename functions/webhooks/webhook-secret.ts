import { WEBHOOK_SECRET_VARIABLE } from "#functions/shared/grants.ts";
import { readSecretText } from "#functions/shared/secret-text.ts";
import { webhookSecret } from "#functions/webhooks/rules/webhook-signature.ts";

let secretText: Promise<string> | undefined;

/** The signing secret of a webhook. The service's text is read once by each function, and again only if that failed. */
export const secretOf = async (webhookId: string): Promise<string> => {
  secretText ??= readSecretText(WEBHOOK_SECRET_VARIABLE).catch((error: unknown) => {
    secretText = undefined;
    throw error;
  });
  return webhookSecret(await secretText, webhookId);
};
