/** `npm run import-chart`: puts the plan of a hall into a running service. */
import "#cli/node-version.mjs";
import { createHash, randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { capacityOf, summaryLines } from "#cli/import-chart/chart-summary.ts";
import { readChart } from "#cli/import-chart/read-chart.ts";
import { operatorToken, TOKEN_VARIABLE } from "#cli/operator-token.ts";
import { httpUrl, readOptionsAndFiles, UsageError } from "#cli/options.ts";
import { askService } from "#cli/verify/service.ts";
import {
  type ChartDocument,
  type ChartSection,
  type ChartService,
  chartServiceBy,
  uploadChart,
} from "#client/upload-chart.ts";

const HELP = `Usage: npm run import-chart -- --url URL [options] FILE

Reads the plan of a hall, shows what it understood, and publishes it as a chart that performances can use. FILE is JSON
in the project's own form or a seating plan of pretix. docs/guides/charts.md explains both.

If the command is interrupted, run it again with the same file: it continues the draft that it has begun.

  --url URL      the service
  --dry-run      read the file and show what was understood; send nothing (needs no --url)
  --yes          publish without asking
  --save FILE    write the chart in the project's own form, to complete it by hand
  --new          begin another chart, even if this file has been imported before
  --token TOKEN  an operator's access token (default: the environment variable ${TOKEN_VARIABLE}; a service on this
                 machine needs none)
  --issuer URL   the local identity provider (default: the port after the service's)
  --help         show this help

Exit code: 0 published or shown, 1 the file or the service refused, 2 wrong options.`;

const REFUSED = 1;
const MISUSED = 2;

const options = () =>
  readOptionsAndFiles(
    {
      url: { type: "string" },
      "dry-run": { type: "boolean", default: false },
      yes: { type: "boolean", default: false },
      save: { type: "string" },
      new: { type: "boolean", default: false },
      token: { type: "string" },
      issuer: { type: "string" },
      help: { type: "boolean", default: false },
    },
    "import-chart",
  );

type Options = ReturnType<typeof options>["values"];

const fileOf = (files: readonly string[]): string => {
  const [file, ...others] = files;
  if (file === undefined || others.length > 0) throw new UsageError("Name one file. See --help.");
  return file;
};

const readText = async (file: string): Promise<string> => {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new UsageError(`${file} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/** The same for the same file, so that a repeat continues the draft of the last try. */
const keyOf = (text: string, isNew: boolean): string =>
  isNew ? `import-${randomUUID()}` : `import-${createHash("sha256").update(text).digest("hex").slice(0, 32)}`;

const isConfirmed = async ({ yes }: Options): Promise<boolean> => {
  if (yes) return true;
  if (!process.stdin.isTTY)
    throw new UsageError("Pass --yes to publish without being asked, or --dry-run to only look.");
  const ask = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(?:es)?$/i.test(
      (await ask.question("Publish this chart? A published chart never changes. [y/N] ")).trim(),
    );
  } finally {
    ask.close();
  }
};

const showProgress = (done: number, of: number, section: ChartSection): void => {
  const { sectionId, label = sectionId } = section;
  console.log(`  section ${done + 1} of ${of}: ${label} (${capacityOf(section).toLocaleString("en-US")})`);
};

const upload = async (service: ChartService, document: ChartDocument, idempotencyKey: string): Promise<void> => {
  const { chartId, isNew } = await uploadChart(service, document, idempotencyKey, (done, section) =>
    showProgress(done, document.sections.length, section),
  );
  console.log(
    isNew
      ? `Published as ${chartId}.`
      : `This file has been published already, as ${chartId}. Pass --new to make another chart of it.`,
  );
};

/** @returns The exit code. */
const run = async (): Promise<number> => {
  const { values, files } = options();
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const file = fileOf(files);
  if (!values["dry-run"] && (values.url === undefined || values.url === ""))
    throw new UsageError("Pass the service's address with --url, or --dry-run to only look. See --help.");
  const text = await readText(file);
  const chart = readChart(text);
  for (const line of summaryLines(chart)) console.log(line);
  if (values.save !== undefined) await writeFile(values.save, `${JSON.stringify(chart.document, undefined, 2)}\n`);
  if (values["dry-run"]) return 0;
  if (!(await isConfirmed(values))) {
    console.log("Nothing was sent.");
    return 0;
  }
  const url = httpUrl("url", values.url ?? "");
  const token = await operatorToken(url, { token: values.token, issuer: values.issuer, user: "operator" });
  const service = chartServiceBy((call) => askService(url, call, token));
  await upload(service, chart.document, keyOf(text, values.new));
  return 0;
};

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`encore: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError ? MISUSED : REFUSED;
}
