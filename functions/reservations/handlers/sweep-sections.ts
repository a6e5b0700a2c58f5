import { type SectionsSwept, sweepSections } from "#functions/reservations/sweep-sections.ts";
import { sweepOptions } from "#functions/shared/sweep.ts";
import { type RemainingTime, withinTime } from "#functions/shared/time-limit.ts";

export const handler = (event: unknown, context?: RemainingTime): Promise<SectionsSwept> =>
  withinTime(context, () => sweepSections(sweepOptions(event)));
