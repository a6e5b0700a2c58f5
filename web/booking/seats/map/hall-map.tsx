/** The whole hall: a shape for each section with what is left and from which price, and its seats as dots. */
import { type Signal, useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { centroidOf } from "#contract/drawing/geometry.ts";
import type { Point } from "#contract/drawing/plan.ts";
import { DOT_SCALE_MIN } from "#web/booking/seats/map/bitmap-plan.ts";
import { hallDots } from "#web/booking/seats/map/hall-dots.ts";
import { HallShapes } from "#web/booking/seats/map/hall-shapes.tsx";
import { nextSection, sectionAt } from "#web/booking/seats/map/hit-test.ts";
import { MapFrame, type Started } from "#web/booking/seats/map/map-frame.tsx";
import { boundsAround, type PanZoom, type Scene } from "#web/booking/seats/map/pan-zoom.ts";
import { seatsText } from "#web/booking/seats/messages.ts";
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
  scaleMax: SCALE_MAX,
});

const sectionOf = (target: EventTarget | null): string | undefined =>
  target instanceof Element
    ? (target.closest<SVGElement>("[data-section]")?.dataset["section"] ?? undefined)
    : undefined;

const elementOf = (content: Element, sectionId: string): SVGElement | null =>
  content.querySelector<SVGElement>(`[data-section="${sectionId}"]`);

export const HallMap = ({ page, areDotsSeen, onEnter, cameFrom }: HallMapProps) => {
  const { t } = seatsText;
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useRef<PanZoom>(undefined);
  const scale = useSignal(0);
  const { sections } = page.chart;
  const current = useRef(cameFrom ?? sections[0]?.sectionId ?? "");

  const start = (frame: HTMLElement, content: SVGGElement): Started => {
    const dots = hallDots(canvas.current ?? document.createElement("canvas"), frame, page);
    if (cameFrom !== undefined) elementOf(content, cameFrom)?.focus({ preventScroll: true });
    return {
      scene: sceneOf(page.chart),
      onFrame: dots.draw,
      onSettle: (camera) => {
        scale.value = camera.scale;
        areDotsSeen.value = camera.scale >= DOT_SCALE_MIN;
        dots.settle(camera);
      },
      onTap: (point, reach) => {
        const found = sectionAt(sections, point, reach);
        if (found !== undefined) onEnter(found, point);
      },
      onStop: () => {
        dots.stop();
        areDotsSeen.value = false;
      },
    };
  };
  const press = (target: EventTarget | null): void => {
    const sectionId = sectionOf(target);
    if (sectionId !== undefined) onEnter(sectionId, undefined);
  };
  const hearKey = (event: KeyboardEvent & { readonly currentTarget: Element }): void => {
    const isPress = event.key === "Enter" || event.key === " ";
    const from = sectionOf(event.target) ?? current.current;
    const middles = sections.map(({ sectionId, outline }) => ({ sectionId, middle: centroidOf(outline) }));
    const next = nextSection(middles, from, event.key);
    if (isPress || next !== undefined) event.preventDefault();
    if (isPress) onEnter(from, undefined);
    if (next === undefined) return;
    elementOf(event.currentTarget, current.current)?.setAttribute("tabindex", "-1");
    current.current = next.sectionId;
    const element = elementOf(event.currentTarget, next.sectionId);
    element?.setAttribute("tabindex", "0");
    element?.focus({ preventScroll: true });
    view.current?.show(next.middle);
  };
  return (
    <MapFrame
      name="hall"
      role="group"
      label={t.hall}
      hint={t.hallHint}
      view={view}
      start={start}
      onKeyDown={hearKey}
      onPress={press}
      behind={<canvas class="seats-layer" ref={canvas} />}
    >
      <HallShapes page={page} scale={scale} tabStop={current.current} />
    </MapFrame>
  );
};
