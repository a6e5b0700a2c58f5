/** What the same sale would use in other designs. Pure: from the result of a simulated sale. */
import { CALL_MS } from "#simulation/meter.ts";
import type { SimulationResult, Usage } from "#simulation/result.ts";

export interface Design {
  readonly name: string;
  /** For the legend of a chart. */
  readonly shortName: string;
  readonly usage: Usage;
}

/** A common interval for pages that ask whether it is their turn. */
const POLL_SECONDS = 3;
/** The read of one's own token, eventually consistent. */
const POLL_READ_UNITS = 0.5;
/**
 * The write of a token's new status: the item, and its entry in the index by status that the job needs to find who is
 * next, which moves and so is deleted and put.
 */
const FLIP_WRITE_UNITS = 3;
/** From waiting to admitted, and from admitted to ended. */
const FLIPS = 2;

/** Person-seconds of waiting, from the samples that the simulation takes at equal intervals. */
export const waitedSeconds = ({ samples }: Pick<SimulationResult, "samples">): number =>
  samples.reduce((sum, { at, waiting }, index) => {
    const until = samples[index + 1]?.at ?? at;
    return sum + waiting * (until - at);
  }, 0);

/** The API has no other way in (decision 0071): the edge bills what it passes on as well as what it answers. */
const throughTheEdge = (usage: Usage): Usage => ({ ...usage, edgeRequests: usage.edgeRequests + usage.httpRequests });

/** The sale without the edge: everybody who waits asks the API at a fixed interval. */
const polling = (sale: SimulationResult): Usage => {
  const { usage } = sale;
  const polls = Math.round(waitedSeconds(sale) / POLL_SECONDS);
  return {
    ...usage,
    edgeRequests: 0,
    httpRequests: usage.httpRequests + polls,
    readUnits: usage.readUnits + polls * POLL_READ_UNITS,
    lambda: [...usage.lambda, { what: "polls", invocations: polls, meanMs: CALL_MS.readQueueToken }],
  };
};

const withWrites = (usage: Usage, writeUnits: number): Usage => ({
  ...usage,
  writeUnits: usage.writeUnits + writeUnits,
});

/** Ours first. */
export const designsOf = (sale: SimulationResult): readonly Design[] => {
  const polled = polling(sale);
  const ticks = waitedSeconds(sale) / Number(sale.options["tick-seconds"] ?? 1);
  return [
    { name: "Encore", shortName: "Encore", usage: throughTheEdge(sale.usage) },
    { name: `polls every ${POLL_SECONDS} seconds`, shortName: "polls", usage: polled },
    {
      name: "polls, and flips the status of every token",
      shortName: "polls and flips",
      usage: withWrites(polled, sale.people.joins * FLIPS * FLIP_WRITE_UNITS),
    },
    {
      name: "polls, and writes every waiting token's place at each tick",
      shortName: "polls and writes places",
      usage: withWrites(polled, Math.round(ticks)),
    },
  ];
};
