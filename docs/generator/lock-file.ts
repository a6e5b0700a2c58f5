import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_DIR } from "#lib/project.ts";

/** A package in package-lock.json, by the fields that are read here. */
export interface LockedPackage {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The packages of package-lock.json by the folders that they are installed in. */
export type LockFile = Readonly<Record<string, LockedPackage>>;

export const readLockFile = (): LockFile =>
  (JSON.parse(readFileSync(join(PROJECT_DIR, "package-lock.json"), "utf8")) as { readonly packages: LockFile })
    .packages;

/** The folder that a package has a dependency from: its own, or the nearest one further out, as Node looks for it. */
const folderOf = (lock: LockFile, from: string, name: string): string => {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf("/node_modules/"), 0))) {
    const candidate = `${folder === "" ? "" : `${folder}/`}node_modules/${name}`;
    if (candidate in lock) return candidate;
    if (folder === "") throw new Error(`package-lock.json lacks ${name}, which ${from} depends on.`);
  }
};

/** Everything that the dependencies of a package depend on, by its folder; without development and optional ones. */
export const closureOf = (lock: LockFile, root: string, names?: readonly string[]): ReadonlySet<string> => {
  const found = new Set<string>();
  const visit = (from: string, wanted: readonly string[]): void => {
    for (const name of wanted) {
      const folder = folderOf(lock, from, name);
      if (found.has(folder)) continue;
      found.add(folder);
      visit(folder, Object.keys(lock[folder]?.dependencies ?? {}));
    }
  };
  visit(root, names ?? Object.keys(lock[root]?.dependencies ?? {}));
  return found;
};
