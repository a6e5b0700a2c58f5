import type { BuildOptions } from "esbuild";
import { PROJECT_DIR } from "#lib/project.ts";

/** How every function is bundled: one file for Lambda's Node.js, in which stack traces can be read. */
export const BUNDLE_OPTIONS = {
  // Paths in the output are relative to it, so that the same source gives the same bytes in any checkout.
  absWorkingDir: PROJECT_DIR,
  bundle: true,
  platform: "node",
  target: "node24",
  format: "esm",
  mainFields: ["module", "main"],
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  logLevel: "silent",
} satisfies BuildOptions;
