import { closeShard, readCohorts, readCounts } from "#functions/queue/cohort-store.ts";
import { drawLobby, readLine, writeDecision } from "#functions/queue/queue-store.ts";
import {
  type AdmissionOptions,
  type CountedShard,
  decide,
  isDueToClose,
  isNews,
  shardsOf,
  sizeOf,
} from "#functions/queue/rules/admission.ts";
import type { Stock } from "#functions/queue/rules/inventory-limit.ts";
import { isDrawn, type Line } from "#functions/queue/rules/queue-state.ts";
import type { Seconds } from "#functions/shared/time.ts";

export interface TickOptions extends AdmissionOptions {
  /** How long after the opening the lobby is drawn. */
  readonly drawSettleSeconds: number;
}

/** What a tick did, for the log. */
export interface TickResult {
  readonly admitted: number;
  readonly active: number;
}

const NOTHING: TickResult = { admitted: 0, active: 0 };

/** The shards of the cohorts that may still have live admissions, with their counts. */
export const readCountedShards = async (line: Line): Promise<readonly CountedShard[]> => {
  const shards = (await readCohorts(line)).flatMap(shardsOf);
  const counts = await readCounts(line.concertId, shards);
  return shards.map((shard, index) => ({ claimed: 0, left: 0, closed: false, ...shard, ...counts[index] }));
};

/**
 * One admission tick of one line: draw the lobby when it is time, close the shards whose claims are over, decide,
 * write. Any number of ticks may run at once or stop between two writes: each write stands on its own condition.
 */
export const tick = async (
  concertId: string,
  readStock: (concertId: string, now: Seconds) => Promise<Stock>,
  now: Seconds,
  options: TickOptions,
): Promise<TickResult> => {
  const line = await readDrawnLine(concertId, now, options.drawSettleSeconds);
  if (line === undefined || now >= line.settings.closesAt) return NOTHING;

  const shards = await Promise.all(
    (await readCountedShards(line)).map(async (shard) =>
      isDueToClose(shard, now, options.clockSkewSeconds)
        ? { ...shard, ...(await closeShard(concertId, shard)) }
        : shard,
    ),
  );
  const stock = await readStock(concertId, now);
  const decision = decide({ now, line, shards, stock }, options);

  const isWritten = isNews(line, decision) && (await writeDecision(line, decision)).kind === "committed";
  const admitted = decision.admitted.reduce((sum, cohort) => sum + sizeOf(cohort), 0);
  return { admitted: isWritten ? admitted : 0, active: decision.figures.active - (isWritten ? 0 : admitted) };
};

const readDrawnLine = async (concertId: string, now: Seconds, settleSeconds: number): Promise<Line | undefined> => {
  const line = await readLine(concertId);
  if (line === undefined || isDrawn(line)) return line;
  if (now < line.settings.opensAt + settleSeconds) return undefined;
  await drawLobby(line);
  return readLine(concertId);
};
