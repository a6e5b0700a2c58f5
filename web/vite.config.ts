import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { plainImports } from "./build/plain-imports.ts";
import { routeTable } from "./build/route-table.ts";

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What every screen needs: the libraries, the table of screens, the client and the frame of the page. */
const LIBRARIES = /node_modules\/(@preact|preact)\//;
const FRAME =
  /\/web\/booking\/(start|screens)\.|\/web\/booking\/[^/]+\/messages\.ts|\/web\/shared\/|\/client\/(table-client|retry|problem-error)\.ts|route-table/;
/** What is loaded when it is needed: the words of one language, signing in, and what a refusal means. */
const ON_DEMAND = /\/messages\.\w\w\.ts|\/session\/sign-in\.ts|\/ui\/refusal\/(?!messages\.ts)/;
/** What is no part of a page that somebody waits on. */
const CONTROLS =
  /\/web\/shared\/(ui\/(action-icons|dialog|field|stepper|sign-in-first|hall-time)\.tsx|storage\/attempt-key\.ts|format\/(dates|dates-in-words|zone-names)\.ts)/;

const isControl = (id: string): boolean => CONTROLS.test(id);
const isNeededByAll = (id: string): boolean =>
  LIBRARIES.test(id) || (FRAME.test(id) && !ON_DEMAND.test(id) && !isControl(id));

/** How the buyers' pages are built. An operator's console will be a bundle of its own. */
export default defineConfig({
  root: folder("booking"),
  base: "/",
  appType: "spa",
  clearScreen: false,
  resolve: {
    alias: [{ find: /^#(web|client|contract)\//, replacement: `${folder("..")}/$1/` }],
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [routeTable(["anyone", "user"]), plainImports],
  build: {
    target: "es2023",
    // A small picture in the script would be text that the page's policy has to allow.
    assetsInlineLimit: 0,
    assetsDir: "assets",
    // Lists of what each screen needs would be carried by every page, and are longer than some screens.
    modulePreload: false,
    cssCodeSplit: false,
    cssMinify: true,
    reportCompressedSize: false,
    emptyOutDir: true,
    manifest: true,
    // The licences of bundled packages ask for their texts wherever a copy goes, and every browser gets one.
    license: { fileName: "assets/third-party-licenses.txt" },
    rolldownOptions: {
      // One file for what every screen needs is smaller, compressed, than a dozen.
      output: {
        codeSplitting: {
          groups: [
            { name: "base", test: isNeededByAll },
            { name: "controls", test: isControl },
            { name: "pass", test: /\/web\/booking\/pass\/[\w-]+\.tsx?$/ },
            { name: "seats", test: /\/web\/booking\/seats\/(?!seats-screen)[\w-]+\.tsx?$/ },
          ],
        },
      },
    },
  },
});
