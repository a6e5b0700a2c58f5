/** The use case of auditing every concert that is on sale, or was until lately, once a day. */
import { type AuditPage, auditConcert } from "#functions/audit/audit-concert.ts";
import { readAuditRound, saveAuditRound } from "#functions/audit/audit-round-store.ts";
import { WAITS_MS } from "#functions/audit/audit-task.ts";
import {
  type AuditRound,
  afterFailure,
  afterPage,
  findingsToReport,
  nextConcert,
  roundAt,
} from "#functions/audit/rules/audit-round.ts";
import { type Finding, withoutPeople } from "#functions/audit/rules/finding.ts";
import { addPoints, sumsThatDiffer } from "#functions/audit/rules/m4-points.ts";
import { listConcertsOnSale } from "#functions/catalog/catalog-store.ts";
import { log } from "#functions/shared/log.ts";
import { writeMetrics } from "#functions/shared/metric.ts";
import { type Clock, systemClock } from "#functions/shared/time.ts";

/** Payments and refunds of a sale go on after it has closed. */
const CLOSED_SECONDS = 2 * 24 * 3600;
/** A page takes a few seconds; it is not begun with less time than this, so that no run comes near its timeout. */
const PAGE_MS_MAX = 60_000;

export interface AuditRun {
  /** How long the function may still run. */
  readonly remainingMs: () => number;
  readonly clock?: Clock;
  /** The waits before what looks wrong is read again. */
  readonly waitsMs?: readonly number[];
}

export interface AuditRunResult {
  /** Concerts that this run has finished. */
  readonly concerts: number;
  /** Findings of this run. */
  readonly findings: number;
  readonly isDone: boolean;
}

/**
 * Audits the running concerts one after the other, as far as there is time. Where it stops, the next run goes on; once all
 * are done, nothing is left to do until the next day. It changes nothing that it checks.
 * @throws Error if a page can't be made: the next run tries again, and leaves the concert out after three tries
 */
export const auditRunningConcerts = async (run: AuditRun): Promise<AuditRunResult> => {
  const { clock = systemClock } = run;
  const before = await readAuditRound();
  const begun = roundAt(before, clock());
  const ended = begun === undefined ? before : await goOn(begun, run, clock);
  const concerts = (ended?.concerts ?? 0) - (begun?.concerts ?? ended?.concerts ?? 0);
  const findings = (ended?.findings ?? 0) - (begun?.findings ?? ended?.findings ?? 0);
  report(ended, concerts);
  return { concerts, findings, isDone: ended?.isDone ?? true };
};

const report = (round: AuditRound | undefined, concerts: number): void =>
  writeMetrics({ AuditFindings: round === undefined ? 0 : findingsToReport(round), ConcertsAudited: concerts });

const goOn = async (begun: AuditRound, run: AuditRun, clock: Clock): Promise<AuditRound> => {
  const now = clock();
  const concertIds = await listConcertsOnSale({ openedBy: now, closedAfter: now - CLOSED_SECONDS });
  let round = begun;
  while (run.remainingMs() >= PAGE_MS_MAX) {
    const concertId = nextConcert(round, concertIds);
    round = concertId === undefined ? { ...round, isDone: true } : await checkPage(round, concertId, run, clock);
    await saveAuditRound(round);
    if (round.isDone) break;
  }
  return round;
};

const checkPage = async (
  round: AuditRound,
  concertId: string,
  { waitsMs = WAITS_MS }: AuditRun,
  clock: Clock,
): Promise<AuditRound> => {
  let page: AuditPage;
  try {
    page = await auditConcert({ concertId, cursor: round.cursor ?? undefined, clock, waitsMs });
  } catch (error) {
    const failed = afterFailure(round, concertId);
    await saveAuditRound(failed);
    report(failed, 0);
    throw new Error(`The concert ${concertId} could not be audited.`, { cause: error });
  }
  for (const finding of page.findings) logFinding(concertId, finding);
  const sums = page.nextCursor === null ? sumsThatDiffer(addPoints(round.points, page.points)) : [];
  for (const text of sums) log.warn("audit finding", { concertId, invariant: "M4", sums: text });
  return afterPage(round, concertId, page, page.findings.length + sums.length);
};

/** Never the message, which may name a person. `npm run audit` shows it to an operator. */
const logFinding = (concertId: string, { invariant, code, items }: Finding): void =>
  log.warn("audit finding", { concertId, invariant, code, items: withoutPeople(items).join(", ") });
