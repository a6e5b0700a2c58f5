/** What one account may cost the room (Q10). A part of queue-oracle.ts, and as independent. */
import { laneOf, type Place } from "#functions/queue/rules/queue-state.ts";
import { assertInvariant } from "#test/histories/engine/invariant.ts";
import type { Snapshot } from "#test/histories/queue/queue-under-test.ts";
import { goneNumbers } from "#test/histories/queue/vacant-shards.ts";

/**
 * @param places every place that there ever was, each with its number as far as that is known
 * @throws BrokenInvariant if an account has two numbers that each keep a place of the cap
 */
export const checkAccounts = (
  { queue, shards, gone }: Snapshot,
  places: readonly { readonly place: Place; readonly number: number | undefined }[],
): void => {
  const vacant = goneNumbers(queue, gone);
  const open = shards.filter(({ to, closed }) => !closed && to > queue.lanes[laneOf(to)].settledTo);
  const costs = ({ place, number }: (typeof places)[number]): boolean => {
    if (place.claimedAt !== undefined) return place.endedAt === undefined;
    if (number === undefined || vacant.has(number)) return false;
    return open.some(({ from, to }) => from <= number && number <= to);
  };
  const numbers = new Map<string, Set<number | undefined>>();
  // An arrival that was taken back is that of the later place.
  const latest = new Map(
    places.toSorted((a, b) => a.place.generation - b.place.generation).map((each) => [each.number ?? each, each]),
  );
  for (const each of Array.from(latest.values()).filter(costs)) {
    const { userId } = each.place;
    numbers.set(userId, (numbers.get(userId) ?? new Set()).add(each.number));
  }
  for (const [userId, kept] of numbers) {
    assertInvariant("Q10", kept.size <= 1, () => `${userId} keeps ${kept.size} places: ${[...kept].join(", ")}`);
  }
};
