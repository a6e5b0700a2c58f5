import type * as z from "zod/mini";
import type { QueueFigures } from "#functions/admin/schemas.ts";
import { readStock } from "#functions/concerts/stock.ts";
import { activeOf } from "#functions/queue/admission.ts";
import { readCountedCohorts } from "#functions/queue/admission-tick.ts";
import { type Line, statusOf } from "#functions/queue/line.ts";
import { setting } from "#functions/shared/settings.ts";
import { isoTime, systemClock } from "#functions/shared/time.ts";

const clockSkewSeconds = setting("clockSkewSeconds");

/** What an operator sees of a line. */
export const queueFigures = async (line: Line): Promise<z.infer<typeof QueueFigures>> => {
  const now = systemClock();
  const [cohorts, stock] = await Promise.all([readCountedCohorts(line), readStock(line.concertId, now)]);
  const { settings } = line;
  return {
    concertId: line.concertId,
    status: statusOf(line, now),
    settings: { ...settings, opensAt: isoTime(settings.opensAt), closesAt: isoTime(settings.closesAt) },
    issued: line.issued,
    served: line.served,
    waiting: line.issued - line.served,
    active: activeOf(cohorts, now, clockSkewSeconds),
    admittedPerMinute: line.admittedPerMinute,
    seatsLeft: stock.free,
    serverTime: isoTime(now),
  };
};
