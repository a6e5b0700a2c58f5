/**
 * `npm run docs`: writes the parts of docs/reference that are made from code. With --check it writes nothing, and fails
 * if a committed file differs from what the code makes.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { openApiDocument } from "#docs/generator/document.ts";
import { errorsPage } from "#docs/generator/errors-page.ts";
import { eventsPage } from "#docs/generator/events-page.ts";
import { limitsPage } from "#docs/generator/limits-page.ts";

const FOLDER = new URL("reference/", import.meta.url);

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

const pages: Readonly<Record<string, string>> = {
  "openapi.json": `${JSON.stringify(openApiDocument(), null, 2)}\n`,
  "errors.md": errorsPage(),
  "events.md": eventsPage(),
  "limits.md": limitsPage(),
};

const stale: string[] = [];
for (const [name, made] of Object.entries(pages)) {
  const committed = await readFile(new URL(name, FOLDER), "utf8").catch(() => "");
  if (committed !== made) stale.push(name);
}

if (values.check && stale.length > 0) {
  console.error(`Out of date: ${stale.map((name) => `docs/reference/${name}`).join(", ")}. Run: npm run docs`);
  process.exitCode = 1;
} else if (values.check) {
  console.log(`docs/reference is up to date: ${Object.keys(pages).join(", ")}`);
} else {
  await mkdir(FOLDER, { recursive: true });
  for (const name of stale) await writeFile(new URL(name, FOLDER), pages[name] ?? "");
  console.log(stale.length === 0 ? "Nothing to change." : `Written: ${stale.join(", ")}`);
}
