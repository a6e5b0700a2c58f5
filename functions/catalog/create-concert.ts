import { randomBytes } from "node:crypto";
import type * as z from "zod/mini";
import type { NewConcertSchema } from "#contract/concerts.ts";
import { newConcert, readCreatedConcert } from "#functions/catalog/catalog-store.ts";
import type { ConcertDetails } from "#functions/catalog/rules/concert.ts";
import { newQueue } from "#functions/queue/queue-store.ts";
import { emptyQueue } from "#functions/queue/rules/queue-state.ts";
import { createOnce } from "#functions/shared/create-once.ts";
import { fingerprint, newId } from "#functions/shared/ids.ts";
import { fromIsoTime, type Seconds } from "#functions/shared/time.ts";

const SEED_BYTES = 32;

/**
 * Creates a concert with its queue. The seed of the draw is chosen with it, so that its commitment is public before
 * anybody joins (Q7).
 * @returns the concert, and the headers that mark a replay
 * @throws Problem as createOnce does
 */
export const createConcert = (
  request: {
    readonly userId: string;
    readonly idempotencyKey: string | undefined;
    readonly wanted: z.infer<typeof NewConcertSchema>;
  },
  now: Seconds,
) => {
  const { userId, idempotencyKey, wanted } = request;
  const { queue: settings, ...page } = wanted;
  const concert: ConcertDetails = {
    ...page,
    concertId: newId("con", idempotencyKey, userId),
    opensAt: fromIsoTime(wanted.opensAt),
    closesAt: fromIsoTime(wanted.closesAt),
  };
  const { concertId, opensAt, closesAt } = concert;
  const queue = emptyQueue({
    concertId,
    settings: { ...settings, presale: settings.presale ?? null, paused: false, opensAt, closesAt },
    seed: randomBytes(SEED_BYTES).toString("hex"),
    opensAtOnce: opensAt <= now,
  });
  const creation = { created: concert, request: fingerprint(wanted) };
  return createOnce<ConcertDetails>(
    creation,
    [...newConcert(concert, creation.request), ...newQueue(queue)],
    async () => {
      const earlier = await readCreatedConcert(concertId);
      // The same request has the same description.
      return earlier && { ...earlier, created: { ...earlier.created, description: concert.description } };
    },
  );
};
