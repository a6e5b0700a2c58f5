/**
 * Which pictures of sections to draw next. A hall's seats are dots on one canvas, put together from one bitmap a section;
 * a bitmap is drawn again only if its seats have changed, or if it is seen so much nearer that it would be blurred. Pure.
 */
import type { Bounds, Point } from "#contract/drawing/plan.ts";
import { type Camera, toScreen, type Viewport } from "#web/booking/seats/map/camera.ts";

export interface Picture {
  /** Pixels for a unit of the drawing. */
  readonly density: number;
  /** Whatever else it shows: the state of the seats, and the colours of the page. */
  readonly shows: string;
}

export interface PicturedSection {
  readonly sectionId: string;
  readonly bounds: Bounds;
  readonly shows: string;
}

interface View {
  readonly camera: Camera;
  readonly viewport: Viewport;
  readonly pixelRatio: number;
}

/** Seats that are smaller are no dots but a tint, which the section's shape has already. In CSS pixels a seat. */
export const DOT_SCALE_MIN = 1.2;
/** Phones refuse larger canvases, and lose the page if there are many. */
const SIDE_MAX = 1024;
const DENSITIES = [2, 4, 8, 16, 32] as const;

export const isInView = (
  { left, top, right, bottom }: Bounds,
  { camera, viewport }: Pick<View, "camera" | "viewport">,
): boolean => {
  const [fromX, fromY] = toScreen(camera, [left, top]);
  const [toX, toY] = toScreen(camera, [right, bottom]);
  return toX >= 0 && toY >= 0 && fromX <= viewport.width && fromY <= viewport.height;
};

/** The smallest density at which the section is sharp, as far as its bitmap may be as large as that. */
export const densityFor = ({ left, top, right, bottom }: Bounds, { camera, pixelRatio }: View): number => {
  const side = Math.max(right - left, bottom - top, 1);
  const allowed = DENSITIES.filter((density) => density * side <= SIDE_MAX);
  return allowed.find((density) => density >= camera.scale * pixelRatio) ?? allowed.at(-1) ?? SIDE_MAX / side;
};

const middleOf = ({ left, top, right, bottom }: Bounds): Point => [(left + right) / 2, (top + bottom) / 2];

/** The bitmaps to draw, those without any first, then those nearest to the middle of the view. */
export const picturesToDraw = (
  sections: readonly PicturedSection[],
  drawn: ReadonlyMap<string, Picture>,
  view: View,
): readonly (Picture & { readonly sectionId: string })[] => {
  if (view.camera.scale < DOT_SCALE_MIN) return [];
  const { width, height } = view.viewport;
  const wanted = sections
    .filter(({ bounds }) => isInView(bounds, view))
    .map(({ sectionId, bounds, shows }) => {
      const before = drawn.get(sectionId);
      const [x, y] = toScreen(view.camera, middleOf(bounds));
      const away = Math.hypot(x - width / 2, y - height / 2);
      return { sectionId, density: densityFor(bounds, view), shows, before, away };
    });
  return wanted
    .filter(({ before, density, shows }) => before?.shows !== shows || before.density < density)
    .toSorted((a, b) => Number(b.before === undefined) - Number(a.before === undefined) || a.away - b.away)
    .map(({ sectionId, density, shows }) => ({ sectionId, density, shows }));
};
