import { queueFigures } from "#functions/admin/queue-figures.ts";
import { changeConcertTimes } from "#functions/concerts/catalog-store.ts";
import type { LineSettings } from "#functions/queue/line.ts";
import { changeSettings, readLine } from "#functions/queue/line-store.ts";
import { routes } from "#functions/routes.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problems.ts";
import { fromIsoTime } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";

/** Settings that somebody else changes meanwhile are read again. */
const TRIES_MAX = 3;

export const handler = httpHandler(routes.changeQueue, async ({ params, body }) => {
  const { opensAt, closesAt, ...others } = body;
  const change = {
    ...others,
    ...(opensAt !== undefined && { opensAt: fromIsoTime(opensAt) }),
    ...(closesAt !== undefined && { closesAt: fromIsoTime(closesAt) }),
  } as Partial<LineSettings>;

  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const line = await readLine(params.concertId);
    if (line === undefined) throw new Problem("CONCERT_NOT_FOUND");
    if (opensAt !== undefined && line.lobbySize !== undefined) throw new Problem("SALE_ALREADY_DRAWN");
    const settings = { ...line.settings, ...change };
    requireOrder(settings);

    // The catalogue tells which lines need ticks, so it must never lag behind the line.
    const outcome = await transact([
      changeSettings(line, settings, { ifNotDrawn: opensAt !== undefined }),
      changeConcertTimes(line.concertId, settings),
    ]);
    if (outcome.kind === "committed") return { status: 200, body: await queueFigures({ ...line, settings }) };
  }
  throw new Problem("REQUEST_IN_PROGRESS");
});

const requireOrder = ({ opensAt, closesAt }: LineSettings): void => {
  if (opensAt < closesAt) return;
  const message = "closesAt must be after opensAt.";
  throw new Problem("VALIDATION_FAILED", { errors: [{ field: "body.closesAt", message }] });
};
