/** `npm run test:deploy`: deploys a whole stage to an emulator of AWS on this machine, and plays it. */
import { parseArgs } from "node:util";
import { runGate } from "#test/deploy/gate.ts";
import { PLANT_NAMES, PLANTS } from "#test/deploy/plants.ts";
import { killAll } from "#test/deploy/programs.ts";
import { helpTable, oneOrAll, runToClosingLine } from "#test/histories/engine/command-line.ts";

const HELP = `Usage: npm run test:deploy -- [--all] [--plant NAME] [--keep]

Deploys the stage dev with the plain CDK command line and its templates as they are, to a pinned emulator of AWS that it
installs for this run, and plays it: sign-in, a sale, the conformance suite, an update under way, the grants enforced, the
removal. docs/decisions/0063-deployed-on-an-emulator.md says what that proves and what it does not. It needs Python 3.11
or later with venv, and seven to twelve minutes on two processors. Nothing it starts can reach AWS.

${helpTable([
  ["--all", "all files of the conformance suite instead of those that a deployment can break"],
  [
    "--plant NAME",
    "plant a fault, with which the gate has to fail, and play a journey without and with grants. One of:",
  ],
  ...PLANT_NAMES.map((name) => [`  ${name}`, PLANTS[name].what] as const),
  ["--keep", "keep the folder of the run, with its logs"],
  ["--help", "show this help"],
])}

The last line is "N passed, M failed": steps, and tests of the conformance suite. The exit code is 0 if everything passed.`;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => {
    killAll();
    process.exit(130);
  });
}
process.once("exit", killAll);

await runToClosingLine(() => {
  const { values } = parseArgs({
    options: {
      all: { type: "boolean", default: false },
      plant: { type: "string" },
      keep: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    process.exit(0);
  }
  const [plant] = values.plant === undefined ? [] : oneOrAll("plant", PLANT_NAMES, values.plant);
  return runGate({ isWhole: values.all, plant, isKept: values.keep });
});
