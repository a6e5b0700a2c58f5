import { randomBytes } from "node:crypto";
import { concertRoutes } from "#contract/concerts.ts";
import { type Concert, newConcert, readCreatedConcert } from "#functions/catalog/catalog-store.ts";
import { concertResponse } from "#functions/catalog/concert-response.ts";
import { newQueue } from "#functions/queue/queue-store.ts";
import { emptyQueue } from "#functions/queue/rules/queue-state.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { REPLAYED } from "#functions/shared/idempotency.ts";
import { derivedId, fingerprint, freshId } from "#functions/shared/ids.ts";
import { Problem } from "#functions/shared/problem.ts";
import { fromIsoTime, systemClock } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";

const SEED_BYTES = 32;

export const handler = httpHandler(concertRoutes.createConcert, async ({ body, user, idempotencyKey }) => {
  const { queue, title, artist, venue } = body;
  const concert: Concert = {
    concertId: idempotencyKey === undefined ? freshId("con") : derivedId("con", user.userId, idempotencyKey),
    title,
    artist,
    venue,
    opensAt: fromIsoTime(body.opensAt),
    closesAt: fromIsoTime(body.closesAt),
  };
  const request = fingerprint(body);
  const outcome = await transact([
    newConcert(concert, request),
    newQueue(
      emptyQueue({
        concertId: concert.concertId,
        settings: {
          ...queue,
          presale: queue.presale ?? null,
          paused: false,
          opensAt: concert.opensAt,
          closesAt: concert.closesAt,
        },
        seed: randomBytes(SEED_BYTES).toString("hex"),
        opensAtOnce: concert.opensAt <= systemClock(),
      }),
    ),
  ]);
  if (outcome.kind === "contended") throw new Problem("REQUEST_IN_PROGRESS");
  if (outcome.kind === "committed") return { status: 201, body: concertResponse(concert) };

  const made = await readCreatedConcert(concert.concertId);
  if (made === undefined || made.request !== request) throw new Problem("IDEMPOTENCY_KEY_REUSED");
  return { status: 201, body: concertResponse(made.concert), headers: REPLAYED };
});
