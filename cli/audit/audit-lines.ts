import type { WholeAudit } from "#cli/audit/whole-audit.ts";
import type { Invariant } from "#contract/audit.ts";
import { sumsThatDiffer } from "#functions/audit/rules/m4-points.ts";

const MEANINGS: Readonly<Record<Invariant, string>> = {
  S1: "A seat has one owner, and reservations own their seats.",
  S5: "No user has more seats than the limit, and the counts are right.",
  S6: "Availability equals a recount.",
  M1: "Each balance is the sum of its entries, numbered without a gap.",
  M3: "Each paid reservation has one payment, one debit and one receipt; each top-up has one entry.",
  M4: "Points are conserved.",
  M6: "What was called off is refunded in full.",
};

const formatted = (number: number): string => number.toLocaleString("en-US");

export const checkedLine = ({
  sections,
  seats,
  buyers,
  reservations,
  entries,
  topUps,
}: WholeAudit["checked"]): string =>
  `${formatted(sections)} sections, ${formatted(seats)} taken seats, ${formatted(buyers)} buyers, ` +
  `${formatted(reservations)} reservations, ${formatted(entries)} ledger entries, ${formatted(topUps)} top-ups`;

/** The result of an audit as lines for people to read. */
export const auditLines = (audit: WholeAudit): readonly string[] => {
  const { checked, points, findings } = audit;
  return [
    `      ${checkedLine(checked)}`,
    ...(checked.buyersInPart > 0
      ? [
          `      ${formatted(checked.buyersInPart)} buyers with a very long history were checked in part and are not in the sums.`,
        ]
      : []),
    `      The buyers topped up ${formatted(points.toppedUp)}, paid ${formatted(points.paid)}, were refunded ` +
      `${formatted(points.refunded)} and have ${formatted(points.balances)} won.`,
    `      The concert took ${formatted(points.takingsByEntries)} for seats and ` +
      `${formatted(points.bookingFeesByEntries)} of booking fees, and kept ${formatted(points.cancellationFeesByEntries)} of refunds.`,
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
  const sums = invariant === "M4" ? sumsThatDiffer(audit.points) : [];
  const isBroken = sums.length > 0 || audit.findings.some((finding) => finding.invariant === invariant);
  return [
    `${isBroken ? "FAIL" : "ok  "}  ${invariant}  ${MEANINGS[invariant]}`,
    ...sums.map((text) => `      Across all pages, ${text}.`),
  ];
};
