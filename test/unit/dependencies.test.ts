import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { closureOf, type LockedPackage, type LockFile, readLockFile } from "#docs/generator/lock-file.ts";
import { type DeployedPackage, deployedPackages } from "#docs/generator/third-party-page.ts";
import { PROJECT_DIR } from "#lib/project.ts";

/** Licences that ask for no more than their text beside a copy. Others need a decision first. */
const LICENSES = new Set(["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT"]);
/** They may want to run programs of their own when they are installed. npm is told not to let them. */
const INSTALL_SCRIPTS = ["@parcel/watcher", "@scarf/scarf", "@swc/core", "esbuild"];

/** What could bring in other code than the one that was looked at. */
const faults = (folder: string, locked: LockedPackage): readonly string[] => {
  const isOurs = !folder.includes("node_modules/") || locked.link === true;
  if (isOurs) return locked.link === true && locked.resolved !== "web" ? ["a link that leads elsewhere"] : [];
  const { version = "", integrity, resolved, inBundle } = locked;
  return [
    // What comes inside another package is covered by that one's hash.
    ...(inBundle === true || /^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? "") ? [] : ["no hash"]),
    // Absent means the registry that npm is set to (decision 0023).
    ...(resolved === undefined || resolved.startsWith("https://registry.npmjs.org/") ? [] : ["from elsewhere"]),
    ...(/^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(version) ? [] : ["no exact version"]),
  ];
};

const lock = readLockFile();
const faultsIn = (file: LockFile): readonly string[] =>
  Object.entries(file).flatMap(([folder, locked]) => faults(folder, locked).map((fault) => `${folder}: ${fault}`));

describe("the lock file", () => {
  test("names one version and one hash of every package, and no other place than the registry", () => {
    expect(faultsIn(lock)).toEqual([]);
    expect(Object.keys(lock).length).toBeGreaterThan(100);
  });

  const zod = lock["node_modules/zod"] ?? {};
  test.each([
    ["no hash", { ...zod, integrity: "" }, "no hash"],
    ["a weak hash", { ...zod, integrity: "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=" }, "no hash"],
    ["another host", { ...zod, resolved: "https://example.com/zod.tgz" }, "from elsewhere"],
    ["a repository", { ...zod, resolved: "git+ssh://git@example.com/zod.git#0123456" }, "from elsewhere"],
    ["a range", { ...zod, version: "^4.0.0" }, "no exact version"],
  ])("would be refused with a package that has %s", (_, locked, fault) => {
    expect(faultsIn({ "node_modules/zod": zod })).toEqual([]);
    expect(faultsIn({ "node_modules/zod": locked })).toEqual([`node_modules/zod: ${fault}`]);
  });

  test("has no package with a script at its installation but these, and npm runs none of them", () => {
    const found = Object.entries(lock).filter(([, { hasInstallScript }]) => hasInstallScript);
    expect(found.map(([folder]) => folder.replace("node_modules/", "")).toSorted()).toEqual(INSTALL_SCRIPTS);
    expect(readFileSync(join(PROJECT_DIR, ".npmrc"), "utf8")).toMatch(/^ignore-scripts=true$/m);
  });
});

describe("what is deployed", () => {
  const unwanted = (packages: readonly DeployedPackage[]) => packages.filter(({ license }) => !LICENSES.has(license));

  test("has licences that we can keep", () => {
    expect(unwanted(deployedPackages())).toEqual([]);
    const viral = { ...lock, "node_modules/zod": { ...lock["node_modules/zod"], license: "AGPL-3.0" } };
    expect(unwanted(deployedPackages(viral)).map(({ name }) => name)).toEqual(["zod"]);
  });

  test("includes what its packages depend on, wherever npm puts it", () => {
    const file: LockFile = {
      "": { dependencies: { one: "1.0.0" } },
      "node_modules/one": { dependencies: { two: "^1.0.0", three: "^1.0.0" } },
      "node_modules/one/node_modules/two": { dependencies: { three: "^1.0.0" } },
      "node_modules/two": {},
      "node_modules/three": {},
    };
    expect([...closureOf(file, "")]).toEqual([
      "node_modules/one",
      "node_modules/one/node_modules/two",
      "node_modules/three",
    ]);
    expect(() => closureOf({ "": { dependencies: { absent: "1.0.0" } } }, "")).toThrow("lacks absent");
  });

  test("is in the listing, with swagger-ui-dist, which no function imports", () => {
    const names = deployedPackages().map(({ name }) => name);
    for (const name of ["@aws-sdk/client-dynamodb", "@smithy/core", "preact", "swagger-ui-dist", "zod"]) {
      expect(names).toContain(name);
    }
    expect(names).not.toContain("aws-cdk-lib");
  });
});
