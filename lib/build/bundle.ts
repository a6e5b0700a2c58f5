import { existsSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { build, type Metafile, type OutputFile } from "esbuild";
import { absentModules } from "#lib/build/absent-modules.ts";
import { BUNDLE_OPTIONS } from "#lib/build/bundle-options.ts";
import { slimPackages } from "#lib/build/bundle-packages.ts";
import { DOCS_HANDLER, writeDocsFiles } from "#lib/build/docs-files.ts";
import { writeSteadily } from "#lib/build/steady-file.ts";
import { PROJECT_DIR } from "#lib/project.ts";

export interface BundleOptions {
  /** Folder of the handler files; functions/ if absent. */
  readonly sourceDir?: string;
  /** Folder to write into. */
  readonly outDir: string;
  /** Handler files, without extension. */
  readonly handlers: readonly string[];
}

export interface Bundles {
  /** The folder with the code of a handler: `index.mjs` exports `handler`. */
  readonly folderOf: (handler: string) => string;
  /** esbuild's account of what went into each `index.mjs`, by handler. */
  readonly outputs: ReadonlyMap<string, Metafile["outputs"][string]>;
}

/**
 * Bundles each handler with its packages, the AWS SDK among them, into `<outDir>/<handler>/index.mjs`.
 * One esbuild run for all: each source file is parsed once, where a run for each function takes a minute.
 * Names of functions stay, so that stack traces can be read without source maps; white space goes, a quarter of the size.
 * @throws Error naming the handler files that do not exist; esbuild's error if a source file is wrong.
 */
export const bundle = async ({
  sourceDir = join(PROJECT_DIR, "functions"),
  outDir,
  handlers,
}: BundleOptions): Promise<Bundles> => {
  const folderOf = (handler: string) => join(outDir, handler);

  requireFiles(handlers, sourceDir);
  const { metafile, outputFiles } = await build({
    ...BUNDLE_OPTIONS,
    entryPoints: handlers.map((handler) => ({ in: join(sourceDir, `${handler}.ts`), out: join(handler, "index") })),
    outdir: outDir,
    outExtension: { ".js": ".mjs" },
    plugins: [absentModules, slimPackages],
    metafile: true,
    write: false,
  });

  await Promise.all(
    outputFiles.map(({ path, contents }: OutputFile) => writeSteadily(dirname(path), basename(path), contents)),
  );
  if (handlers.includes(DOCS_HANDLER)) await writeDocsFiles(folderOf(DOCS_HANDLER));
  return { folderOf, outputs: outputsByHandler(metafile, outDir, handlers) };
};

const requireFiles = (handlers: readonly string[], sourceDir: string): void => {
  const missing = handlers.map((handler) => `${handler}.ts`).filter((file) => !existsSync(join(sourceDir, file)));
  if (missing.length > 0) {
    throw new Error(`functions/deployment.ts names handlers that do not exist in functions/: ${missing.join(", ")}`);
  }
};

const outputsByHandler = (metafile: Metafile, outDir: string, handlers: readonly string[]): Bundles["outputs"] =>
  new Map(
    handlers.map((handler) => {
      const path = relative(PROJECT_DIR, join(outDir, handler, "index.mjs"));
      const output = metafile.outputs[path.replaceAll("\\", "/")];
      if (output === undefined) throw new Error(`esbuild wrote no ${path}.`);
      return [handler, output];
    }),
  );
