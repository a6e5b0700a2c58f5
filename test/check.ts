/** `npm run check`: checks format, lint, types and the generated reference. Shows each step; fails if one of them fails. */
import { runCommand } from "#test/runner/run-command.ts";

const STEPS: readonly (readonly [name: string, program: string, ...args: string[]])[] = [
  ["format", "biome", "check", "--error-on-warnings", "."],
  ["lint", "oxlint", "--deny-warnings"],
  ["types", "tsc", "--project", "."],
  ["page types", "tsc", "--project", "web"],
  ["test types", "tsc", "--project", "test/browser"],
  ["bench types", "tsc", "--project", "bench/page"],
  ["reference", process.execPath, "docs/generate.ts", "--check"],
];

let failures = 0;
for (const [name, program, ...args] of STEPS) {
  const started = performance.now();
  const { code, output } = await runCommand(program, args, { captured: true });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${name.padEnd(11)} ${code === 0 ? "ok    " : "FAILED"} ${seconds.padStart(5)} s`);
  if (code === 0) continue;
  failures += 1;
  console.log(output);
}
if (failures > 0) {
  console.error(`${failures} of ${STEPS.length} steps failed. \`npm run format\` fixes what a program can fix.`);
  process.exitCode = 1;
}
