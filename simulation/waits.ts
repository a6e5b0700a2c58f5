/** How long people waited until they were admitted. */
import { LOBBY_SECONDS, type People } from "#simulation/people.ts";
import type { SimulationResult } from "#simulation/result.ts";

const BINS_MAX = 60;
const BIN_SECONDS = [10, 30, 60, 120, 300, 600];

/** The waits of people who came in, counted from joining, or from the opening for people in the lobby. */
export const waitsOf = ({ count, comesAt, admittedAt }: People): SimulationResult["waits"] => {
  const waits = new Float64Array(count);
  let size = 0;
  for (let person = 0; person < count; person += 1) {
    const admitted = admittedAt[person] ?? 0;
    if (admitted === 0) continue;
    waits[size] = Math.max(0, admitted - Math.max(comesAt[person] ?? 0, LOBBY_SECONDS));
    size += 1;
  }
  const sorted = waits.subarray(0, size).toSorted();
  const longest = sorted.at(-1) ?? 0;
  const binSeconds = BIN_SECONDS.find((seconds) => longest / seconds <= BINS_MAX) ?? 1200;
  const counts = Array.from({ length: Math.floor(longest / binSeconds) + 1 }, () => 0);
  for (const wait of sorted) {
    const bin = Math.floor(wait / binSeconds);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return {
    binSeconds,
    counts,
    medianSeconds: sorted[Math.floor(size / 2)] ?? 0,
    p95Seconds: sorted[Math.floor(size * 0.95)] ?? 0,
  };
};
