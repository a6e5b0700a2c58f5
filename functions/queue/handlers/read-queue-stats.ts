import { Problem } from "#contract/problems.ts";
import { queueFigures } from "#functions/queue/queue-stats.ts";
import { readLine } from "#functions/queue/queue-store.ts";
import { routes } from "#functions/routes.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";

export const handler = httpHandler(routes.readQueueFigures, async ({ params }) => {
  const line = await readLine(params.concertId);
  if (line === undefined) throw new Problem("CONCERT_NOT_FOUND");
  return { status: 200, body: await queueFigures(line) };
});
