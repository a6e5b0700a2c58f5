/**
 * A process like one of Lambda's that has been at work for a while: loads a function and calls it with each event, one at a
 * time. Writes the processor time of a call into file descriptor 3; the function's own log goes to the standard output.
 */
import { readFileSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";

const RESULT = 3;
const [file = "", eventsFile = ""] = process.argv.slice(2);
const { events, warmUp } = JSON.parse(readFileSync(eventsFile, "utf8"));
const context = { getRemainingTimeInMillis: () => 9000, awsRequestId: "bench", functionName: "bench" };

const { handler } = await import(pathToFileURL(file).href);
const statuses = {};
const call = async (event) => {
  const { statusCode } = await handler(event, context);
  statuses[statusCode] = (statuses[statusCode] ?? 0) + 1;
};
for (const event of events.slice(0, warmUp)) await call(event);
const before = process.cpuUsage();
for (const event of events.slice(warmUp)) await call(event);
const { user, system } = process.cpuUsage(before);
const cpuMs = (user + system) / 1000 / (events.length - warmUp);
writeSync(RESULT, JSON.stringify({ cpuMs, statuses }));
process.exit(0);
