/** How Korean halls print rows and seats on tickets: "3열 25번". */

export const rowLabel = (row: number): string => `${row}열`;

/** Seats with these numbers, in the order in which they stand. */
export const numberedSeats = (numbers: readonly number[]): { readonly seat: string; readonly label: string }[] =>
  numbers.map((number) => ({ seat: String(number), label: `${number}번` }));

/** Whole numbers, both ends included. */
export const numbersFrom = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);
