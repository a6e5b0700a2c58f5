/** `npm run test:advisories`: whether anything that is deployed has a known vulnerability. */
import { readLockFile } from "#docs/generator/lock-file.ts";
import { deployedFolders } from "#docs/generator/third-party-page.ts";
import { closingLine } from "#test/runner/counts.ts";
import { runCommand } from "#test/runner/run-command.ts";

interface Vulnerability {
  readonly name: string;
  readonly severity: string;
  readonly range: string;
  /** The folders of the packages that have it. */
  readonly nodes: readonly string[];
}

/** What `npm audit --json` prints; without vulnerabilities if the registry did not say. */
interface Report {
  readonly vulnerabilities?: Readonly<Record<string, Vulnerability>>;
  readonly message?: string;
}

const reportIn = (output: string): Report => {
  try {
    return JSON.parse(output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1)) as Report;
  } catch {
    return { message: output.trim() };
  }
};

const { output } = await runCommand("npm", ["audit", "--json"], { captured: true });
const { vulnerabilities, message } = reportIn(output);
if (vulnerabilities === undefined) {
  const rule = "=".repeat(80);
  const reason = (message ?? "").replaceAll(/ ?https?:\/\/\S+/g, "");
  console.log(`${rule}\nNOT RUN: the registry does not say which packages are vulnerable (${reason}).\n${rule}\n`);
  console.log(closingLine({ passed: 0, failed: 0, skipped: 1 }));
} else {
  const deployed = deployedFolders(readLockFile());
  const found = Object.values(vulnerabilities).filter(({ nodes }) => nodes.some((folder) => deployed.has(folder)));
  const others = Object.values(vulnerabilities).length - found.length;
  for (const { name, severity, range } of found) console.error(`${severity}: ${name} ${range}`);
  if (others > 0) console.log(`${others} more are in tools, which are not deployed. npm audit lists them.`);
  process.exitCode = found.length > 0 ? 1 : 0;
  console.log(closingLine({ passed: found.length > 0 ? 0 : 1, failed: found.length, skipped: 0 }));
}
