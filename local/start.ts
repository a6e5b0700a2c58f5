/** `npm start`: runs Encore on this machine. */
import "#cli/node-version.mjs";
import { beginLifetime } from "#local/process/lifetime.ts";

// Everything else takes a second to load, and in this second already npm may end or a signal may come.
const lifetime = beginLifetime();
const { runCommandLine } = await import("#local/service/command-line.ts");
await runCommandLine(lifetime);
