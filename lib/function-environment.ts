import {
  DEAD_LETTER_VARIABLES,
  EVENT_BUS_VARIABLE,
  ORIGIN_SECRET_VARIABLE,
  PAYMENT_GATEWAY_VARIABLE,
  QUEUE_TOKEN_VARIABLES,
  RESPONSE_CHECK_VARIABLE,
  SIGN_IN_VARIABLES,
  SIGNING_KEY_VARIABLE,
  SQS_QUEUE_VARIABLES,
  TABLE_VARIABLES,
  USER_TOKEN_VARIABLES,
  WEBHOOK_SECRET_VARIABLE,
} from "#functions/shared/grants.ts";
import { SETTINGS } from "#functions/shared/settings.ts";
import { DOCS_HANDLER } from "#lib/build/docs-files.ts";
import type { FunctionEntry } from "#lib/function-list.ts";
import type { Resources } from "#lib/resources.ts";
import type { StageSettings } from "#lib/stages.ts";
import { tableRightsOf } from "#lib/table-rights.ts";

type Variables = Readonly<Record<string, string>>;

/** A function's environment variables: the names of what it may use, and its settings. */
export const environmentOf = (entry: FunctionEntry, resources: Resources, stage: StageSettings): Variables => ({
  ...grantVariables(entry, resources),
  ...tokenVariables(entry, resources, stage),
  ...settingVariables(entry, stage),
  ...(entry.grants.paymentGateway ? { [PAYMENT_GATEWAY_VARIABLE]: stage.paymentGateway } : {}),
  ...(entry.routes.length > 0 || entry.grants.events ? { [RESPONSE_CHECK_VARIABLE]: stage.responseCheck } : {}),
});

const grantVariables = (entry: FunctionEntry, resources: Resources): Variables => {
  const { grants } = entry;
  return {
    ...Object.fromEntries(
      tableRightsOf(entry).map(({ table }) => [TABLE_VARIABLES[table], resources.tables[table].table.tableName]),
    ),
    ...Object.fromEntries(
      (grants.sends ?? []).map((name) => [SQS_QUEUE_VARIABLES[name], resources.sqsQueues[name].queue.queueUrl]),
    ),
    ...Object.fromEntries(
      (grants.deadLetters ?? []).map((name) => [
        DEAD_LETTER_VARIABLES[name],
        resources.sqsQueues[name].deadLetters.queueUrl,
      ]),
    ),
    ...(grants.signingKey ? { [SIGNING_KEY_VARIABLE]: resources.signingKey.secretArn } : {}),
    ...(grants.webhookSecret ? { [WEBHOOK_SECRET_VARIABLE]: resources.webhookSecret.secretArn } : {}),
    ...(grants.originSecret ? { [ORIGIN_SECRET_VARIABLE]: resources.originSecret.secretArn } : {}),
    ...(grants.events ? { [EVENT_BUS_VARIABLE]: resources.bus.eventBusName } : {}),
  };
};

const tokenVariables = (
  entry: FunctionEntry,
  { identity, clientId, issuer }: Resources,
  stage: StageSettings,
): Variables => {
  const readsUserToken = entry.routes.some(({ caller }) => caller !== "anyone");
  const readsQueueToken = entry.routes.some(({ queueToken }) => queueToken !== undefined);
  const isForOperators = entry.routes.some(({ caller }) => caller === "operator");
  const needsSignIn = entry.handler === DOCS_HANDLER;
  return {
    ...(readsUserToken
      ? {
          [USER_TOKEN_VARIABLES.issuer]: identity.issuer,
          [USER_TOKEN_VARIABLES.clientId]: clientId,
          [USER_TOKEN_VARIABLES.jwksUri]: identity.jwksUri,
        }
      : {}),
    ...(isForOperators ? settingVariables({ settings: ["operatorTokenSeconds"] }, stage) : {}),
    ...(readsQueueToken || entry.grants.signingKey ? { [QUEUE_TOKEN_VARIABLES.issuer]: issuer } : {}),
    ...(needsSignIn
      ? {
          [SIGN_IN_VARIABLES.authorizeUrl]: identity.authorizeUrl,
          [SIGN_IN_VARIABLES.tokenUrl]: identity.tokenUrl,
          [SIGN_IN_VARIABLES.clientId]: clientId,
        }
      : {}),
  };
};

const settingVariables = ({ settings = [] }: Pick<FunctionEntry, "settings">, stage: StageSettings): Variables =>
  Object.fromEntries(settings.map((name) => [SETTINGS[name].variable, String(stage.functions[name])]));
