import type { CoolDown } from "#functions/reservations/rules/cool-down.ts";
import { type SettingName, setting } from "#functions/shared/settings.ts";

export const COOL_DOWN_SETTINGS = [
  "expiredHoldsMax",
  "expiredHoldsSeconds",
  "coolDownSeconds",
] as const satisfies readonly SettingName[];

/** The rule of this stage, read once, at cold start. */
export const coolDownOfStage = (): CoolDown => ({
  expiredHoldsMax: setting("expiredHoldsMax"),
  expiredHoldsSeconds: setting("expiredHoldsSeconds"),
  coolDownSeconds: setting("coolDownSeconds"),
});
