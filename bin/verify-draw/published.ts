import * as z from "zod/mini";
import type { PublishedKeys } from "#bin/verify-draw/signed-place.ts";
import type { PublishedDraw } from "#bin/verify-draw/verification.ts";
import { createEncoreClient } from "#client/encore-client.ts";
import { ProblemError } from "#client/problem-error.ts";
import { JsonWebKeySet, Queue } from "#functions/queue/schemas.ts";
import { UsageError } from "#local/options.ts";

const ANSWER_SECONDS_MAX = 30;

/** The service could not be asked, or did not answer as it has to; the message is a sentence. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

export interface Published {
  readonly draw: PublishedDraw;
  readonly keys: PublishedKeys;
}

const DrawOfQueue = z.object({ draw: Queue.shape.draw });

/**
 * Reads what anyone can read of a draw.
 * @throws UsageError if there is no such concert
 * @throws NoAnswer if the service can't be reached or answers something else
 */
export const readPublished = async (url: string, concertId: string): Promise<Published> => {
  const client = createEncoreClient({ url });
  const signal = AbortSignal.timeout(ANSWER_SECONDS_MAX * 1000);
  try {
    const queue = await client.call("readQueue", { params: { concertId }, signal });
    const keys = await client.call("readQueueTokenKeys", { signal });
    return { draw: DrawOfQueue.parse(queue.body).draw, keys: JsonWebKeySet.parse(keys.body) };
  } catch (error) {
    if (error instanceof ProblemError && error.code === "CONCERT_NOT_FOUND") {
      throw new UsageError(`There is no concert ${concertId} at ${url}.`, { cause: error });
    }
    throw new NoAnswer(reasonOf(error, url), { cause: error });
  }
};

const reasonOf = (error: unknown, url: string): string => {
  if (error instanceof ProblemError && error.code !== "UNKNOWN") return error.message;
  if (error instanceof TypeError && error.message === "fetch failed") return `Nothing answers at ${url}.`;
  if (error instanceof DOMException) return `No answer from ${url} within ${ANSWER_SECONDS_MAX} seconds.`;
  return `What answers at ${url} is no Encore service, or one of another version.`;
};
