import { EXTENSION_SETTINGS, type ExtensionOffer } from "#functions/reservations/rules/extension.ts";
import { settings } from "#functions/shared/settings.ts";

/** The extensions that the stage offers. @throws Error as `settings` does */
export const extensionOffer = (): ExtensionOffer => {
  const { holdExtensionSeconds, holdExtensionsMax } = settings(EXTENSION_SETTINGS);
  return { extensionSeconds: holdExtensionSeconds, extensionsMax: holdExtensionsMax };
};
