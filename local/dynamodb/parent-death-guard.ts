/**
 * Runs a command for a parent that talks to this process over IPC, and kills the command when that channel closes.
 * A program such as Java does not notice that the process which started it has been killed; this one does.
 */
import { spawn } from "node:child_process";

const [command, ...parameters] = process.argv.slice(2);
if (command === undefined) throw new Error("Name the command to run.");

const child = spawn(command, parameters, { stdio: ["ignore", "ignore", "pipe"] });
child.stderr.pipe(process.stderr);
child.once("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
child.once("exit", (code) => process.exit(code ?? 1));

process.once("disconnect", () => child.kill("SIGKILL"));
