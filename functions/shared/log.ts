/**
 * Writes one structured line per call. Lambda's JSON log format (set in the stack) adds time, level and request id, so
 * plain console is enough. Never log a token, a header or a body.
 */
type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

export const log = {
  info: (message: string, fields: Fields = {}): void => console.info({ message, ...fields }),
  warn: (message: string, fields: Fields = {}): void => console.warn({ message, ...fields }),
  error: (message: string, error: unknown, fields: Fields = {}): void =>
    console.error({ message, ...fields, ...describe(error) }),
};

const describe = (error: unknown): Fields => {
  if (!(error instanceof Error)) return { error: String(error) };
  const cause = error.cause instanceof Error ? `${error.cause.name}: ${error.cause.message}` : undefined;
  return { error: error.name, reason: error.message, stack: error.stack, cause };
};
