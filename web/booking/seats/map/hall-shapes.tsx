/** What is drawn of the hall in SVG: stage, floors, words, and the shapes of sections with what they offer. */
import type { ReadonlySignal } from "@preact/signals";
import { boundsOf, centroidOf } from "#contract/drawing/geometry.ts";
import type { Point } from "#contract/drawing/plan.ts";
import { DOT_SCALE_MIN } from "#web/booking/seats/map/bitmap-plan.ts";
import { labelBox, labelLines } from "#web/booking/seats/map/section-label.ts";
import { seatsText } from "#web/booking/seats/messages.ts";
import { offerWords } from "#web/booking/seats/seat-names.ts";
import type { SeatsPage } from "#web/booking/seats/seats-page.ts";
import type { Chart } from "#web/booking/seats/section-seats.ts";

interface ShapesProps {
  readonly page: SeatsPage;
  /** CSS pixels for a unit. Words keep their size on the screen. */
  readonly scale: ReadonlySignal<number>;
  readonly tabStop: string;
}

type Summary = Chart["sections"][number];

const LINE_PX = 16;
const NAME_PX = 13;

export const pointsOf = (outline: readonly Point[]): string => outline.map(([x, y]) => `${x},${y}`).join(" ");

/** The category that most of the section's seats have. */
const mainCategory = ({ categories }: Summary): string =>
  categories.toSorted((a, b) => b.capacity - a.capacity)[0]?.category ?? "";

interface ShapeProps extends ShapesProps {
  readonly section: Summary;
}

/** What is seen only: a section has its name and offer as a label. */
const SEEN_ONLY = { "aria-hidden": "true" } as const;

const SectionLabel = ({ page, scale, section }: Omit<ShapeProps, "tabStop">) => {
  const pixels = scale.value;
  if (pixels === 0) return null;
  const words = offerWords(page, section.sectionId);
  const lines = labelLines(section.outline, pixels, [section.label, section.sectionId], words);
  const [x, y] = centroidOf(section.outline);
  const ground = labelBox(lines);
  if (lines.length === 0) return null;
  return (
    <g
      class={page.offers.value.get(section.sectionId)?.free === 0 ? "seats-label is-sold-out" : "seats-label"}
      transform={`translate(${x} ${y}) scale(${1 / pixels})`}
    >
      <rect x={-ground.width / 2} y={-ground.height / 2} width={ground.width} height={ground.height} rx={6} />
      {lines.map(({ text, isName }, line) => (
        <text
          key={text}
          class={isName ? "seats-label-name" : undefined}
          y={(line - (lines.length - 1) / 2) * LINE_PX + NAME_PX / 3}
        >
          {text}
        </text>
      ))}
    </g>
  );
};

const SectionShape = ({ page, scale, section, tabStop }: ShapeProps) => {
  const { free = 0, capacity = 1 } = page.offers.value.get(section.sectionId) ?? {};
  const hasDots = section.kind !== "STANDING" && scale.value >= DOT_SCALE_MIN;
  const strength = hasDots ? 0.1 : 0.14 + 0.4 * (free / Math.max(capacity, 1));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a shape of a drawing can't be a button element
    <g
      class={free === 0 ? "seats-section is-sold-out" : "seats-section"}
      role="button"
      data-section={section.sectionId}
      tabindex={section.sectionId === tabStop ? 0 : -1}
      aria-label={`${section.label}: ${offerWords(page, section.sectionId).join(", ")}`}
    >
      <polygon
        points={pointsOf(section.outline)}
        fill={`var(--category-${[...page.looks.keys()].indexOf(mainCategory(section))})`}
        fill-opacity={free === 0 ? 0.05 : strength}
      />
    </g>
  );
};

/** The names of floors, at the upper left of what belongs to them. */
const floorsOf = ({ floors, sections }: Chart) =>
  floors.length < 2
    ? []
    : floors.flatMap(({ floor, label }) => {
        const corners = sections.filter((section) => section.floor === floor).flatMap(({ outline }) => outline);
        return corners.length === 0 ? [] : [{ label, ...boundsOf(corners) }];
      });

interface WordsProps {
  readonly name: string;
  readonly scale: number;
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

const Words = ({ name, scale, x, y, text }: WordsProps) => (
  <text class={name} transform={`translate(${x} ${y}) scale(${1 / Math.max(scale, 0.01)})`}>
    {text}
  </text>
);

export const HallShapes = ({ page, scale, tabStop }: ShapesProps) => {
  const { t } = seatsText;
  const { sections, stage, texts } = page.chart;
  const pixels = scale.value;
  const [stageX, stageY] = centroidOf(stage?.outline ?? []);
  return (
    <>
      {stage === null ? null : (
        <g class="seats-stage">
          <polygon points={pointsOf(stage.outline)} />
          <Words scale={pixels} x={stageX} y={stageY} text={stage.label ?? t.stageThisWay} name="seats-stage-name" />
        </g>
      )}
      {sections.map((section) => (
        <SectionShape key={section.sectionId} page={page} scale={scale} section={section} tabStop={tabStop} />
      ))}
      <g {...SEEN_ONLY}>
        {sections.map((section) => (
          <SectionLabel key={section.sectionId} page={page} scale={scale} section={section} />
        ))}
      </g>
      <g>
        {floorsOf(page.chart).map(({ label, left, top }) => (
          <Words key={label} scale={pixels} x={left} y={top - 0.6} text={label} name="seats-floor" />
        ))}
        {texts.map(({ text, x, y }) => (
          <Words key={`${text}${x}${y}`} scale={pixels} x={x} y={y} text={text} name="seats-text" />
        ))}
      </g>
    </>
  );
};
