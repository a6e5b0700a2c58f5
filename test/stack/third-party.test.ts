import { expect, jest, test } from "@jest/globals";
import { readLockFile } from "#docs/generator/lock-file.ts";
import { deployedFolders } from "#docs/generator/third-party-page.ts";
import { bundleFunctions } from "#lib/build/function-bundles.ts";

jest.setTimeout(120_000);

/** The folder of the package that a file is in; undefined for a file of ours. */
const packageOf = (file: string): string | undefined => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

test("the listing of what is deployed has every package that a bundle has", async () => {
  const { outputs } = await bundleFunctions();
  const files = [...outputs.values()].flatMap(({ inputs }) => Object.keys(inputs));
  const bundled = new Set(files.map(packageOf).filter((folder) => folder !== undefined));

  const listed = deployedFolders(readLockFile());

  expect([...bundled].filter((folder) => !listed.has(folder))).toEqual([]);
  expect([...bundled]).toContain("node_modules/zod");
  expect(packageOf("node_modules/one/node_modules/@two/three/dist/x.js")).toBe(
    "node_modules/one/node_modules/@two/three",
  );
});
