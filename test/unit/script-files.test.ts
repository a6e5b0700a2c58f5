import { describe, expect, test } from "@jest/globals";
import { type Manifest, SIGN_IN, screensIn, scriptFiles } from "#bench/page/script-files.ts";

const SOURCE = `
import { seatText } from "#web/booking/seats/messages.ts";
import { pointsText } from "#web/shared/points/messages.ts";
export const SCREENS = [
  {
    path: "/seats",
    view: () => import("#web/booking/seats/seats-screen.tsx"),
    text: [seatText, pointsText],
  },
  { path: "/", view: () => import("#web/booking/home/home-screen.tsx"), text: [] },
];`;

const file = (name: string, imports: readonly string[] = [], dynamicImports: readonly string[] = []) => ({
  file: `${name}.js`,
  imports,
  dynamicImports,
});

const words = (folder: string): readonly string[] =>
  ["ko", "en"].map((language) => `${folder}/messages.${language}.ts`);
const wordsOf = (folder: string): Manifest => Object.fromEntries(words(folder).map((key) => [key, file(key)]));

const MANIFEST: Manifest = {
  // The frame of the page can load every screen and all words.
  "_base-1": {
    name: "base",
    ...file("base", ["_shared"], ["seats/seats-screen.tsx", "home/home-screen.tsx", ...words("seats"), SIGN_IN]),
  },
  _shared: file("shared"),
  "../shared/ui/messages.ko.ts": file("ui-ko"),
  "../shared/points/messages.ko.ts": file("points-ko"),
  ...wordsOf("seats"),
  "seats/seats-screen.tsx": file(
    "seats",
    ["_shared"],
    [
      "seats/map.ts",
      "seats/refusal/notice.tsx",
      "home/home-screen.tsx",
      ...words("seats/refusal"),
      ...words("seats/parts"),
    ],
  ),
  "seats/refusal/notice.tsx": file("notice"),
  ...wordsOf("seats/refusal"),
  ...wordsOf("seats/parts"),
  "seats/map.ts": file("map", ["_shared"], [SIGN_IN]),
  "home/home-screen.tsx": file("home", ["_base-1"]),
  [SIGN_IN]: file("sign-in"),
};

const SCREENS = screensIn(SOURCE);
const ON_DEMAND = ["seats/refusal/notice.tsx"];
const filesOf = (paths: readonly string[], extra: readonly string[] = [], onDemand = ON_DEMAND) =>
  [...scriptFiles(MANIFEST, SCREENS, paths, { language: "ko", extra, onDemand })].toSorted();

describe("the script of a screen", () => {
  test("has the frame, the view, what the view loads later, and the words of one language", () => {
    expect(filesOf(["/seats"])).toEqual([
      "base.js",
      "map.js",
      "points-ko.js",
      "seats.js",
      "seats/messages.ko.ts.js",
      "seats/parts/messages.ko.ts.js",
      "shared.js",
      "ui-ko.js",
    ]);
  });

  test("has what is on demand, with its words, only if that is not said", () => {
    const rare = ["notice.js", "seats/refusal/messages.ko.ts.js"];

    expect(filesOf(["/seats"], [], [])).toEqual([...filesOf(["/seats"]), ...rare].toSorted());
    expect(() => filesOf(["/seats"], [], ["seats/gone.tsx"])).toThrow("The build has no seats/gone.tsx.");
  });

  test("has the sign-in only where it is asked for", () => {
    expect(filesOf(["/"], [SIGN_IN])).toEqual(["base.js", "home.js", "shared.js", "sign-in.js", "ui-ko.js"]);
  });

  test("can't be told of a screen that does not exist", () => {
    expect(() => filesOf(["/nowhere"])).toThrow("There is no screen at /nowhere.");
  });
});

describe("the table of screens", () => {
  test("must be understood as a whole", () => {
    expect(() => screensIn(`${SOURCE} const more = { view: makeView() };`)).toThrow("has 3 views, of which 2");
  });
});
