/** Which files of script a screen loads, from the manifest of the build. Pure. */

/** What is used of an entry of Vite's manifest, whose keys are paths of sources from web/booking/. */
export interface ManifestEntry {
  /** Of a chunk that is made of many sources. */
  readonly name?: string;
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

/** The chunk that index.html loads, by its name in web/vite.config.ts. */
const FRAME = "base";
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

const MESSAGES = /^(.*)\/messages\.(\w+)\.ts$/;
const folderOf = (key: string): string => key.slice(0, key.lastIndexOf("/"));

interface Course {
  readonly language: string;
  /** Further sources, such as the sign-in. */
  readonly extra?: readonly string[];
  /** Sources that are loaded in rare cases alone, with the messages in their folders. */
  readonly onDemand?: readonly string[];
}

/**
 * Every file that somebody's browser loads on these screens in the ordinary course, in one language: static imports, and
 * whatever a screen loads later, except other screens, other languages, the sign-in, and what is said to be on demand.
 * @throws Error if the build has no such source
 */
export const scriptFiles = (
  manifest: Manifest,
  all: readonly ScreenSources[],
  paths: readonly string[],
  { language, extra = [], onDemand = [] }: Course,
): ReadonlySet<string> => {
  const views = new Set(all.map(({ view }) => view));
  const rareFolders = new Set(onDemand.map(folderOf));
  const entryOf = (key: string): ManifestEntry => {
    const entry = manifest[key];
    if (entry === undefined) throw new Error(`The build has no ${key}.`);
    return entry;
  };
  for (const each of onDemand) entryOf(each);

  const isOrdinary = (key: string): boolean => {
    const [, folder = "", languageOf] = MESSAGES.exec(key) ?? [];
    if (languageOf !== undefined) return languageOf === language && !rareFolders.has(folder);
    return !views.has(key) && key !== SIGN_IN && !onDemand.includes(key);
  };
  const files = new Set<string>();
  const add = (key: string, isFrame = false): void => {
    const { file, imports = [], dynamicImports = [] } = entryOf(key);
    if (files.has(file)) return;
    files.add(file);
    for (const each of imports) add(each, isFrame);
    // What the frame of the page can load is all the screens, with all of their messages.
    if (!isFrame) for (const each of dynamicImports.filter(isOrdinary)) add(each);
  };
  const frame = Object.keys(manifest).find((key) => manifest[key]?.name === FRAME);
  add(frame ?? FRAME, true);
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
