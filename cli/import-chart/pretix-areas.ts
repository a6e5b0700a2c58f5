/** What the areas of a pretix plan say: where the stage is, and what is written where. Pure. */
import type { PretixArea, PretixPlan, PretixPosition } from "#cli/import-chart/pretix-plan.ts";
import type { Placed } from "#cli/import-chart/seat-order.ts";

const STAGE = /\b(?:stage|scene|scène|escenario|palco)\b|bühne|buehne|podium|무대|ステージ|舞台/iu;
const STANDING = /\bstanding\b|general admission|stehpl|stehbereich|스탠딩|입석/iu;

export interface WrittenArea {
  readonly zone: string;
  readonly text: string;
  readonly textAt: Placed;
  readonly corners: readonly Placed[];
}

const rectangle = (left: number, top: number, width: number, height: number): readonly Placed[] => [
  { x: left, y: top },
  { x: left + width, y: top },
  { x: left + width, y: top + height },
  { x: left, y: top + height },
];

/** Corners relative to the area's position. A circle is taken for the square around it. */
const cornersOf = ({ polygon, rectangle: box, ellipse, circle, width, height }: PretixArea): readonly Placed[] => {
  if (polygon) return polygon.points;
  if (box) return rectangle(0, 0, box.width, box.height);
  const radius = ellipse?.radius ?? (circle ? { x: circle.radius, y: circle.radius } : undefined);
  if (radius !== undefined) return rectangle(-radius.x, -radius.y, 2 * radius.x, 2 * radius.y);
  return width !== undefined && height !== undefined ? rectangle(0, 0, width, height) : [];
};

/** Degrees clockwise as drawn. */
const turned = ({ x, y }: Placed, degrees: number): Placed => {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return { x: x * cos - y * sin, y: x * sin + y * cos };
};

const written = (zone: string, origin: PretixPosition, area: PretixArea): WrittenArea | undefined => {
  const text = (typeof area.text === "string" ? area.text : (area.text?.text ?? "")).trim();
  if (text === "") return undefined;
  const at = (point: Placed): Placed => {
    const { x, y } = turned(point, area.rotation ?? 0);
    return { x: origin.x + area.position.x + x, y: origin.y + area.position.y + y };
  };
  const position = typeof area.text === "string" ? { x: 0, y: 0 } : (area.text?.position ?? { x: 0, y: 0 });
  return { zone, text, textAt: at(position), corners: cornersOf(area).map(at) };
};

/** All areas with a text, by what the text says. Those without one are nothing but decoration. */
export const readAreas = ({ zones }: PretixPlan) => {
  const areas = zones.flatMap(({ name, position, areas: ofZone }) =>
    (ofZone ?? []).flatMap((area) => written(name ?? "", position, area) ?? []),
  );
  return {
    stage: areas.find(({ text, corners }) => STAGE.test(text) && corners.length >= 3),
    standing: areas.filter(({ text }) => STANDING.test(text) && !STAGE.test(text)),
    texts: areas,
  };
};
