/**
 * Lets an import that a screen makes when it is needed be just that. Vite puts a helper around it that loads style sheets
 * and preloads beforehand; the pages have one style sheet and no preloads, so the helper would be a kilobyte for nothing.
 */
import type { Plugin } from "vite";

const HELPER = "\0vite/preload-helper.js";

export const plainImports: Plugin = {
  name: "plain-imports",
  enforce: "pre",
  load: (id) => (id === HELPER ? "export const __vitePreload = (load) => load();" : undefined),
};
