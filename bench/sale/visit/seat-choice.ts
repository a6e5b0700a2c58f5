/** Which seats somebody takes from the map. Pure. */
import type { CallResult } from "#client/call-types.ts";
import type { Random } from "#simulation/random.ts";

type Seat = Pick<CallResult<"readSeats">["body"]["seats"][number], "seatId" | "row" | "status">;
type Section = CallResult<"readAvailability">["body"]["sections"][number];

const freeIn = ({ categories }: Section): number => categories.reduce((sum, { free }) => sum + free, 0);

/** A section by chance, of those with this many free seats; undefined if there is none. */
export const chosenSection = (sections: readonly Section[], quantity: number, random: Random): string | undefined => {
  const possible = sections.filter((section) => freeIn(section) >= quantity);
  return possible[random.between(0, Math.max(0, possible.length - 1))]?.sectionId;
};

/**
 * The first free seats next to each other in the map, seen from a place by chance.
 * @returns their ids; none if no row has as many
 */
export const chosenSeats = (seats: readonly Seat[], quantity: number, random: Random): readonly string[] => {
  const from = random.between(0, Math.max(0, seats.length - 1));
  for (let step = 0; step < seats.length; step += 1) {
    const first = (from + step) % seats.length;
    const choice = seats.slice(first, first + quantity);
    const isFree = choice.every(({ status, row }) => status === "AVAILABLE" && row === choice[0]?.row);
    if (isFree && choice.length === quantity) return choice.map(({ seatId }) => seatId);
  }
  return [];
};
