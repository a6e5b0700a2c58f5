/** The frame of a drawing that can be panned and zoomed, with its buttons: the same for the hall and for a section. */
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Camera } from "#web/booking/seats/map/camera.ts";
import { drawnLayer } from "#web/booking/seats/map/drawn-layer.ts";
import { MapControls } from "#web/booking/seats/map/map-controls.tsx";
import { type MapListeners, type PanZoom, panZoom, type Scene } from "#web/booking/seats/map/pan-zoom.ts";

export interface Started extends Pick<MapListeners, "onTap">, Partial<Omit<MapListeners, "onTap">> {
  readonly scene: Scene;
  readonly onStop?: () => void;
}

interface MapFrameProps {
  readonly name: "hall" | "section";
  readonly role: "group" | "grid";
  readonly label: string;
  /** How the keyboard leads through the drawing. */
  readonly hint: string;
  readonly view: RefObject<PanZoom | undefined>;
  /** Called once, when the drawing is on the page: what changes in it follows signals. */
  readonly start: (frame: HTMLElement, content: SVGGElement) => Started;
  readonly onKeyDown: (event: KeyboardEvent & { readonly currentTarget: Element }) => void;
  /** A press by other means than a pointer, such as a screen reader's. */
  readonly onPress: (target: EventTarget | null) => void;
  readonly onFocus?: (target: EventTarget | null) => void;
  /** What lies behind the drawing. */
  readonly behind?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** To those who hear the page, seats are a grid. No element of HTML is a drawing too. */
const GRID = { role: "grid", "aria-multiselectable": true } as const;
const ROW_GROUP = { role: "rowgroup" } as const;

export const MapFrame = ({ name, role, label, hint, view, start, behind, children, ...hears }: MapFrameProps) => {
  const frame = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const content = useRef<SVGGElement>(null);
  useEffect(() => {
    if (frame.current === null || svg.current === null || content.current === null) return;
    const layer = drawnLayer(svg.current, content.current);
    const { scene, onFrame, onSettle, onTap, onHover, onStop } = start(frame.current, content.current);
    const onCamera = (moved: (camera: Camera) => void, heard?: (camera: Camera) => void) => (camera: Camera) => {
      moved(camera);
      heard?.(camera);
    };
    const started = panZoom(frame.current, scene, {
      onFrame: onCamera(layer.follow, onFrame),
      onSettle: onCamera(layer.settle, onSettle),
      onTap,
      onHover: (point) => onHover?.(point),
    });
    view.current = started;
    return () => {
      started.stop();
      onStop?.();
    };
  }, []);
  const isGrid = role === "grid";
  return (
    <div class={`seats-frame seats-frame-${name}`} ref={frame}>
      {behind}
      <p id={`seats-${name}-hint`} class="visually-hidden">
        {hint}
      </p>
      <svg
        class="seats-layer seats-drawn"
        ref={svg}
        {...(isGrid ? GRID : { role })}
        aria-label={label}
        aria-describedby={`seats-${name}-hint`}
        onKeyDown={hears.onKeyDown}
        onClick={({ detail, target }) => {
          if (detail === 0) hears.onPress(target);
        }}
        onFocusCapture={({ target }) => hears.onFocus?.(target)}
      >
        <g ref={content} {...(isGrid ? ROW_GROUP : {})}>
          {children}
        </g>
      </svg>
      <MapControls view={() => view.current} />
    </div>
  );
};
