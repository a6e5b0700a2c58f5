import { UsageError } from "#cli/options.ts";
import type { PublishedKeys } from "#cli/verify/signed-text.ts";
import { createEncoreClient, type EncoreClient } from "#client/encore-client.ts";
import { ProblemError } from "#client/problem-error.ts";
import { JsonWebKeySetSchema } from "#contract/signing.ts";

const ANSWER_SECONDS_MAX = 30;

/** The service could not be asked, or did not answer as it has to; the message is a sentence. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

/**
 * Asks a service what anyone may ask it, or what a user may.
 * @throws NoAnswer if it can't be reached or answers something else, and what `ask` throws as a UsageError
 */
export const askService = async <T>(
  url: string,
  ask: (client: EncoreClient, signal: AbortSignal) => Promise<T>,
  userToken?: string,
): Promise<T> => {
  try {
    return await ask(
      createEncoreClient({ url, ...(userToken !== undefined && { userToken }) }),
      AbortSignal.timeout(ANSWER_SECONDS_MAX * 1000),
    );
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new NoAnswer(reasonOf(error, url), { cause: error });
  }
};

/** The keys that the service signs with. */
export const readKeys = async (client: EncoreClient, signal: AbortSignal): Promise<PublishedKeys> => {
  const { body } = await client.call("readSigningKeys", { signal });
  return JsonWebKeySetSchema.parse(body);
};

const reasonOf = (error: unknown, url: string): string => {
  if (error instanceof ProblemError && error.code !== "UNKNOWN") return error.message;
  if (error instanceof TypeError && error.message === "fetch failed") return `Nothing answers at ${url}.`;
  if (error instanceof DOMException) return `No answer from ${url} within ${ANSWER_SECONDS_MAX} seconds.`;
  return `What answers at ${url} is no Encore service, or one of another version.`;
};
