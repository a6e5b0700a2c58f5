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

const MANIFEST: Manifest = {
  "index.html": file("entry", ["_shared"], ["seats/seats-screen.tsx", "home/home-screen.tsx", SIGN_IN]),
  _shared: file("shared"),
  "../shared/ui/messages.ko.ts": file("ui-ko"),
  "../shared/points/messages.ko.ts": file("points-ko"),
  "seats/messages.ko.ts": file("seats-ko"),
  "seats/messages.en.ts": file("seats-en"),
  "seats/seats-screen.tsx": file(
    "seats",
    ["_shared"],
    ["seats/map.ts", "home/home-screen.tsx", "seats/messages.en.ts"],
  ),
  "seats/map.ts": file("map", ["_shared"], [SIGN_IN]),
  "home/home-screen.tsx": file("home", ["index.html"]),
  [SIGN_IN]: file("sign-in"),
};

const SCREENS = screensIn(SOURCE);
const filesOf = (paths: readonly string[], extra: readonly string[] = []) =>
  [...scriptFiles(MANIFEST, SCREENS, paths, { language: "ko", extra })].toSorted();

describe("the script of a screen", () => {
  test("has the entry, the view, what the view loads later, and the words of one language", () => {
    expect(filesOf(["/seats"])).toEqual([
      "entry.js",
      "map.js",
      "points-ko.js",
      "seats-ko.js",
      "seats.js",
      "shared.js",
      "ui-ko.js",
    ]);
  });

  test("has the sign-in only where it is asked for", () => {
    expect(filesOf(["/"], [SIGN_IN])).toEqual(["entry.js", "home.js", "shared.js", "sign-in.js", "ui-ko.js"]);
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
