import type { CallResult } from "#client/call-types.ts";
import { sumsThatDiffer } from "#functions/audit/rules/m4-points.ts";

export type AuditPage = Pick<CallResult<"auditConcert">["body"], "checked" | "points" | "findings" | "nextCursor">;
export type Finding = AuditPage["findings"][number];

/** All pages of a concert's audit, put together. */
export interface WholeAudit {
  readonly checked: AuditPage["checked"];
  readonly points: AuditPage["points"];
  readonly findings: readonly Finding[];
}

const added = <Sums extends Readonly<Record<string, number>>>(one: Sums, other: Sums): Sums =>
  Object.fromEntries(Object.entries(one).map(([name, sum]) => [name, sum + (other[name] ?? 0)])) as Sums;

/** Two pages can report the same finding, for example about a buyer with a long history; it is kept once. */
const distinct = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values(),
];

/**
 * Reads an audit page by page to its end.
 * @param onPage called after each page with what has been checked so far
 */
export const readWholeAudit = async (
  readPage: (cursor: string | undefined) => Promise<AuditPage>,
  onPage: (checked: WholeAudit["checked"]) => void,
): Promise<WholeAudit> => {
  let page = await readPage(undefined);
  let { checked, points }: WholeAudit = page;
  const findings = [...page.findings];
  onPage(checked);
  while (page.nextCursor !== null) {
    page = await readPage(page.nextCursor);
    checked = added(checked, page.checked);
    points = added(points, page.points);
    findings.push(...page.findings);
    onPage(checked);
  }
  return { checked, points, findings: distinct(findings) };
};

export const isClean = (audit: WholeAudit): boolean =>
  audit.findings.length === 0 && sumsThatDiffer(audit.points).length === 0;
