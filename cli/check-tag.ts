/** `npm run check-tag`: whether a tag, package.json and the changelog name the same version. */
import "#cli/node-version.mjs";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readOptions, UsageError } from "#cli/options.ts";
import { checkTag } from "#cli/release/tag.ts";
import { PROJECT_DIR } from "#lib/project.ts";

const HELP = `Usage: npm run --silent check-tag -- --tag TAG

Checks that the tag of a release is the version of package.json behind a "v", and that CHANGELOG.md has a section for it.
Prints that section, for the notes of the release.

  --tag TAG  such as v1.2.3
  --help     show this help`;

const textOf = (file: string): string => readFileSync(join(PROJECT_DIR, file), "utf8");

try {
  const { tag, help } = readOptions(
    { tag: { type: "string" }, help: { type: "boolean", default: false } },
    "check-tag",
  );
  if (help) console.log(HELP);
  else if (tag === undefined) throw new UsageError("Name the tag with --tag. See --help.");
  else {
    const { version } = JSON.parse(textOf("package.json")) as { readonly version: string };
    console.log(checkTag(tag, { version, changelog: textOf("CHANGELOG.md") }));
  }
} catch (error) {
  process.stderr.write(`encore: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
