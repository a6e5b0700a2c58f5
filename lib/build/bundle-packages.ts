import { readFile } from "node:fs/promises";
import { minify } from "@swc/core";
import type { Plugin } from "esbuild";
import { withSdkErrorsInUse } from "#lib/build/bundle-sdk-errors.ts";

/**
 * Makes npm packages smaller as they are read, without a change of what they do.
 * Local variables get short names. Functions, classes and whatever is declared at the top of a module keep theirs, so
 * that a stack trace reads as before; esbuild's own renaming spares only what is exported.
 * The AWS clients lose their classes of errors that no operation we call returns.
 * Of the package.json that each AWS client carries along, its name and version stay: it sends the version.
 */
export const slimPackages: Plugin = {
  name: "slim-packages",
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/].*\.m?js$/ }, async ({ path }) => ({
      contents: await withShortLocals(withSdkErrorsInUse(path, await readFile(path, "utf8"))),
    }));
    build.onLoad({ filter: /[\\/]@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
      const { name, version } = JSON.parse(await readFile(path, "utf8")) as Readonly<Record<string, unknown>>;
      return { contents: JSON.stringify({ name, version }), loader: "json" };
    });
  },
};

const withShortLocals = async (source: string): Promise<string> => {
  const { code } = await minify(source, {
    module: "unknown",
    compress: false,
    mangle: { toplevel: false, keep_fnames: true, keep_classnames: true, reserved: functionVariables(source) },
    // Some comments say that a call has no side effects. esbuild needs them to leave out what is not used.
    format: { comments: "all" },
  });
  return code;
};

/** The variables that a function is assigned to, from which it has its name. One too many or too few does no harm. */
const functionVariables = (source: string): string[] =>
  [...source.matchAll(FUNCTION_VARIABLE)].map(([, name = ""]) => name);

const FUNCTION_VARIABLE = /(?<![.\w$])([\w$]+)\s*=\s*(?:async\s*)?(?:function\b|\([^()]*\)\s*=>|[\w$]+\s*=>)/g;
