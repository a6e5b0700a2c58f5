import { WEBHOOK_SECRET_VARIABLE } from "#functions/shared/grants.ts";
import { readSecretText } from "#functions/shared/secret-text.ts";
import { webhookSecret } from "#functions/webhooks/rules/webhook-signature.ts";

let secretText: Promise<string> | undefined;

/**
 * The signing secret of a webhook. Each function reads the service's secret text once, and again only after a failure.
 */
export const secretOf = async (webhookId: string): Promise<string> => {
  secretText ??= readSecretText(WEBHOOK_SECRET_VARIABLE).catch((error: unknown) => {
    secretText = undefined;
    throw error;
  });
  return webhookSecret(await secretText, webhookId);
};
