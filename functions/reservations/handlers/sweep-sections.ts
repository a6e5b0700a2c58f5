import { type SectionsSwept, sweepSections } from "#functions/reservations/sweep-sections.ts";
import { type SweepContext, sweepOptions } from "#functions/shared/sweep.ts";
import { withinTime } from "#functions/shared/time-limit.ts";

export const handler = (event: unknown, context: SweepContext): Promise<SectionsSwept> =>
  withinTime(context, () => sweepSections(sweepOptions(event, context)));
