/** A poster for a concert whose organiser has none: the same for the same concert, on every device. Pure. */
import { ARTS } from "#web/booking/poster/art.ts";
import { PALETTES, type Palette } from "#web/booking/poster/palettes.ts";
import { oneOf, randomFrom } from "#web/booking/poster/random.ts";
import type { Shape } from "#web/booking/poster/shapes.ts";
import { oneLine, titleLines } from "#web/booking/poster/words.ts";

export const POSTER_WIDTH = 300;
export const POSTER_HEIGHT = 400;
const MARGIN = 24;
const ARTIST_SIZE = 17;
const LINE_HEIGHT = 1.16;

export interface PosterText {
  readonly text: string;
  readonly y: number;
  readonly size: number;
}

export interface PosterPlan {
  readonly palette: Palette;
  readonly shapes: readonly Shape[];
  /** Nothing of the art is below this. */
  readonly artHeight: number;
  readonly title: readonly PosterText[];
  readonly artist: PosterText;
}

export interface PosterSubject {
  readonly concertId: string;
  readonly title: string;
  readonly artist: string;
}

/** Where a page keeps the margin at the left of the words. */
export const POSTER_MARGIN = MARGIN;

export const posterPlan = ({ concertId, title, artist }: PosterSubject): PosterPlan => {
  const random = randomFrom(`${concertId}\n${title}\n${artist}`);
  const width = POSTER_WIDTH - 2 * MARGIN;
  const { size, lines } = titleLines(title, width);
  const artistY = POSTER_HEIGHT - MARGIN;
  const lastLineY = artistY - ARTIST_SIZE - 17;
  const titleHeight = (lines.length - 1) * size * LINE_HEIGHT + size;
  const artHeight = lastLineY - titleHeight - 14;
  const palette = oneOf(random, PALETTES);
  return {
    palette,
    shapes: oneOf(random, ARTS)(random, artHeight),
    artHeight,
    title: lines.map((text, index) => ({ text, size, y: lastLineY - (lines.length - 1 - index) * size * LINE_HEIGHT })),
    artist: { text: oneLine(artist, width, ARTIST_SIZE), size: ARTIST_SIZE, y: artistY },
  };
};
