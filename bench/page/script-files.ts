/** Which files of script a screen loads, from the manifest of the build. Pure. */

/** What is used of an entry of Vite's manifest, whose keys are paths of sources from web/booking/. */
export interface ManifestEntry {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
}

export type Manifest = Readonly<Record<string, ManifestEntry>>;

/** A row of web/booking/screens.ts: its view and its messages, as keys of the manifest. */
export interface ScreenSources {
  readonly path: string;
  readonly view: string;
  /** Without the language: `waiting/messages`. */
  readonly text: readonly string[];
}

export const ENTRY = "index.html";
const UI_TEXT = "../shared/ui/messages";
/** The library of the code flow. A screen loads it when somebody signs in, not for showing anything. */
export const SIGN_IN = "../shared/session/sign-in.ts";

const keyOf = (module: string): string => module.replace(/^#web\/booking\//, "").replace(/^#web\//, "../");

const ROW = /path: "([^"]*)",\s*view: \(\) => import\("([^"]+)"\),\s*text: \[([^\]]*)\]/g;
const CATALOGUE = /import \{ (\w+) \} from "([^"]+)\/messages\.ts"/g;

/**
 * Reads the table of screens from its source: it can't be run outside a browser.
 * @throws Error if it does not look as expected any more
 */
export const screensIn = (source: string): readonly ScreenSources[] => {
  const catalogues = new Map([...source.matchAll(CATALOGUE)].map(([, name = "", module = ""]) => [name, module]));
  const screens = [...source.matchAll(ROW)].map(([, path = "", view = "", text = ""]) => ({
    path,
    view: keyOf(view),
    text: text.split(",").flatMap((part) => {
      const name = part.trim();
      if (name === "") return [];
      const module = catalogues.get(name);
      if (module === undefined) throw new Error(`web/booking/screens.ts: no import of ${name} was found.`);
      return [`${keyOf(module)}/messages`];
    }),
  }));
  const views = source.match(/view: /g)?.length ?? 0;
  if (screens.length === 0 || screens.length !== views) {
    throw new Error(`web/booking/screens.ts has ${views} views, of which ${screens.length} were understood.`);
  }
  return screens;
};

const isMessages = (key: string): boolean => /\/messages\.\w+\.ts$/.test(key);

/**
 * Every file that somebody's browser may load on these screens, in one language: static imports, and whatever a screen
 * loads later, except other screens, other languages and the sign-in.
 * @param extra further sources, such as the sign-in
 */
export const scriptFiles = (
  manifest: Manifest,
  all: readonly ScreenSources[],
  paths: readonly string[],
  { language, extra = [] }: { readonly language: string; readonly extra?: readonly string[] },
): ReadonlySet<string> => {
  const views = new Set(all.map(({ view }) => view));
  const entryOf = (key: string): ManifestEntry => {
    const entry = manifest[key];
    if (entry === undefined) throw new Error(`The build has no ${key}.`);
    return entry;
  };
  const files = new Set<string>();
  const add = (key: string): void => {
    const { file, imports = [], dynamicImports = [] } = entryOf(key);
    if (files.has(file)) return;
    files.add(file);
    for (const each of imports) add(each);
    // The entry file's own are all the screens and all the messages.
    if (key === ENTRY) return;
    for (const each of dynamicImports) if (!views.has(each) && !isMessages(each) && each !== SIGN_IN) add(each);
  };
  add(ENTRY);
  add(`${UI_TEXT}.${language}.ts`);
  for (const path of paths) {
    const screen = all.find((each) => each.path === path);
    if (screen === undefined) throw new Error(`There is no screen at ${path}.`);
    add(screen.view);
    for (const text of screen.text) add(`${text}.${language}.ts`);
  }
  for (const each of extra) add(each);
  return files;
};
