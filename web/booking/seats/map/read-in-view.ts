/** Reads the sections that are in view, a few at once, and the states of the hall's seats when the first are needed. */
import type { Bounds } from "#contract/drawing/plan.ts";
import { DOT_SCALE_MIN, isInView } from "#web/booking/seats/map/bitmap-plan.ts";
import type { Camera, Viewport } from "#web/booking/seats/map/camera.ts";
import type { SectionStore } from "#web/booking/seats/section-store.ts";

const READS_MAX = 6;

interface View {
  readonly camera: Camera;
  readonly viewport: Viewport;
}

/** @param view where the view stays; undefined while it moves, or is gone */
export const readInView = (
  store: SectionStore,
  places: readonly { readonly sectionId: string; readonly bounds: Bounds }[],
  view: () => View | undefined,
): { readonly read: () => void } => {
  let reads = 0;
  let hasStates = false;
  const readStates = (): void => {
    if (hasStates) return;
    hasStates = true;
    store.refresh().catch(() => {
      hasStates = false;
    });
  };
  const readOne = async (sectionId: string): Promise<void> => {
    reads += 1;
    try {
      await store.drawn(sectionId);
    } catch {
      // The next movement of the view tries again.
      return;
    } finally {
      reads -= 1;
    }
    read();
  };
  const read = (): void => {
    const current = view();
    if (current === undefined || current.camera.scale < DOT_SCALE_MIN) return;
    readStates();
    for (const { sectionId, bounds } of places) {
      if (reads >= READS_MAX) return;
      if (!store.isRead(sectionId) && isInView(bounds, current)) void readOne(sectionId);
    }
  };
  return { read };
};
