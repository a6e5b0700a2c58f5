/** The words of a poster: as large as they can be in the lines that there is room for. Pure. */

export interface WordLines {
  readonly size: number;
  readonly lines: readonly string[];
}

/** Sizes of a title, and how many lines of each there may be. */
const SIZES = [
  { size: 46, linesMax: 2 },
  { size: 38, linesMax: 3 },
  { size: 31, linesMax: 3 },
  { size: 25, linesMax: 4 },
  { size: 21, linesMax: 4 },
] as const;
const SMALLEST = SIZES[4];

const FULL_WIDTH =
  /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uff60]|[\u{20000}-\u{3ffff}]|\p{Extended_Pictographic}/u;
const NARROW = /[ .,:;'’!|()[\]ijlftr1I-]/;
const WIDE = /[mwMW@%&]/;
const CAPITAL = /\p{Lu}/u;

/** How wide a letter of a bold face is, in its size: somewhat too much, so that no word runs over the edge. */
const widthOfLetter = (letter: string): number => {
  if (FULL_WIDTH.test(letter)) return 0.96;
  if (NARROW.test(letter)) return 0.38;
  if (WIDE.test(letter)) return 0.98;
  return CAPITAL.test(letter) ? 0.74 : 0.63;
};

/** In the size of the text. */
export const widthOf = (text: string): number => {
  let width = 0;
  for (const letter of text) width += widthOfLetter(letter);
  return width;
};

/** Parts of a word, each of them no wider than a line. */
const partsOf = (word: string, widthMax: number): readonly string[] => {
  const parts: string[] = [];
  let part = "";
  for (const letter of word) {
    if (part !== "" && widthOf(part + letter) > widthMax) {
      parts.push(part);
      part = "";
    }
    part += letter;
  }
  return [...parts, part];
};

const linesOf = (words: readonly string[], widthMax: number): readonly string[] => {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`) <= widthMax) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
};

const cut = (line: string, widthMax: number): string => {
  let kept = line;
  while (widthOf(`${kept}…`) > widthMax) kept = kept.replace(/.$/su, "");
  return `${kept.trimEnd()}…`;
};

/** A title in lines of a width. What does not fit in the smallest size is cut. */
export const titleLines = (title: string, width: number): WordLines => {
  const words = title.split(/\s+/).filter((word) => word !== "");
  for (const { size, linesMax } of SIZES) {
    const widthMax = width / size;
    if (words.some((word) => widthOf(word) > widthMax)) continue;
    const lines = linesOf(words, widthMax);
    if (lines.length <= linesMax) return { size, lines };
  }
  const { size, linesMax } = SMALLEST;
  const widthMax = width / size;
  const lines = linesOf(
    words.flatMap((word) => partsOf(word, widthMax)),
    widthMax,
  );
  if (lines.length <= linesMax) return { size, lines };
  return { size, lines: [...lines.slice(0, linesMax - 1), cut(lines[linesMax - 1] ?? "", widthMax)] };
};

/** One line of a width and size; cut if it does not fit. */
export const oneLine = (text: string, width: number, size: number): string =>
  widthOf(text) <= width / size ? text : cut(text, width / size);
