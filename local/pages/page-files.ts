/** The files of the pages, in memory: they are small, and a later build may remove them. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { contentTypeOf } from "#lib/publication/content-types.ts";

export interface PageFile {
  readonly type: string;
  readonly etag: string;
  readonly content: Buffer;
  /** Absent if compression gains nothing. */
  readonly compressed?: Buffer;
}

/** By path, such as `/index.html`. */
export type PageFiles = ReadonlyMap<string, PageFile>;

export const pageFile = (extension: string, content: Buffer): PageFile => {
  const compressed = gzipSync(content);
  return {
    type: contentTypeOf(extension),
    etag: `"${createHash("sha256").update(content).digest("base64url").slice(0, 22)}"`,
    content,
    ...(compressed.length < content.length ? { compressed } : {}),
  };
};

/** Reads every file below the folder of a build. What the build keeps for itself, in `.vite`, is no page. */
export const readPageFiles = async (folder: string): Promise<PageFiles> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = await Promise.all(
    paths.map(async (path) => {
      const name = `/${relative(folder, path).split(sep).join("/")}`;
      return [name, pageFile(extname(path), await readFile(path))] as const;
    }),
  );
  return new Map(files.filter(([name]) => !name.startsWith("/.")));
};
