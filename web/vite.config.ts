import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { plainImports } from "./build/plain-imports.ts";
import { routeTable } from "./build/route-table.ts";

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const LIBRARIES = /node_modules\/(@preact|preact)\//;
const SHARED = /\/web\/shared\/|\/client\/(table-client|retry|problem-error)\.ts|route-table/;
/** What is loaded when it is needed: signing in, and the words of one language. */
const LATER = /\/sign-in\.ts|\/messages\.\w\w\.ts/;

const isNeededByAll = (id: string): boolean => LIBRARIES.test(id) || (SHARED.test(id) && !LATER.test(id));

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
    rolldownOptions: {
      // One file for what every screen needs is smaller, compressed, than a dozen.
      output: { advancedChunks: { groups: [{ name: "base", test: isNeededByAll }] } },
    },
  },
});
