/**
 * `npm run docs`: writes the pages of docs/reference and the pictures that are made from code. With --check it writes
 * nothing, and fails if a committed file differs from what the code makes.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { openApiDocument } from "#docs/generator/document.ts";
import { errorsPage } from "#docs/generator/errors-page.ts";
import { eventsPage } from "#docs/generator/events-page.ts";
import { limitsPage } from "#docs/generator/limits-page.ts";
import { metricsPage } from "#docs/generator/metrics-page.ts";
import { theatrePicture } from "#docs/generator/theatre-picture.ts";
import { thirdPartyPage } from "#docs/generator/third-party-page.ts";

const FOLDER = new URL("./", import.meta.url);

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

const pages: Readonly<Record<string, string>> = {
  "reference/openapi.json": `${JSON.stringify(openApiDocument(), null, 2)}\n`,
  "reference/errors.md": errorsPage(),
  "reference/events.md": eventsPage(),
  "reference/limits.md": limitsPage(),
  "reference/metrics.md": metricsPage(),
  "reference/third-party.md": thirdPartyPage(),
  "guides/images/theatre-chart.svg": theatrePicture(),
};

const stale: string[] = [];
for (const [name, made] of Object.entries(pages)) {
  const committed = await readFile(new URL(name, FOLDER), "utf8").catch(() => "");
  if (committed !== made) stale.push(name);
}

if (values.check && stale.length > 0) {
  console.error(`Out of date: ${stale.map((name) => `docs/${name}`).join(", ")}. Run: npm run docs`);
  process.exitCode = 1;
} else if (values.check) {
  console.log(`docs is up to date: ${Object.keys(pages).join(", ")}`);
} else {
  await mkdir(new URL("reference/", FOLDER), { recursive: true });
  for (const name of stale) await writeFile(new URL(name, FOLDER), pages[name] ?? "");
  console.log(stale.length === 0 ? "Nothing to change." : `Written: ${stale.join(", ")}`);
}
