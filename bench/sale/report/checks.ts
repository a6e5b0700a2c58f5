/** What has to be right after a sale, whatever its pace was. All of it is counted. Pure. */
import type { Check } from "#bench/frame/check.ts";
import type { PlayedSale } from "#bench/sale/play-sale.ts";
import type { Receipt } from "#bench/sale/visit/paying.ts";
import type { Visit } from "#bench/sale/visit/visit.ts";
import { sumsThatDiffer } from "#functions/audit/rules/m4-points.ts";
import { fault } from "#test/load/traffic.ts";

type Facts = Pick<
  PlayedSale,
  "visits" | "warmUp" | "log" | "warmUpLog" | "insideMost" | "active" | "maxActive" | "audit"
>;

const seatIdsOf = ({ seats }: Receipt): readonly string[] => seats.map(({ seatId }) => seatId);

const soldSeats = (visits: readonly Visit[]): readonly string[] =>
  visits.flatMap(({ paid }) => (paid === undefined ? [] : seatIdsOf(paid)));

/** Seats on the receipts of more than one payment. */
export const soldTwice = (visits: readonly Visit[]): number => {
  const seats = soldSeats(visits);
  return seats.length - new Set(seats).size;
};

/** Payments whose receipt could not be read, or was another than the one they were answered with. */
export const withoutReceipt = (visits: readonly Visit[]): number =>
  visits.filter(({ paid, read, isCutOff }) => {
    if (paid === undefined || (read === undefined && isCutOff)) return false;
    return read?.receiptNumber !== paid.receiptNumber || seatIdsOf(read).join() !== seatIdsOf(paid).join();
  }).length;

const none = (what: string, unit: string, value: number): Check => ({
  what,
  unit,
  basis: "counted",
  better: "lower",
  value,
  target: 0,
});

/** Once nobody is under way, a seat is taken if it is on a receipt. Before that nothing can be said. */
const seatsOff = ({ audit }: Facts, visits: readonly Visit[]): readonly Check[] =>
  visits.some(({ failure }) => failure !== undefined)
    ? []
    : [
        none(
          "seats that are taken without a receipt, or the other way round",
          "seats",
          Math.abs(audit.checked.seats - soldSeats(visits).length),
        ),
      ];

export const saleChecks = (facts: Facts): readonly Check[] => {
  const { audit, insideMost, active, maxActive } = facts;
  const visits = [...facts.warmUp, ...facts.visits];
  const exchanges = [...facts.warmUpLog.exchanges, ...facts.log.exchanges];
  const over = Math.max(insideMost, active.most) - maxActive;
  return [
    none("findings of the audit", "findings", audit.findings.length + sumsThatDiffer(audit.points).length),
    none("seats sold twice", "seats", soldTwice(visits)),
    none("payments without their receipt", "payments", withoutReceipt(visits)),
    ...seatsOff(facts, visits),
    none("people inside beyond the cap", "people", Math.max(0, over)),
    none("requests that failed", "requests", exchanges.filter((each) => fault(each) !== undefined).length),
    none(
      "visits that broke off",
      "visits",
      visits.filter(({ failure, isCutOff }) => failure !== undefined && !isCutOff).length,
    ),
  ];
};

/** Visits that were not over in time: the service, or this machine, was too slow for the rate. */
export const cutOffCheck = ({ visits }: Pick<Facts, "visits">): Check => ({
  ...none(
    "visits not over two minutes after the last arrival",
    "visits",
    visits.filter((each) => each.isCutOff).length,
  ),
  basis: "measured",
});
