/** How an operator changes the settings of a queue, and what is recorded of it. Pure. */
import type * as z from "zod/mini";
import type { QueueChangeSchema } from "#contract/queue-control.ts";
import { isDrawn, type QueueSettings, type QueueState } from "#functions/queue/rules/queue-state.ts";
import { Problem } from "#functions/shared/problem.ts";
import { fromIsoTime, isoTime, type Seconds } from "#functions/shared/time.ts";

export type SettingValue = string | number | boolean;

export interface ChangedSetting {
  readonly setting: string;
  readonly from: SettingValue;
  readonly to: SettingValue;
}

/** The record of one change: who made it, when, and which settings changed. Records are never changed or deleted. */
export interface QueueChangeRecord {
  /** That of the queue after the change: 1, 2, 3 … without a gap. */
  readonly revision: number;
  readonly at: Seconds;
  readonly by: string;
  readonly changes: readonly ChangedSetting[];
}

/**
 * The settings after a change.
 * @throws Problem SALE_ALREADY_DRAWN, or VALIDATION_FAILED if the change does not fit the queue
 */
export const changedSettings = (
  queue: QueueState,
  change: z.infer<typeof QueueChangeSchema>,
  now: Seconds,
): QueueSettings => {
  const { opensAt, closesAt, closed, presaleSharePercent, ...others } = change;
  if (opensAt !== undefined && isDrawn(queue)) throw new Problem("SALE_ALREADY_DRAWN");
  const settings: QueueSettings = {
    ...queue.settings,
    ...(Object.fromEntries(
      Object.entries(others).filter(([, value]) => value !== undefined),
    ) as Partial<QueueSettings>),
    ...(opensAt !== undefined && { opensAt: fromIsoTime(opensAt) }),
    ...(closesAt !== undefined && { closesAt: fromIsoTime(closesAt) }),
    ...(presaleSharePercent !== undefined && { presale: withShare(queue, presaleSharePercent) }),
  };
  // Closing is not compared with the opening time: a sale can be closed before it opens.
  if (closed) return { ...settings, closesAt: now };
  if (settings.opensAt < settings.closesAt) return settings;
  throw refused("closesAt", "closesAt must be at least a second after opensAt: times are kept in whole seconds.");
};

const withShare = ({ settings }: QueueState, sharePercent: number): NonNullable<QueueSettings["presale"]> => {
  if (settings.presale !== null) return { ...settings.presale, sharePercent };
  throw refused("presaleSharePercent", "This concert has no presale lane; one is created with the concert.");
};

const refused = (field: string, message: string): Problem =>
  new Problem("VALIDATION_FAILED", { errors: [{ field: `body.${field}`, message }] });

/** The settings by their names in the record. */
const recorded = ({ presale, opensAt, closesAt, ...plain }: QueueSettings): Readonly<Record<string, SettingValue>> => ({
  ...plain,
  opensAt: isoTime(opensAt),
  closesAt: isoTime(closesAt),
  ...(presale && { presaleSharePercent: presale.sharePercent }),
});

/** The settings that differ, in the order of their names. */
export const differences = (before: QueueSettings, after: QueueSettings): readonly ChangedSetting[] => {
  const old = recorded(before);
  return Object.entries(recorded(after))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([setting, to]) => {
      const from = old[setting];
      return from === undefined || from === to ? [] : [{ setting, from, to }];
    });
};
