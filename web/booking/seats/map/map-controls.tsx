import type { PanZoom } from "#web/booking/seats/map/pan-zoom.ts";
import { seatsText } from "#web/booking/seats/messages.ts";
import { MinusIcon, PlusIcon } from "#web/shared/ui/action-icons.tsx";
import "#web/booking/seats/map/controls.css";

interface MapControlsProps {
  readonly view: () => PanZoom | undefined;
}

const STEP_PX = 120;
const ZOOM = 1.5;

/** Which way the drawing moves, and by how much the arrow is turned. */
const ARROWS = {
  panUp: [0, 1, 0],
  panLeft: [1, 0, 270],
  panRight: [-1, 0, 90],
  panDown: [0, -1, 180],
} as const;

/** Buttons for everything that fingers, the wheel and dragging do to the map. */
export const MapControls = ({ view }: MapControlsProps) => {
  const { t } = seatsText;
  return (
    <div class="seats-controls">
      <div class="seats-pan">
        {(["panUp", "panLeft", "panRight", "panDown"] as const).map((name) => {
          const [dx, dy, turn] = ARROWS[name];
          return (
            <button
              key={name}
              type="button"
              aria-label={t[name]}
              onClick={() => view()?.panBy(dx * STEP_PX, dy * STEP_PX)}
            >
              <svg viewBox="0 0 24 24" width="1em" height="1em" aria-hidden="true">
                <path d="M12 6 18 15H6Z" fill="currentColor" transform={`rotate(${turn} 12 12)`} />
              </svg>
            </button>
          );
        })}
      </div>
      <div class="seats-zoom">
        <button type="button" aria-label={t.zoomIn} onClick={() => view()?.zoomBy(ZOOM)}>
          <PlusIcon />
        </button>
        <button type="button" aria-label={t.zoomOut} onClick={() => view()?.zoomBy(1 / ZOOM)}>
          <MinusIcon />
        </button>
        <button type="button" class="seats-whole" aria-label={t.whole} onClick={() => view()?.lookAtAll()}>
          <svg viewBox="0 0 24 24" width="1.2em" height="1.2em" aria-hidden="true">
            <path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5" fill="none" stroke="currentColor" stroke-width="1.75" />
          </svg>
        </button>
      </div>
    </div>
  );
};
