import { activeOf, type CountedCohort, decide, isDueToClose, type Stock } from "#functions/queue/admission.ts";
import { closeCohort, readCohorts, readCounts } from "#functions/queue/cohort-store.ts";
import type { Line } from "#functions/queue/line.ts";
import { drawLobby, readLine, writeDecision } from "#functions/queue/line-store.ts";
import type { Seconds } from "#functions/shared/time.ts";

export interface TickOptions {
  readonly drawSettleSeconds: number;
  readonly clockSkewSeconds: number;
}

/** What a tick did, for the log. */
export interface TickResult {
  readonly admitted: number;
  readonly active: number;
}

const NOTHING: TickResult = { admitted: 0, active: 0 };

/** The cohorts that may still have live admissions, with their counts. */
export const readCountedCohorts = async (line: Line): Promise<readonly CountedCohort[]> => {
  const cohorts = await readCohorts(line);
  const counts = await readCounts(line.concertId, cohorts);
  return cohorts.map((cohort, index) => ({ claimed: 0, left: 0, closed: false, ...cohort, ...counts[index] }));
};

/**
 * One admission tick of one line: draw the lobby when it is time, close the cohorts whose claims are over, decide,
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

  const cohorts = await Promise.all(
    (await readCountedCohorts(line)).map(async (cohort) =>
      isDueToClose(cohort, now, options.clockSkewSeconds)
        ? { ...cohort, ...(await closeCohort(concertId, cohort.to)) }
        : cohort,
    ),
  );
  const stock = await readStock(concertId, now);
  const decision = decide({ now, line, cohorts, stock, clockSkewSeconds: options.clockSkewSeconds });

  const hasNews =
    decision.admitted.length > 0 ||
    decision.soldOut !== line.soldOut ||
    decision.settledTo !== line.settledTo ||
    decision.admittedPerMinute !== line.admittedPerMinute;
  const isWritten = hasNews && (await writeDecision(line, decision)).kind === "committed";
  return {
    admitted: isWritten ? (decision.admitted.at(-1)?.to ?? line.served) - line.served : 0,
    active: activeOf(cohorts, now, options.clockSkewSeconds),
  };
};

const readDrawnLine = async (concertId: string, now: Seconds, settleSeconds: number): Promise<Line | undefined> => {
  const line = await readLine(concertId);
  if (line === undefined || line.lobbySize !== undefined) return line;
  if (now < line.settings.opensAt + settleSeconds) return undefined;
  await drawLobby(line);
  return readLine(concertId);
};
