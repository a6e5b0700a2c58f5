/** What is a person's own in the requests to the tables. Import once the environment is set. */
import type { Buyer } from "#bench/efficiency/buyers.ts";
import type { Identity } from "#bench/efficiency/rewriting.ts";
import { reservationIdOf } from "#bench/efficiency/steps.ts";
import { moneyKeyHash } from "#functions/balance/balance-store.ts";
import { topUpIdOf, unsettledPartitionFor } from "#functions/balance/top-up-store.ts";
import { paymentIdOf, receiptNumberOf } from "#functions/payments/rules/payment.ts";
import { findSeat } from "#functions/seats/rules/seat-layout.ts";
import { fingerprint } from "#functions/shared/ids.ts";

/** A reservation and its payment have ids that end alike. */
const endOf = (id: string): string => id.slice(id.indexOf("_") + 1);

const holdFingerprint = ({ performance }: Buyer, seatIds: readonly string[]): string =>
  fingerprint(performance.performanceId, { seatIds, accessible: false });

/** As the functions derive it from what the person asks for. */
export const identityOf = (buyer: Buyer): Identity => {
  const { caller, performance, sectionId, seatIds, shard, keys } = buyer;
  const { userId } = caller;
  const [hold, holdFour] = [reservationIdOf(buyer, "hold"), reservationIdOf(buyer, "holdFour")];
  const topUpId = topUpIdOf(userId, keys.topUp);
  const section = performance.sections.find((each) => each.sectionId === sectionId);
  return {
    texts: [
      userId,
      ...seatIds,
      endOf(hold),
      endOf(holdFour),
      topUpId,
      unsettledPartitionFor(topUpId),
      moneyKeyHash("pay", keys.pay),
      holdFingerprint(buyer, seatIds.slice(0, 1)),
      holdFingerprint(buyer, seatIds.slice(1)),
      fingerprint("pay", hold),
      receiptNumberOf(paymentIdOf(hold), 0).split("-")[1] ?? "",
      `COHORT#${performance.concertId}#${shard}`,
      sectionId,
    ],
    numbers: seatIds.map((seatId) => (section && findSeat(section, seatId))?.index ?? Number.NaN),
  };
};
