/** The service's own audit of a sale. */
import { auditConcert } from "#functions/audit/audit-concert.ts";
import type { Finding } from "#functions/audit/rules/finding.ts";
import { assertInvariant } from "#test/histories/engine/invariant.ts";
import type { TestSale } from "#test/histories/race/test-sale.ts";

/** A sale fits a page or two; an audit that never ends is a mistake of its own. */
const PAGES_MAX = 50;

/** @throws BrokenInvariant if the audit finds anything, or has not read every reservation */
export const checkAudit = async (sale: TestSale): Promise<void> => {
  const { concertId } = sale.performance;
  const findings: Finding[] = [];
  const checked = { reservations: 0, entries: 0 };
  let cursor: string | undefined;
  let pages = 0;
  do {
    // Nothing is under way any more, so that what looks wrong need not be read again.
    const page = await auditConcert({ concertId, cursor, clock: () => sale.now, waitsMs: [] });
    findings.push(...page.findings);
    checked.reservations += page.checked.reservations;
    checked.entries += page.checked.entries;
    cursor = page.nextCursor ?? undefined;
    pages += 1;
  } while (cursor !== undefined && pages < PAGES_MAX);
  assertInvariant("audit", cursor === undefined, () => `the audit has no end: ${pages} pages`);
  assertInvariant("audit", findings.length === 0, () => JSON.stringify(findings));
  const { size } = sale.snapshot.reservations;
  assertInvariant(
    "audit",
    checked.reservations >= size,
    () => `it read ${checked.reservations} of ${size} reservations`,
  );
};
