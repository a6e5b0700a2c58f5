import { sumsThatDiffer, type WholeAudit } from "#cli/audit/whole-audit.ts";
import type { Invariant } from "#contract/audit.ts";

const MEANINGS: Readonly<Record<Invariant, string>> = {
  S1: "A seat has one owner, and reservations own their seats.",
  S5: "Nobody has more seats than the limit, and the counts are right.",
  S6: "Availability equals a recount.",
  M1: "Each balance is the sum of its entries, numbered without a gap.",
  M3: "What is paid has one payment, one debit and one receipt, and a top-up one entry.",
  M4: "Points are conserved.",
};

const figure = (number: number): string => number.toLocaleString("en-US");

export const checkedLine = ({
  sections,
  seats,
  buyers,
  reservations,
  entries,
  topUps,
}: WholeAudit["checked"]): string =>
  `${figure(sections)} sections, ${figure(seats)} taken seats, ${figure(buyers)} buyers, ` +
  `${figure(reservations)} reservations, ${figure(entries)} ledger entries, ${figure(topUps)} top-ups`;

/** What an audit came to, for people, a line each. */
export const auditLines = (audit: WholeAudit): readonly string[] => {
  const { checked, points, findings } = audit;
  return [
    `      ${checkedLine(checked)}`,
    ...(checked.buyersInPart > 0
      ? [`      Of ${figure(checked.buyersInPart)} buyers with very much history only a part, and not in the sums.`]
      : []),
    `      The buyers topped up ${figure(points.toppedUp)}, paid ${figure(points.paid)}, were refunded ` +
      `${figure(points.refunded)} and have ${figure(points.balances)} won; the concert took ${figure(points.takingsByEntries)}.`,
    ...(Object.keys(MEANINGS) as Invariant[]).flatMap((invariant) => [
      ...verdictLines(invariant, audit),
      ...findings
        .filter((finding) => finding.invariant === invariant)
        .flatMap(({ code, message, items }) => [
          `      ${code}: ${message}`,
          `        ${items.map(({ type, id }) => `${type} ${id}`).join(", ")}`,
        ]),
    ]),
  ];
};

const verdictLines = (invariant: Invariant, audit: WholeAudit): readonly string[] => {
  const sums = invariant === "M4" ? sumsThatDiffer(audit) : [];
  const isBroken = sums.length > 0 || audit.findings.some((finding) => finding.invariant === invariant);
  return [
    `${isBroken ? "FAIL" : "ok  "}  ${invariant}  ${MEANINGS[invariant]}`,
    ...sums.map((text) => `      Over all pages ${text}.`),
  ];
};
