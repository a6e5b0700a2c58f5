/** The seats of the whole hall as dots, on one canvas that is put together from a bitmap for each section. */
import { boundsOf } from "#contract/drawing/geometry.ts";
import type { Bounds } from "#contract/drawing/plan.ts";
import { DOT_SCALE_MIN, isInView, type Picture, picturesToDraw } from "#web/booking/seats/map/bitmap-plan.ts";
import type { Camera } from "#web/booking/seats/map/camera.ts";
import { paintSection } from "#web/booking/seats/map/paint-section.ts";
import { readInView } from "#web/booking/seats/map/read-in-view.ts";
import type { SeatsPage } from "#web/booking/seats/seats-page.ts";

export interface HallDots {
  /** Draws what is there already. For each frame. */
  readonly draw: (camera: Camera) => void;
  /** Reads and draws what is missing for this view. For when it stays. */
  readonly settle: (camera: Camera) => void;
  readonly stop: () => void;
}

interface Drawn extends Picture {
  readonly canvas: HTMLCanvasElement;
}

/** The part of a frame that drawing bitmaps may take. */
const FRAME_MS = 5;
/** Sharper than this, nobody sees dots. */
const PIXEL_RATIO_MAX = 2;
const TAKEN = { light: "#d2cec4", dark: "#3b3f45" };

const darkScheme = matchMedia("(prefers-color-scheme: dark)");
const schemeNow = (): "dark" | "light" => (darkScheme.matches ? "dark" : "light");

const viewOf = (frame: HTMLElement, camera: Camera) => ({
  camera,
  viewport: { width: frame.clientWidth, height: frame.clientHeight },
  pixelRatio: Math.min(devicePixelRatio, PIXEL_RATIO_MAX),
});

/** Puts the bitmaps that are in view onto the canvas. */
const compose = (
  canvas: HTMLCanvasElement,
  { camera, viewport, pixelRatio }: ReturnType<typeof viewOf>,
  drawn: ReadonlyMap<string, Drawn>,
  boundsBy: ReadonlyMap<string, Bounds>,
): void => {
  const context = canvas.getContext("2d");
  const [width, height] = [Math.round(viewport.width * pixelRatio), Math.round(viewport.height * pixelRatio)];
  // A canvas that gets a size is empty.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context?.clearRect(0, 0, width, height);
  if (camera.scale < DOT_SCALE_MIN) return;
  const scale = camera.scale * pixelRatio;
  for (const [sectionId, { canvas: image, density }] of drawn) {
    const bounds = boundsBy.get(sectionId);
    if (bounds === undefined || !isInView(bounds, { camera, viewport })) continue;
    const [x, y] = [bounds.left * scale + camera.x * pixelRatio, bounds.top * scale + camera.y * pixelRatio];
    context?.drawImage(image, x, y, (image.width / density) * scale, (image.height / density) * scale);
  }
};

/** @param frame the element whose size is that of the view */
export const hallDots = (canvas: HTMLCanvasElement, frame: HTMLElement, page: SeatsPage): HallDots => {
  const { store, looks } = page;
  const places = page.chart.sections
    .filter(({ kind }) => kind !== "STANDING")
    .map(({ sectionId, outline }) => ({ sectionId, bounds: boundsOf(outline) }));
  const boundsBy = new Map(places.map(({ sectionId, bounds }) => [sectionId, bounds]));
  const drawn = new Map<string, Drawn>();
  /** Where the view stays; undefined while it moves. */
  let still: Camera | undefined;
  let painting = 0;

  const reader = readInView(store, places, () => still && viewOf(frame, still));
  const paintOne = ({ sectionId, density, shows }: Picture & { readonly sectionId: string }): void => {
    const section = store.drawnIfRead(sectionId);
    const bounds = boundsBy.get(sectionId);
    if (section === undefined || bounds === undefined) return;
    const scheme = schemeNow();
    const image = paintSection({
      section,
      bounds,
      density,
      state: store.state(sectionId).peek(),
      colourOf: (category) => looks.get(category)?.[scheme] ?? TAKEN[scheme],
      takenColour: TAKEN[scheme],
    });
    drawn.set(sectionId, { canvas: image, density, shows });
  };
  /** Draws missing bitmaps as long as the frame allows, and goes on in the next one. */
  const paintSome = (): void => {
    painting = 0;
    if (still === undefined) return;
    const view = viewOf(frame, still);
    const scheme = schemeNow();
    const read = places
      .filter(({ sectionId }) => store.drawnIfRead(sectionId) !== undefined)
      .map((place) => ({ ...place, shows: scheme + store.state(place.sectionId).peek() }));
    const missing = [...picturesToDraw(read, drawn, view)];
    if (missing.length === 0) return;
    const until = performance.now() + FRAME_MS;
    do {
      const next = missing.shift();
      if (next !== undefined) paintOne(next);
    } while (missing.length > 0 && performance.now() <= until);
    compose(canvas, view, drawn, boundsBy);
    if (missing.length > 0) paintSoon();
  };
  const paintSoon = (): void => {
    if (painting === 0) painting = requestAnimationFrame(paintSome);
  };
  const stopListening = store.changes.subscribe(paintSoon);
  darkScheme.addEventListener("change", paintSoon);
  return {
    draw: (camera) => {
      still = undefined;
      compose(canvas, viewOf(frame, camera), drawn, boundsBy);
    },
    settle: (camera) => {
      still = camera;
      compose(canvas, viewOf(frame, camera), drawn, boundsBy);
      reader.read();
      paintSoon();
    },
    stop: () => {
      still = undefined;
      stopListening();
      cancelAnimationFrame(painting);
      darkScheme.removeEventListener("change", paintSoon);
    },
  };
};
