import { performanceRoutes } from "#contract/performances.ts";
import {
  newPerformance,
  type Performance,
  readConcert,
  readCreatedPerformance,
} from "#functions/catalog/catalog-store.ts";
import { performanceResponse } from "#functions/catalog/performance-response.ts";
import { capacityOf } from "#functions/seats/rules/seat-layout.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { REPLAYED } from "#functions/shared/idempotency.ts";
import { derivedId, fingerprint, freshId } from "#functions/shared/ids.ts";
import { Problem } from "#functions/shared/problem.ts";
import { fromIsoTime, systemClock } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";

const DAY_SECONDS = 24 * 3600;

export const handler = httpHandler(
  performanceRoutes.createPerformance,
  async ({ params, body, user, idempotencyKey }) => {
    const concert = await readConcert(params.concertId);
    if (concert === undefined) throw new Problem("CONCERT_NOT_FOUND");

    const now = systemClock();
    const startsAt = fromIsoTime(body.startsAt);
    const salesOpenAt = body.salesOpenAt === undefined ? Math.min(now, concert.opensAt) : fromIsoTime(body.salesOpenAt);
    const salesCloseAt = body.salesCloseAt === undefined ? startsAt : fromIsoTime(body.salesCloseAt);
    const cancellableUntil =
      body.cancellableUntil === undefined ? startsAt - DAY_SECONDS : fromIsoTime(body.cancellableUntil);
    if (salesOpenAt >= salesCloseAt) {
      const message = "Sales must end after they begin.";
      throw new Problem("VALIDATION_FAILED", { errors: [{ field: "body.salesCloseAt", message }] });
    }
    const performance: Performance = {
      performanceId:
        idempotencyKey === undefined
          ? freshId("per")
          : derivedId("per", user.userId, concert.concertId, idempotencyKey),
      concertId: concert.concertId,
      startsAt,
      salesOpenAt,
      salesCloseAt,
      cancellableUntil,
      seatLimit: body.seatLimit,
      orphanRule: body.orphanRule,
      accessibleUntil: body.accessibleUntil === undefined ? salesCloseAt : fromIsoTime(body.accessibleUntil),
      capacity: body.sections.reduce((seats, section) => seats + capacityOf(section), 0),
      sections: body.sections,
    };
    const request = fingerprint(body);
    const outcome = await transact(newPerformance(performance, request));
    if (outcome.kind === "contended") throw new Problem("REQUEST_IN_PROGRESS");

    const answer = { status: 201, body: performanceResponse(performance, new Map()) };
    if (outcome.kind === "committed") return answer;
    const made = await readCreatedPerformance(concert.concertId, performance.performanceId);
    if (made?.request !== request) throw new Problem("IDEMPOTENCY_KEY_REUSED");
    return { ...answer, headers: REPLAYED };
  },
);
