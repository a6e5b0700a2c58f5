import { UsageError } from "#cli/options.ts";
import type { PublishedKeys } from "#cli/verify/signed-text.ts";
import { createEncoreClient } from "#client/encore-client.ts";
import { ProblemError } from "#client/problem-error.ts";
import type { EncoreClient } from "#client/table-client.ts";
import { JsonWebKeySetSchema } from "#contract/signing.ts";

const RESPONSE_SECONDS_MAX = 30;

/** The service can't be reached, refused the call, or sent something else than expected. The message is a sentence. */
export class NoResponse extends Error {
  override readonly name = "NoResponse";
}

/**
 * Calls a service, as anyone or as a user.
 * @throws NoResponse if the service can't be reached or its response is not valid; a UsageError of `ask` is passed on
 */
export const askService = async <T>(
  url: string,
  ask: (client: EncoreClient, signal: AbortSignal) => Promise<T>,
  userToken?: string,
): Promise<T> => {
  try {
    return await ask(
      createEncoreClient({ url, ...(userToken !== undefined && { userToken }) }),
      AbortSignal.timeout(RESPONSE_SECONDS_MAX * 1000),
    );
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new NoResponse(reasonOf(error, url), { cause: error });
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
  if (error instanceof DOMException) return `No response from ${url} within ${RESPONSE_SECONDS_MAX} seconds.`;
  return `The server at ${url} is not an Encore service, or runs another version.`;
};
