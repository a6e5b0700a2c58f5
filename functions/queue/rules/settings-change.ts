/** What an operator's change makes of the settings of a queue. Pure. */
import type * as z from "zod/mini";
import type { QueueChangeSchema } from "#contract/queue-control.ts";
import { isDrawn, type QueueSettings, type QueueState } from "#functions/queue/rules/queue-state.ts";
import type { ChangedSetting, SettingValue } from "#functions/queue/settings-history-store.ts";
import { Problem } from "#functions/shared/problem.ts";
import { fromIsoTime, isoTime, type Seconds } from "#functions/shared/time.ts";

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
  // Closed is closed, also before the opening.
  if (closed) return { ...settings, closesAt: now };
  if (settings.opensAt < settings.closesAt) return settings;
  throw refused("closesAt", "closesAt must be after opensAt.");
};

const withShare = ({ settings }: QueueState, sharePercent: number): NonNullable<QueueSettings["presale"]> => {
  if (settings.presale !== null) return { ...settings.presale, sharePercent };
  throw refused("presaleSharePercent", "This concert has no presale lane; one is made with the concert.");
};

const refused = (field: string, message: string): Problem =>
  new Problem("VALIDATION_FAILED", { errors: [{ field: `body.${field}`, message }] });

const told = ({ presale, opensAt, closesAt, ...plain }: QueueSettings): Readonly<Record<string, SettingValue>> => ({
  ...plain,
  opensAt: isoTime(opensAt),
  closesAt: isoTime(closesAt),
  ...(presale && { presaleSharePercent: presale.sharePercent }),
});

/** What has become different, by the names of the settings. */
export const differences = (before: QueueSettings, after: QueueSettings): readonly ChangedSetting[] => {
  const old = told(before);
  return Object.entries(told(after))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([setting, to]) => {
      const from = old[setting];
      return from === undefined || from === to ? [] : [{ setting, from, to }];
    });
};
