/** The environment variables that functions read as they are loaded. Nothing is at these addresses: no function calls any. */
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
  STREAM_DEAD_LETTERS_VARIABLE,
  TABLE_VARIABLES,
  USER_TOKEN_VARIABLES,
  WEBHOOK_SECRET_VARIABLE,
} from "#functions/shared/grants.ts";
import { SETTING_NAMES, SETTINGS } from "#functions/shared/settings.ts";
import { STAGES } from "#lib/stages.ts";

const NOWHERE = "http://127.0.0.1:9";
const SECRET = "arn:aws:secretsmanager:ap-northeast-2:000000000000:secret:bench";

const each = (variables: Readonly<Record<string, string>>, value: (name: string) => string) =>
  Object.entries(variables).map(([name, variable]) => [variable, value(name)] as const);

/** All of them, for any function. */
export const functionVariables = (): Readonly<Record<string, string>> => ({
  AWS_REGION: "ap-northeast-2",
  AWS_ACCESS_KEY_ID: "bench",
  AWS_SECRET_ACCESS_KEY: "bench",
  AWS_ENDPOINT_URL: NOWHERE,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(STAGES.prod.functionMemoryMb),
  ...Object.fromEntries([
    ...each(TABLE_VARIABLES, (name) => `encore-${name}`),
    ...each(SQS_QUEUE_VARIABLES, (name) => `${NOWHERE}/000000000000/${name}`),
    ...each(DEAD_LETTER_VARIABLES, (name) => `${NOWHERE}/000000000000/${name}-dead`),
    ...each(USER_TOKEN_VARIABLES, (name) => `${NOWHERE}/${name}`),
    ...each(QUEUE_TOKEN_VARIABLES, (name) => `${NOWHERE}/${name}`),
    ...each(SIGN_IN_VARIABLES, (name) => `${NOWHERE}/${name}`),
    ...SETTING_NAMES.map((name) => [SETTINGS[name].variable, String(STAGES.prod.functions[name])] as const),
  ]),
  [STREAM_DEAD_LETTERS_VARIABLE]: `${NOWHERE}/000000000000/changes-dead`,
  [SIGNING_KEY_VARIABLE]: SECRET,
  [WEBHOOK_SECRET_VARIABLE]: SECRET,
  [ORIGIN_SECRET_VARIABLE]: SECRET,
  [EVENT_BUS_VARIABLE]: "encore",
  [PAYMENT_GATEWAY_VARIABLE]: STAGES.prod.paymentGateway,
  [RESPONSE_CHECK_VARIABLE]: STAGES.prod.responseCheck,
});
