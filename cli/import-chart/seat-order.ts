/** In which order seats with positions stand, and where the aisles between them are. Pure. */

export interface Placed {
  readonly x: number;
  readonly y: number;
}

/** A step from seat to seat that is longer than this, in usual steps, leads across an aisle. A missing seat is 2. */
const AISLE_STEPS = 1.5;
/** Rows with fewer seats have too few steps to show what is usual in them. */
const SEATS_TO_JUDGE_BY = 4;
/** Fewer seats are a short row, and more are a row around a whole hall. */
const TABLE_SEATS_MIN = 3;
const TABLE_SEATS_MAX = 24;
/** Seen from the middle of a table, no gap between two seats is as wide as half a circle, as it is in a row. */
const TABLE_GAP_MAX = (170 / 180) * Math.PI;
/** Around a table, the longest step is not much longer than the usual one: the last seat is beside the first. */
const TABLE_STEPS_MAX = 2.5;

export const stepBetween = (one: Placed, other: Placed): number => Math.hypot(one.x - other.x, one.y - other.y);

/** The lower median, which two rows that are far apart can't move. 0 for no values. */
export const lowerMedian = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;

export const stepsOf = (seats: readonly Placed[]): readonly number[] =>
  seats.slice(1).map((seat, index) => stepBetween(seats[index] as Placed, seat));

export const middleOf = (seats: readonly Placed[]): Placed => ({
  x: seats.reduce((sum, { x }) => sum + x, 0) / seats.length,
  y: seats.reduce((sum, { y }) => sum + y, 0) / seats.length,
});

/** How far along the longest extent of the seats each of them is, from left to right, or downwards if that is upright. */
export const alongAxis = (seats: readonly Placed[]): ((seat: Placed) => number) => {
  const { x: middleX, y: middleY } = middleOf(seats);
  let [xx, xy, yy] = [0, 0, 0];
  for (const { x, y } of seats) {
    xx += (x - middleX) ** 2;
    xy += (x - middleX) * (y - middleY);
    yy += (y - middleY) ** 2;
  }
  // The principal axis: of all directions, the one in which the seats vary most.
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const forward = cos > 1e-6 || (Math.abs(cos) <= 1e-6 && sin > 0) ? 1 : -1;
  return ({ x, y }) => forward * ((x - middleX) * cos + (y - middleY) * sin);
};

/** Seats of a row from left to right; of an upright row from the top down. Also works for arcs up to half a circle. */
export const inRowOrder = <Seat extends Placed>(seats: readonly Seat[]): readonly Seat[] => {
  const along = alongAxis(seats);
  return seats.toSorted((one, other) => along(one) - along(other));
};

/** Seats clockwise as drawn around their middle, from the first in the list on. */
const aroundMiddle = <Seat extends Placed>(seats: readonly Seat[]): readonly Seat[] => {
  const middle = middleOf(seats);
  const angleOf = ({ x, y }: Placed): number => Math.atan2(y - middle.y, x - middle.x);
  const sorted = seats.toSorted((one, other) => angleOf(one) - angleOf(other));
  const first = seats[0] === undefined ? 0 : sorted.indexOf(seats[0]);
  return [...sorted.slice(first), ...sorted.slice(0, first)];
};

/** The seats in the order in which they are around a table, or undefined if they are not around anything. */
export const inTableOrder = <Seat extends Placed>(seats: readonly Seat[]): readonly Seat[] | undefined => {
  if (seats.length < TABLE_SEATS_MIN || seats.length > TABLE_SEATS_MAX) return undefined;
  const ordered = aroundMiddle(seats);
  const [first] = ordered;
  if (first === undefined) return undefined;
  const middle = middleOf(seats);
  const closed = [...ordered, first];
  const steps = stepsOf(closed);
  const angles = closed.map(({ x, y }) => Math.atan2(y - middle.y, x - middle.x));
  const gaps = angles.slice(1).map((angle, index) => (angle - (angles[index] ?? 0) + 2 * Math.PI) % (2 * Math.PI));
  const isClosed = Math.max(...steps) <= TABLE_STEPS_MAX * lowerMedian(steps);
  return isClosed && Math.max(...gaps) < TABLE_GAP_MAX ? ordered : undefined;
};

/**
 * Splits the seats of a row at its aisles.
 * @param usualStep of the whole zone, for rows too short to show their own
 */
export const splitAtAisles = <Seat extends Placed>(
  ordered: readonly Seat[],
  usualStep: number,
): readonly (readonly Seat[])[] => {
  const steps = stepsOf(ordered);
  const usual = ordered.length < SEATS_TO_JUDGE_BY ? usualStep : lowerMedian(steps);
  const blocks: Seat[][] = [];
  for (const [index, seat] of ordered.entries()) {
    const isBehindAisle = index > 0 && (steps[index - 1] ?? 0) > AISLE_STEPS * usual;
    const block = blocks.at(-1);
    if (block === undefined || isBehindAisle) blocks.push([seat]);
    else block.push(seat);
  }
  return blocks;
};

/** Whether all seats are at one place, as in plans without a drawing. */
export const isUnplaced = ([first, ...others]: readonly Placed[]): boolean =>
  first !== undefined && others.length > 0 && others.every(({ x, y }) => x === first.x && y === first.y);
