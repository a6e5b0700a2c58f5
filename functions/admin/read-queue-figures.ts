import { queueFigures } from "#functions/admin/queue-figures.ts";
import { readLine } from "#functions/queue/line-store.ts";
import { routes } from "#functions/routes.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problems.ts";

export const handler = httpHandler(routes.readQueueFigures, async ({ params }) => {
  const line = await readLine(params.concertId);
  if (line === undefined) throw new Problem("CONCERT_NOT_FOUND");
  return { status: 200, body: await queueFigures(line) };
});
