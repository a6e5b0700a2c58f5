import { queueFigures } from "#functions/admin/queue-figures.ts";
import { changeConcertTimes } from "#functions/concerts/catalog-store.ts";
import type { LineSettings } from "#functions/queue/line.ts";
import { changeSettings, readLine } from "#functions/queue/line-store.ts";
import { routes } from "#functions/routes.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problems.ts";
import { fromIsoTime } from "#functions/shared/time.ts";

export const handler = httpHandler(routes.changeQueue, async ({ params, body }) => {
  const before = await readLine(params.concertId);
  if (before === undefined) throw new Problem("CONCERT_NOT_FOUND");

  const { opensAt, closesAt, ...others } = body;
  const times = {
    ...(opensAt !== undefined && { opensAt: fromIsoTime(opensAt) }),
    ...(closesAt !== undefined && { closesAt: fromIsoTime(closesAt) }),
  };
  const change = { ...others, ...times } as Partial<LineSettings>;
  const after = { ...before.settings, ...change };
  if (after.opensAt >= after.closesAt) {
    const message = "closesAt must be after opensAt.";
    throw new Problem("VALIDATION_FAILED", { errors: [{ field: "body.closesAt", message }] });
  }

  const line = await changeSettings(params.concertId, change, { ifNotDrawn: opensAt !== undefined });
  if (line === undefined) throw new Problem("SALE_ALREADY_DRAWN");
  await changeConcertTimes(params.concertId, times);
  return { status: 200, body: await queueFigures(line) };
});
