/** The whole hall: a shape for each section with what is left and from which price, and its seats as dots. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { centroidOf } from "#contract/drawing/geometry.ts";
import type { Point } from "#contract/drawing/plan.ts";
import { DOT_SCALE_MIN } from "#web/booking/seats/bitmap-plan.ts";
import { drawnLayer } from "#web/booking/seats/drawn-layer.ts";
import { hallDots } from "#web/booking/seats/hall-dots.ts";
import { HallShapes } from "#web/booking/seats/hall-shapes.tsx";
import { nextSection, sectionAt } from "#web/booking/seats/hit-test.ts";
import { MapControls } from "#web/booking/seats/map-controls.tsx";
import { seatsText } from "#web/booking/seats/messages.ts";
import { boundsAround, type PanZoom, panZoom, type Scene } from "#web/booking/seats/pan-zoom.ts";
import type { SeatsPage } from "#web/booking/seats/seats-page.ts";
import type { Chart } from "#web/booking/seats/section-seats.ts";

interface HallMapProps {
  readonly page: SeatsPage;
  /** Whether dots are on the screen, for those who read what they show. */
  readonly areDotsSeen: Signal<boolean>;
  readonly onEnter: (sectionId: string, at: Point | undefined) => void;
  /** The section that was left last, which has the focus then. */
  readonly cameFrom: string | undefined;
}

const SCALE_MAX = 22;
const ROOM = 2;

const sceneOf = ({ sections, stage, texts }: Chart): Scene => ({
  bounds: boundsAround(
    [
      ...sections.flatMap(({ outline }) => outline),
      ...(stage?.outline ?? []),
      ...texts.map(({ x, y }): Point => [x, y]),
    ],
    ROOM,
  ),
  scaleMin: undefined,
  scaleMax: SCALE_MAX,
  start: undefined,
});

const sectionOf = (element: Element): string | undefined =>
  element.closest("[data-section]")?.getAttribute("data-section") ?? undefined;

export const HallMap = ({ page, areDotsSeen, onEnter, cameFrom }: HallMapProps) => {
  const { t } = seatsText;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const content = useRef<SVGGElement>(null);
  const view = useRef<PanZoom>(undefined);
  const scale = useSignal(0);
  const { sections } = page.chart;
  const current = useRef(cameFrom ?? sections[0]?.sectionId ?? "");

  useEffect(() => {
    if (frame.current === null || canvas.current === null || svg.current === null || content.current === null) return;
    const dots = hallDots(canvas.current, frame.current, page);
    const layer = drawnLayer(svg.current, content.current);
    view.current = panZoom(frame.current, sceneOf(page.chart), {
      onFrame: (camera) => {
        layer.follow(camera);
        dots.draw(camera);
      },
      onSettle: (camera) => {
        layer.settle(camera);
        scale.value = camera.scale;
        areDotsSeen.value = camera.scale >= DOT_SCALE_MIN;
        dots.settle(camera);
      },
      onTap: (point, reach) => {
        const found = sectionAt(sections, point, reach);
        if (found !== undefined) onEnter(found, point);
      },
    });
    if (cameFrom !== undefined) elementOf(cameFrom)?.focus({ preventScroll: true });
    return () => {
      view.current?.stop();
      dots.stop();
      areDotsSeen.value = false;
    };
    // The map is set up once: what changes in it follows signals.
  }, [page]);

  const elementOf = (sectionId: string): SVGGElement | null =>
    content.current?.querySelector<SVGGElement>(`[data-section="${sectionId}"]`) ?? null;
  const press = (event: KeyboardEvent): void => {
    if (event.target instanceof Element) current.current = sectionOf(event.target) ?? current.current;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      onEnter(current.current, undefined);
      return;
    }
    const middles = sections.map(({ sectionId, outline }) => ({ sectionId, middle: centroidOf(outline) }));
    const next = nextSection(middles, current.current, event.key);
    if (next === undefined) return;
    event.preventDefault();
    elementOf(current.current)?.setAttribute("tabindex", "-1");
    const element = elementOf(next);
    element?.setAttribute("tabindex", "0");
    element?.focus({ preventScroll: true });
    current.current = next;
    const middle = middles.find(({ sectionId }) => sectionId === next)?.middle;
    if (middle !== undefined) view.current?.show(middle);
  };
  /** A press by other means than a pointer, such as a screen reader's. */
  const click = (event: MouseEvent): void => {
    if (event.detail !== 0 || !(event.target instanceof Element)) return;
    const sectionId = sectionOf(event.target);
    if (sectionId !== undefined) onEnter(sectionId, undefined);
  };
  return (
    <div class="seats-frame seats-frame-hall" ref={frame}>
      <canvas class="seats-layer" ref={canvas} />
      <p id="seats-hall-hint" class="visually-hidden">
        {t.hallHint}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing with one tab stop can't be a fieldset */}
      <svg
        class="seats-layer seats-drawn"
        ref={svg}
        role="group"
        aria-label={t.hall}
        aria-describedby="seats-hall-hint"
        onKeyDown={press}
        onClick={click}
      >
        <g ref={content}>
          <HallShapes page={page} scale={scale} tabStop={current.current} />
        </g>
      </svg>
      <MapControls view={() => view.current} />
    </div>
  );
};
