/** The service's own audit, asked about a world. */
import { auditConcert } from "#functions/audit/audit-concert.ts";
import type { Finding } from "#functions/audit/rules/finding.ts";
import { holds } from "#test/race/promise.ts";
import type { World } from "#test/race/world.ts";

/** A world fits a page or two; an audit that never ends is a mistake of its own. */
const PAGES_MAX = 50;

/** @throws BrokenPromise if it finds anything, or has not looked at the seats, people and entries that there are */
export const checkAudit = async (world: World): Promise<void> => {
  const { concertId } = world.performance;
  const findings: Finding[] = [];
  const checked = { reservations: 0, entries: 0 };
  let cursor: string | undefined;
  let pages = 0;
  do {
    // Nothing is under way any more, so what looks wrong need not be looked at again.
    const page = await auditConcert({ concertId, cursor, clock: () => world.now, waitsMs: [] });
    findings.push(...page.findings);
    checked.reservations += page.checked.reservations;
    checked.entries += page.checked.entries;
    cursor = page.nextCursor ?? undefined;
    pages += 1;
  } while (cursor !== undefined && pages < PAGES_MAX);
  holds("audit", cursor === undefined, () => `the audit has no end: ${pages} pages`);
  holds("audit", findings.length === 0, () => JSON.stringify(findings));
  const { size } = world.snapshot.reservations;
  holds("audit", checked.reservations >= size, () => `it saw ${checked.reservations} of ${size} reservations`);
};
