import { closureOf, type LockFile, readLockFile } from "#docs/generator/lock-file.ts";
import { heading, table } from "#docs/generator/markdown.ts";

/** A package of somebody else of which a stage has a copy. */
export interface DeployedPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly where: string;
}

const PARTS: readonly (readonly [where: string, find: (lock: LockFile) => ReadonlySet<string>])[] = [
  ["functions", (lock) => closureOf(lock, "")],
  ["pages", (lock) => closureOf(lock, "web")],
  // It comes as one bundle of its own, with the notices of what is in it.
  ["/docs", () => new Set(["node_modules/swagger-ui-dist"])],
];

/** The folders of what is deployed, each with the parts of a stage that have a copy. */
export const deployedFolders = (lock: LockFile): ReadonlyMap<string, readonly string[]> => {
  const folders = new Map<string, string[]>();
  for (const [where, find] of PARTS) {
    for (const folder of find(lock)) folders.set(folder, [...(folders.get(folder) ?? []), where]);
  }
  return folders;
};

/** What is deployed, by its name. */
export const deployedPackages = (lock: LockFile = readLockFile()): readonly DeployedPackage[] =>
  [...deployedFolders(lock)]
    .map(([folder, where]) => {
      const { version = "", license = "unknown", name } = lock[folder] ?? {};
      return { name: name ?? folder.replace(/^.*node_modules\//, ""), version, license, where: where.join(", ") };
    })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));

export const thirdPartyPage = (): string => {
  const packages = deployedPackages();
  const licenses = Map.groupBy(packages, ({ license }) => license);
  const counts = [...licenses].map(([license, some]) => `${license} (${some.length})`).toSorted();
  return `${heading("What is deployed of others", "package-lock.json")}
Every package that a stage may have a copy of. Bundles have less: what no handler uses is left out. Licences: ${counts.join(", ")}.

Copies that go to browsers carry their licences: those of the pages are at \`/assets/third-party-licenses.txt\`, and the
bundle of \`/docs\` names its own. \`npm sbom --omit dev --omit optional --sbom-format cyclonedx\` writes a bill of materials,
and every release has one.

${table(
  ["package", "version", "licence", "in"],
  packages.map(({ name, version, license, where }) => [name, version, license, where]),
)}
`;
};
