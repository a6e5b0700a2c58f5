/** What a section's shape has room to say. Pure. */

export interface LabelLine {
  readonly text: string;
  readonly isName: boolean;
}

const NAME_PX = 13;
const LINE_PX = 16;
const ROOM_PX = 6;

/** Letters of Chinese, Japanese and Korean are about as wide as high, others about half. */
export const textWidth = (text: string, size: number): number => {
  let width = 0;
  for (const letter of text) width += letter > "\u1100" ? size : size * 0.58;
  return width;
};

/**
 * The lines that fit into the box of a section on the screen, the name first: its label or, if that is too long, its id.
 * A section without room for any says nothing on the map.
 */
export const labelLines = (
  box: { readonly width: number; readonly height: number },
  names: readonly string[],
  lines: readonly string[],
): readonly LabelLine[] => {
  const fits = (text: string): boolean => textWidth(text, NAME_PX) + ROOM_PX <= box.width;
  const name = names.find(fits);
  const rows = Math.floor((box.height - ROOM_PX) / LINE_PX);
  if (name === undefined || rows < 1) return [];
  const rest = lines.filter((line) => line !== "" && fits(line)).slice(0, rows - 1);
  return [{ text: name, isName: true }, ...rest.map((text) => ({ text, isName: false }))];
};
