import * as z from "zod/mini";
import { UsageError } from "#cli/options.ts";
import { askService, readKeys } from "#cli/verify/service.ts";
import type { PublishedKeys } from "#cli/verify/signed-text.ts";
import type { PublishedDraw } from "#cli/verify-draw/verification.ts";
import { ProblemError } from "#client/problem-error.ts";
import { QueueSchema } from "#contract/queue.ts";

export interface Published {
  readonly draw: PublishedDraw;
  readonly keys: PublishedKeys;
}

/** When the lobby is drawn is of no use for the check. */
const DrawOfQueue = z.object({ draw: z.omit(QueueSchema.shape.draw, { at: true }) });

/**
 * Reads the public part of a draw.
 * @throws UsageError if there is no such concert
 * @throws NoResponse if the service can't be reached or its response is not valid
 */
export const readPublished = (url: string, concertId: string): Promise<Published> =>
  askService(url, async (client, signal) => {
    const queue = await client.call("readQueue", { params: { concertId }, signal }).catch((error: unknown) => {
      if (!(error instanceof ProblemError) || error.code !== "CONCERT_NOT_FOUND") throw error;
      throw new UsageError(`There is no concert ${concertId} at ${url}.`, { cause: error });
    });
    return { draw: DrawOfQueue.parse(queue.body).draw, keys: await readKeys(client, signal) };
  });
