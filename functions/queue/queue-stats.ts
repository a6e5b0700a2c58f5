import type * as z from "zod/mini";
import type { QueueFigures } from "#functions/admin/schemas.ts";
import { readCountedShards } from "#functions/queue/admission-tick.ts";
import { activeOf, noShowRate, presentIn } from "#functions/queue/rules/admission.ts";
import { meanStaySeconds } from "#functions/queue/rules/mean-stay.ts";
import {
  admittedOf,
  type LaneName,
  type Line,
  statusOf,
  waitingIn,
  waitingOf,
} from "#functions/queue/rules/queue-state.ts";
import { estimatedWait } from "#functions/queue/rules/waiting-time.ts";
import { readStock } from "#functions/seats/inventory.ts";
import { setting } from "#functions/shared/settings.ts";
import { isoTime, systemClock } from "#functions/shared/time.ts";

const clockSkewSeconds = setting("clockSkewSeconds");
const tickSeconds = setting("tickSeconds");

const laneFigures = ({ lanes }: Line, lane: LaneName) => ({
  issued: lanes[lane].issued,
  served: lanes[lane].served,
  waiting: waitingIn(lanes[lane]),
});

/** What an operator sees of a line. */
export const queueFigures = async (line: Line): Promise<z.infer<typeof QueueFigures>> => {
  const now = systemClock();
  const [shards, stock] = await Promise.all([readCountedShards(line), readStock(line.concertId, now)]);
  const { settings, figures } = line;
  const { issued, served } = laneFigures(line, "GENERAL");
  const active = activeOf(shards, now, clockSkewSeconds);
  const newcomer = { lane: "GENERAL", ahead: waitingIn(line.lanes.GENERAL) } as const;
  return {
    concertId: line.concertId,
    status: statusOf(line, now),
    settings: { ...settings, opensAt: isoTime(settings.opensAt), closesAt: isoTime(settings.closesAt) },
    issued,
    served,
    presale: settings.presale && laneFigures(line, "PRESALE"),
    waiting: waitingOf(line),
    admitted: admittedOf(line),
    active,
    claimed: presentIn(shards, now, clockSkewSeconds),
    noShowRate: noShowRate(shards),
    admittedPerMinute: figures.admittedPerMinute,
    meanStaySeconds: Math.round(meanStaySeconds(figures, settings)),
    estimatedWaitSeconds: estimatedWait({ ...line, figures: { ...figures, active } }, newcomer, now, tickSeconds),
    seatsLeft: stock.free,
    seatsHeld: stock.held,
    buyers: stock.buyers,
    serverTime: isoTime(now),
  };
};
