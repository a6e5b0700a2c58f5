import { Problem } from "#contract/problems.ts";
import { readStanding } from "#functions/queue/place-status.ts";
import { watchLine } from "#functions/queue/queue-store.ts";
import { queueTokenAnswer } from "#functions/queue/queue-token-response.ts";
import { newPollPace } from "#functions/queue/rate-limit.ts";
import { routes } from "#functions/routes.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { systemClock } from "#functions/shared/time.ts";

const atTheirPace = newPollPace();

export const handler = httpHandler(routes.readQueueToken, ({ params, user, pass }) =>
  atTheirPace(`${params.concertId} ${user.userId}`, async () => {
    const now = systemClock();
    const line = await watchLine(params.concertId);
    if (line === undefined) throw new Problem("CONCERT_NOT_FOUND");

    const standing = await readStanding(line, user.userId, pass, now);
    if (standing.kind === "absent") throw new Problem("QUEUE_TOKEN_NOT_FOUND");
    if (standing.kind === "expired") throw new Problem("QUEUE_TOKEN_EXPIRED");
    return { status: 200, body: await queueTokenAnswer(line, user, standing, now) };
  }),
);
