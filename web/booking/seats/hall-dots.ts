/** The seats of the whole hall as dots, on one canvas that is put together from a bitmap for each section. */
import { effect } from "@preact/signals";
import { boundsOf } from "#contract/drawing/geometry.ts";
import type { Bounds } from "#contract/drawing/plan.ts";
import { DOT_SCALE_MIN, isInView, type Picture, picturesToDraw } from "#web/booking/seats/bitmap-plan.ts";
import type { Camera } from "#web/booking/seats/camera.ts";
import type { SeatsPage } from "#web/booking/seats/seats-page.ts";
import type { ChartSection } from "#web/booking/seats/section-seats.ts";

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

interface Place {
  readonly sectionId: string;
  readonly bounds: Bounds;
}

/** Sections that are read at once, and the part of a frame that drawing may take. */
const READS_MAX = 6;
const FRAME_MS = 5;
const TAKEN = { light: "#d2cec4", dark: "#3b3f45" };
const DOT = 0.72;
const TAKEN_DOT = 0.5;

const darkScheme = matchMedia("(prefers-color-scheme: dark)");

/** Adds a dot to the path: a disc where it is seen as one, a square where it is not. */
const addDot = (context: CanvasRenderingContext2D, x: number, y: number, size: number): void => {
  if (size < 5) context.rect(x - size / 2, y - size / 2, size, size);
  else {
    context.moveTo(x + size / 2, y);
    context.arc(x, y, size / 2, 0, 2 * Math.PI);
  }
};

const paint = (
  page: SeatsPage,
  section: ChartSection,
  { left, top, right, bottom }: Bounds,
  density: number,
): HTMLCanvasElement | undefined => {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.ceil((right - left) * density));
  canvas.height = Math.max(1, Math.ceil((bottom - top) * density));
  const context = canvas.getContext("2d");
  if (context === null) return undefined;
  const state = page.store.state(section.sectionId).peek();
  const paths = new Map<string, { readonly x: number; readonly y: number }[]>();
  let index = 0;
  for (const { blocks } of section.rows) {
    for (const { x = 0, y = 0, category } of blocks.flat()) {
      // As long as no state is known, a seat is not shown as free.
      const colour = state[index] === "A" ? category : "";
      const dots = paths.get(colour) ?? [];
      dots.push({ x: (x - left) * density, y: (y - top) * density });
      paths.set(colour, dots);
      index += 1;
    }
  }
  const scheme = darkScheme.matches ? "dark" : "light";
  for (const [category, dots] of paths) {
    context.beginPath();
    const size = density * (category === "" ? TAKEN_DOT : DOT);
    for (const { x, y } of dots) addDot(context, x, y, size);
    context.fillStyle = page.looks.get(category)?.[scheme] ?? TAKEN[scheme];
    context.fill();
  }
  return canvas;
};

/** @param frame the element whose size is that of the view */
export const hallDots = (canvas: HTMLCanvasElement, frame: HTMLElement, page: SeatsPage): HallDots => {
  const { store, chart } = page;
  const context = canvas.getContext("2d");
  const places: readonly Place[] = chart.sections
    .filter(({ kind }) => kind !== "STANDING")
    .map(({ sectionId, outline }) => ({ sectionId, bounds: boundsOf(outline) }));
  const boundsBy = new Map(places.map(({ sectionId, bounds }) => [sectionId, bounds]));
  const drawn = new Map<string, Drawn>();
  const seen = new Map<string, { readonly state: string; readonly isDark: boolean; readonly version: number }>();
  let camera: Camera | undefined;
  let isStill = false;
  let painting = 0;
  let reads = 0;
  let hasAskedForStates = false;

  const versionOf = (sectionId: string): number => {
    const state = store.state(sectionId).peek();
    const isDark = darkScheme.matches;
    const before = seen.get(sectionId);
    if (before?.state === state && before.isDark === isDark) return before.version;
    const version = (before?.version ?? 0) + 1;
    seen.set(sectionId, { state, isDark, version });
    return version;
  };
  const viewOf = (at: Camera) => ({
    camera: at,
    viewport: { width: frame.clientWidth, height: frame.clientHeight },
    pixelRatio: Math.min(devicePixelRatio, 2),
  });
  const draw = (at: Camera): void => {
    camera = at;
    if (context === null) return;
    const { viewport, pixelRatio } = viewOf(at);
    const [width, height] = [Math.round(viewport.width * pixelRatio), Math.round(viewport.height * pixelRatio)];
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    } else context.clearRect(0, 0, width, height);
    if (at.scale < DOT_SCALE_MIN * 0.8) return;
    const scale = at.scale * pixelRatio;
    for (const [sectionId, picture] of drawn) {
      const bounds = boundsBy.get(sectionId);
      if (bounds === undefined || !isInView(bounds, { camera: at, viewport })) continue;
      const { canvas: image, density } = picture;
      context.drawImage(
        image,
        bounds.left * scale + at.x * pixelRatio,
        bounds.top * scale + at.y * pixelRatio,
        (image.width / density) * scale,
        (image.height / density) * scale,
      );
    }
  };
  /** Draws missing pictures as long as the frame allows, and goes on in the next one. */
  const paintSome = (): void => {
    painting = 0;
    if (camera === undefined || !isStill) return;
    const read = places.filter(({ sectionId }) => store.drawnIfRead(sectionId) !== undefined);
    const plan = picturesToDraw(
      read.map((place) => ({ ...place, version: versionOf(place.sectionId) })),
      drawn,
      viewOf(camera),
    );
    const until = performance.now() + FRAME_MS;
    let done = 0;
    for (const { sectionId, density } of plan) {
      const section = store.drawnIfRead(sectionId);
      const bounds = boundsBy.get(sectionId);
      const image = section && bounds && paint(page, section, bounds, density);
      done += 1;
      if (image === undefined) continue;
      drawn.set(sectionId, { canvas: image, density, version: versionOf(sectionId) });
      if (performance.now() > until) break;
    }
    draw(camera);
    if (done < plan.length) paintSoon();
  };
  const paintSoon = (): void => {
    if (painting === 0) painting = requestAnimationFrame(paintSome);
  };
  /** Reads sections as they come into view. */
  const readSome = (): void => {
    if (camera === undefined || camera.scale < DOT_SCALE_MIN) return;
    if (!hasAskedForStates) {
      hasAskedForStates = true;
      store.refresh().catch(() => {
        hasAskedForStates = false;
      });
    }
    const view = viewOf(camera);
    for (const { sectionId, bounds } of places) {
      if (reads >= READS_MAX) return;
      if (store.isRead(sectionId) || !isInView(bounds, view)) continue;
      reads += 1;
      store
        .drawn(sectionId)
        .catch(() => undefined)
        .finally(() => {
          reads -= 1;
          if (isStill) readSome();
        });
    }
  };
  const stopListening = effect(() => {
    store.changes.value;
    paintSoon();
  });
  darkScheme.addEventListener("change", paintSoon);
  return {
    draw: (at) => {
      isStill = false;
      draw(at);
    },
    settle: (at) => {
      camera = at;
      isStill = true;
      draw(at);
      readSome();
      paintSoon();
    },
    stop: () => {
      stopListening();
      cancelAnimationFrame(painting);
      darkScheme.removeEventListener("change", paintSoon);
      isStill = false;
    },
  };
};
