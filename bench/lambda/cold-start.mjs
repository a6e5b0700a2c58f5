/**
 * A process like one of Lambda's: loads a function, calls it once if there is an event, and again if it is to be warm. In
 * plain JavaScript, so that no compiler is in the memory and the time that are measured. Writes what it has measured into
 * file descriptor 3; the function's own log goes to the standard output.
 */
import { existsSync, readFileSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";

const RESULT = 3;
const [file = "", request = "{}"] = process.argv.slice(2);
const { event, warmCalls = 0 } = JSON.parse(request);
const context = { getRemainingTimeInMillis: () => 9000, awsRequestId: "bench", functionName: "bench" };

/** Milliseconds of processor time of all threads since an earlier moment. */
const cpuMs = (since) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};
const STATUS = "/proc/self/status";
/**
 * The largest resident set so far. What getrusage calls its maximum begins with that of the process that forked this one, so
 * Linux is asked for this program's own.
 */
const peakBytes = () =>
  existsSync(STATUS)
    ? Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(STATUS, "utf8"))?.[1]) * 1024
    : process.resourceUsage().maxRSS * 1024;

const before = process.cpuUsage();
const { handler } = await import(pathToFileURL(file).href);
const measured = { loadCpuMs: cpuMs(before), loadedPeakBytes: peakBytes() };

if (event !== undefined) {
  const first = process.cpuUsage();
  const response = await handler(event, context);
  Object.assign(measured, { firstCallCpuMs: cpuMs(first), status: response?.statusCode });
}
if (warmCalls > 0) {
  const warm = process.cpuUsage();
  for (let call = 0; call < warmCalls; call += 1) await handler(event, context);
  Object.assign(measured, { warmCallCpuMs: cpuMs(warm) / warmCalls });
}
writeSync(RESULT, JSON.stringify({ ...measured, processCpuMs: cpuMs(), peakBytes: peakBytes() }));
process.exit(0);
