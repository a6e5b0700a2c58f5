import { seatsText } from "#web/booking/seats/messages.ts";
import type { PanZoom } from "#web/booking/seats/pan-zoom.ts";
import { MinusIcon, PlusIcon } from "#web/shared/ui/action-icons.tsx";

interface MapControlsProps {
  readonly view: () => PanZoom | undefined;
}

const STEP_PX = 120;
const ZOOM = 1.5;

const Arrow = ({ turn }: { readonly turn: number }) => (
  <svg viewBox="0 0 24 24" width="1em" height="1em" aria-hidden="true">
    <path d="M12 6 18 15H6Z" fill="currentColor" transform={`rotate(${turn} 12 12)`} />
  </svg>
);

/** Buttons for everything that fingers, the wheel and dragging do to the map. */
export const MapControls = ({ view }: MapControlsProps) => {
  const { t } = seatsText;
  const pan = (dx: number, dy: number) => () => view()?.panBy(dx * STEP_PX, dy * STEP_PX);
  return (
    <div class="seats-controls">
      <div class="seats-pan">
        <button type="button" aria-label={t.panUp} onClick={pan(0, 1)}>
          <Arrow turn={0} />
        </button>
        <button type="button" aria-label={t.panLeft} onClick={pan(1, 0)}>
          <Arrow turn={270} />
        </button>
        <button type="button" aria-label={t.panRight} onClick={pan(-1, 0)}>
          <Arrow turn={90} />
        </button>
        <button type="button" aria-label={t.panDown} onClick={pan(0, -1)}>
          <Arrow turn={180} />
        </button>
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
            <path
              d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"
              fill="none"
              stroke="currentColor"
              stroke-width="1.75"
              stroke-linecap="round"
              stroke-linejoin="round"
            />
          </svg>
        </button>
      </div>
    </div>
  );
};
