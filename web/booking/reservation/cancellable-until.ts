import type { ReservationRefundRule } from "#web/booking/refund-table/refund-rows.ts";

/** The time from which nothing can be cancelled any more, as the rule gives it. Pure. */
export const cancellableUntil = ({ steps, fullRefundUntil }: ReservationRefundRule): string => {
  const last = steps.at(-1)?.until ?? "";
  if (fullRefundUntil === null) return last;
  return last === "" || Date.parse(fullRefundUntil) > Date.parse(last) ? fullRefundUntil : last;
};
