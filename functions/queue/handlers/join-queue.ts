import { Problem } from "#contract/problems.ts";
import { sendJoin } from "#functions/queue/join-messages.ts";
import { readStanding, toldOnce } from "#functions/queue/place-status.ts";
import { watchLine } from "#functions/queue/queue-store.ts";
import type { Pass } from "#functions/queue/queue-token.ts";
import { queueTokenAnswer } from "#functions/queue/queue-token-response.ts";
import { newPollPace } from "#functions/queue/rate-limit.ts";
import { type Line, laneFor, statusOf } from "#functions/queue/rules/queue-state.ts";
import { routes } from "#functions/routes.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { type Seconds, systemClock } from "#functions/shared/time.ts";
import type { User } from "#functions/shared/user-token.ts";

const atTheirPace = newPollPace();

export const handler = httpHandler(routes.checkQueueToken, ({ params, user, pass }) =>
  atTheirPace(`${params.concertId} ${user.userId}`, async () => {
    const now = systemClock();
    const line = await watchLine(params.concertId);
    if (line === undefined) throw new Problem("CONCERT_NOT_FOUND");
    return placeIn(line, user, pass, now);
  }),
);

const placeIn = async (line: Line, user: User, pass: Pass | undefined, now: Seconds) => {
  const standing = await toldOnce(line, await readStanding(line, user.userId, pass, now), now);
  switch (standing.kind) {
    case "admitted":
      return { status: 200, body: await queueTokenAnswer(line, user, standing, now) };
    case "arriving":
    case "waiting":
      if (statusOf(line, now) === "CLOSED") throw new Problem("SALE_CLOSED");
      return { status: 200, body: await queueTokenAnswer(line, user, standing, now) };
    case "expired":
      throw new Problem("QUEUE_TOKEN_EXPIRED");
    case "absent":
      return join(line, user, standing.nextGeneration, now);
  }
};

const join = async (line: Line, user: User, generation: number, now: Seconds) => {
  const status = statusOf(line, now);
  if (status === "CLOSED") throw new Problem("SALE_CLOSED");
  if (status === "SOLD_OUT") throw new Problem("SOLD_OUT");
  const { userId, groups } = user;
  await sendJoin({ concertId: line.concertId, userId, lane: laneFor(line, groups), generation, joinedAt: now });
  const body = await queueTokenAnswer(line, user, { kind: "arriving", generation, since: now }, now);
  return { status: 201, body };
};
