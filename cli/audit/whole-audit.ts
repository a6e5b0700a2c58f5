import type { CallResult } from "#client/call-types.ts";

export type AuditPage = Pick<CallResult<"auditConcert">["body"], "checked" | "points" | "findings" | "nextCursor">;
export type Finding = AuditPage["findings"][number];

/** All pages of a concert together. */
export interface WholeAudit {
  readonly checked: AuditPage["checked"];
  readonly points: AuditPage["points"];
  readonly findings: readonly Finding[];
}

const added = <Sums extends Readonly<Record<string, number>>>(one: Sums, other: Sums): Sums =>
  Object.fromEntries(Object.entries(one).map(([name, sum]) => [name, sum + (other[name] ?? 0)])) as Sums;

/** Of the same finding from two pages, such as a buyer's whose history is long, one is enough. */
const distinct = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values(),
];

/**
 * Reads an audit page by page to its end.
 * @param onPage told after each page what was checked so far
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

/** What does not add up over all pages (M4); where one account is to blame, there is a finding for it too. */
export const sumsThatDiffer = ({ points }: WholeAudit): readonly string[] => {
  const { toppedUp, paid, refunded, balances, takingsByEntries, takingsByPayments } = points;
  const rest = toppedUp - paid + refunded;
  return [
    ...(rest === balances ? [] : [`topped up − paid + refunded is ${rest}, the balances are ${balances}`]),
    ...(takingsByEntries === takingsByPayments
      ? []
      : [`the takings are ${takingsByEntries} by the ledgers and ${takingsByPayments} by the payments`]),
  ];
};

export const isClean = (audit: WholeAudit): boolean =>
  audit.findings.length === 0 && sumsThatDiffer(audit).length === 0;
