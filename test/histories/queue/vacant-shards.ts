/** Which numbers of a history's queue are vacant, worked out from all that is stored of it. */
import type { CountedShard } from "#functions/queue/rules/admission.ts";
import { LANE_NAMES, type QueueState } from "#functions/queue/rules/queue-state.ts";
import { numberIn } from "#test/histories/queue/drawn-numbers.ts";
import type { GoneArrivals } from "#test/histories/queue/queue-under-test.ts";

/** The arrivals of the reserves that nobody has. */
export const unusedReserve = ({ lanes }: QueueState): readonly number[] =>
  LANE_NAMES.flatMap((lane) => {
    const { drawnTo = 0, lateTo = drawnTo } = lanes[lane];
    return Array.from({ length: drawnTo - lateTo }, (_, index) => lateTo + 1 + index);
  });

export const goneNumbers = (queue: QueueState, gone: GoneArrivals): ReadonlySet<number> =>
  new Set([...gone.numbers, ...Array.from(gone.arrivals, (arrival) => numberIn(queue, arrival) ?? 0)]);

export const withVacant = (
  queue: QueueState,
  shards: readonly CountedShard[],
  gone: GoneArrivals,
): readonly CountedShard[] => {
  const unused = unusedReserve(queue).map((arrival) => numberIn(queue, arrival) ?? 0);
  const vacant = new Set([...goneNumbers(queue, gone), ...unused]);
  return shards.map((shard) => {
    const inShard = [...vacant].filter((number) => shard.from <= number && number <= shard.to);
    return { ...shard, vacant: inShard.length };
  });
};
