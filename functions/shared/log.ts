/**
 * Writes one structured line per call, with the id of the request that caused it. Lambda's JSON log format (set in the stack)
 * adds time, level and the id of the invocation, so plain console is enough. Never log a token, a header or a body.
 */
import { CAUSE, causingRequest } from "#functions/shared/cause.ts";

type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

export const log = {
  info: (message: string, fields: Fields = {}): void => console.info({ message, ...cause(), ...fields }),
  warn: (message: string, fields: Fields = {}): void => console.warn({ message, ...cause(), ...fields }),
  error: (message: string, error: unknown, fields: Fields = {}): void =>
    console.error({ message, ...cause(), ...fields, ...describe(error) }),
};

const cause = (): Fields => {
  const requestId = causingRequest();
  return requestId === undefined ? {} : { [CAUSE]: requestId };
};

const describe = (error: unknown): Fields => {
  if (!(error instanceof Error)) return { error: String(error) };
  const cause = error.cause instanceof Error ? `${error.cause.name}: ${error.cause.message}` : undefined;
  return { error: error.name, reason: error.message, stack: error.stack, cause };
};
