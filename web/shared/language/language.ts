/** The language of the page: the one chosen, else the first of the browser's that there is, else Korean. */
import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { stored } from "#web/shared/storage/stored.ts";

export const LANGUAGES = ["ko", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const isLanguage = (value: unknown): value is Language => LANGUAGES.some((language) => language === value);

const chosen = stored<Language>("language", (json) => (isLanguage(json) ? json : undefined));

const preferred = (): Language =>
  chosen.read() ?? navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? "ko";

const current = signal<Language>(preferred());

export const language: ReadonlySignal<Language> = current;

effect(() => {
  document.documentElement.lang = current.value;
});

type Loading = (next: Language) => Promise<unknown>;
const loadings = new Set<Loading>();

/** Has something loaded before the language changes, so that no page shows two languages. */
export const beforeLanguage = (load: Loading): void => {
  loadings.add(load);
};

export const chooseLanguage = async (next: Language): Promise<void> => {
  await Promise.all([...loadings].map((load) => load(next)));
  chosen.write(next);
  current.value = next;
};

chosen.onChange(() => {
  const next = chosen.read();
  if (next !== undefined && next !== current.peek()) void chooseLanguage(next);
});
