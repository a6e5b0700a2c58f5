import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { routeTable } from "./build/route-table.ts";

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

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
  plugins: [routeTable(["anyone", "user"])],
  build: {
    target: "es2023",
    // A small picture in the script would be text that the page's policy has to allow.
    assetsInlineLimit: 0,
    assetsDir: "assets",
    modulePreload: { polyfill: false },
    cssMinify: true,
    reportCompressedSize: false,
    emptyOutDir: true,
    manifest: true,
  },
});
