/** Reads a pretix plan as a chart of ours. Pure. */
import { parseChartDocument, type ReadChart } from "#cli/import-chart/chart-document.ts";
import { InvalidChartFile } from "#cli/import-chart/invalid-chart-file.ts";
import { readAreas } from "#cli/import-chart/pretix-areas.ts";
import { type PretixPlan, parsePretixPlan } from "#cli/import-chart/pretix-plan.ts";
import { type SeatGroup, seatGroupsOf, stepsIn } from "#cli/import-chart/pretix-zone.ts";
import { lowerMedian, middleOf, type Placed } from "#cli/import-chart/seat-order.ts";
import { asLabel, isTooLarge, labelUnless, sectionContents } from "#cli/import-chart/section-entries.ts";
import { shortIds } from "#cli/import-chart/short-ids.ts";
import { shortText } from "#cli/import-chart/short-text.ts";
import type { ChartDocument } from "#client/upload-chart.ts";
import type { Point } from "#contract/drawing/plan.ts";

const CATEGORY_LENGTH_MAX = 20;
const NO_CATEGORY = "Standard";
const NAME_LENGTH_MAX = 120;
const NO_NAME = "Hall";
const TEXTS_MAX = 200;
const CORNERS_MAX = 100;
const EXAMPLES_MAX = 3;
const COLOUR = /^#[0-9a-f]{6}$/i;

interface Zone {
  readonly name: string;
  readonly idName: string;
  readonly groups: readonly SeatGroup[];
}

const inUnits = (usualStep: number) => {
  const unit = (pixels: number): number => Math.round((pixels / usualStep) * 100) / 100 + 0;
  return <T extends Placed>(placed: T): T => ({ ...placed, x: unit(placed.x), y: unit(placed.y) });
};

type ToUnits = ReturnType<typeof inUnits>;

const pointsOf = (corners: readonly Placed[], toUnits: ToUnits): readonly Point[] =>
  corners.map(toUnits).map(({ x, y }): Point => [x, y]);

/** Some of the corners of a shape that has very many. */
const fewer = (corners: readonly Placed[]): readonly Placed[] => {
  const every = Math.ceil(corners.length / CORNERS_MAX);
  return corners.filter((_, index) => index % every === 0);
};

const zonesOf = (plan: PretixPlan, usualStep: number, stage: Placed | undefined): readonly Zone[] => {
  const toUnits = inUnits(usualStep);
  return plan.zones.flatMap((zone, index) => {
    const steps = stepsIn(zone);
    const groups = seatGroupsOf(zone, steps.length > 0 ? lowerMedian(steps) : usualStep, stage);
    if (groups.length === 0) return [];
    const name = zone.name === null || zone.name === "" ? `Zone ${index + 1}` : zone.name;
    const idName = zone.zone_id === null || zone.zone_id === "" ? name : zone.zone_id;
    return [
      {
        name,
        idName,
        groups: groups.map((group) => ({ ...group, blocks: group.blocks.map((block) => block.map(toUnits)) })),
      },
    ];
  });
};

const categoryName = (name: string, names: readonly string[]): string => {
  const own = name === "" && names.length === 1 ? (names[0] ?? "") : name;
  return shortText(own, CATEGORY_LENGTH_MAX) || NO_CATEGORY;
};

/** Each seat with the category that it gets here. */
const withCategories = (zones: readonly Zone[], names: readonly string[]): readonly Zone[] =>
  zones.map((zone) => ({
    ...zone,
    groups: zone.groups.map((group) => ({
      ...group,
      blocks: group.blocks.map((block) =>
        block.map((seat) => ({ ...seat, category: categoryName(seat.category, names) })),
      ),
    })),
  }));

const seatsOf = (zones: readonly Zone[]) =>
  zones.flatMap(({ groups }) => groups.flatMap(({ blocks }) => blocks.flat()));

const sectionsOf = (zones: readonly Zone[]) => {
  const contents = zones.flatMap(({ name, idName, groups }) =>
    sectionContents(groups).map((content) => ({ name, idName, content })),
  );
  const ids = shortIds(contents.map(({ idName }) => idName));
  return contents.map(({ name, content }, index) => {
    const sectionId = ids[index] ?? "";
    return { sectionId, ...labelUnless(sectionId, name), ...content };
  });
};

/** @throws InvalidChartFile if the plan has more than a chart can have, such as more than 90 zones */
const documentOf = (plan: PretixPlan, zones: readonly Zone[], toUnits: ToUnits): ChartDocument => {
  const { stage, texts } = readAreas(plan);
  const colours = new Map(plan.categories.map(({ name, color }) => [categoryName(name, []), color]));
  const used = new Set([...colours.keys(), ...seatsOf(zones).map(({ category }) => category)]);
  return parseChartDocument({
    name: shortText(plan.name ?? "", NAME_LENGTH_MAX) || NO_NAME,
    categories: [...used].map((category) => {
      const colour = colours.get(category) ?? "";
      return { category, ...(COLOUR.test(colour) && { colour }) };
    }),
    ...(stage === undefined
      ? {}
      : { stage: { label: asLabel(stage.text), outline: pointsOf(fewer(stage.corners), toUnits) } }),
    texts: texts
      .filter((area) => area !== stage)
      .map(({ text, textAt }) => ({ text: asLabel(text), ...toUnits(textAt) }))
      .filter(({ text }) => text !== "")
      .slice(0, TEXTS_MAX),
    sections: sectionsOf(zones),
  });
};

const listed = (names: readonly string[]): string =>
  names.slice(0, EXAMPLES_MAX).join(", ") +
  (names.length > EXAMPLES_MAX ? ` and ${names.length - EXAMPLES_MAX} more` : "");

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** What a person should look at in one zone. */
const zoneWarnings = ({ name, groups }: Zone): readonly string[] => {
  const zone = `Zone "${name}"`;
  const warnings: string[] = [];
  const repeated = groups.flatMap((group) => {
    const numbers = group.blocks.flat().map(({ number }) => number);
    const twice = numbers.filter((number, index) => number !== "" && numbers.indexOf(number) !== index);
    return [...new Set(twice)].map((number) => `row ${group.name} seat ${number}`);
  });
  if (repeated.length > 0) {
    warnings.push(
      `${zone}: ${listed(repeated)} occurs more than once. Each gets an id of its own, but they print alike.`,
    );
  }
  const names = groups.map((group) => group.name);
  const rows = [...new Set(names.filter((each, index) => names.indexOf(each) !== index))];
  if (rows.length > 0) {
    warnings.push(`${zone}: several rows are called ${listed(rows)} and share seat numbers. They stay separate rows.`);
  }
  const unplaced = groups.filter(({ isPlaced }) => !isPlaced).map((group) => group.name);
  if (unplaced.length > 0) {
    warnings.push(`${zone}: all seats of row ${listed(unplaced)} are at one place. They are taken as side by side.`);
  }
  const parts = sectionContents(groups).length;
  const kinds = new Set(groups.map(({ kind }) => kind)).size;
  if (parts > kinds) warnings.push(`${zone} has more than one section can hold and is split into ${parts} sections.`);
  else if (kinds > 1) warnings.push(`${zone} has rows and tables, which are sections of their own.`);
  return warnings;
};

const unnamedWarnings = (zones: readonly Zone[]): readonly string[] =>
  zones.flatMap(({ name, groups }) => {
    const unnamed = groups.flatMap(({ blocks }) => blocks.flat()).filter(({ number }) => number === "").length;
    return unnamed === 0
      ? []
      : [
          `Zone "${name}": ${counted(unnamed, "seat has", "seats have")} no number in the file; the place in the row is used.`,
        ];
  });

const unnamedRowWarnings = ({ zones }: PretixPlan): readonly string[] =>
  zones.flatMap(({ name, rows }) => {
    const unnamed = rows.filter((row) => (row.row_number ?? "") === "" && row.seats.length > 0).length;
    const zone = `Zone "${name ?? ""}"`;
    return unnamed === 0
      ? []
      : [`${zone}: ${counted(unnamed, "row has", "rows have")} no number in the file; the place in the zone is used.`];
  });

const planWarnings = (plan: PretixPlan, zones: readonly Zone[]): readonly string[] => {
  const warnings: string[] = [];
  const { stage, standing } = readAreas(plan);
  if (stage === undefined) {
    warnings.push(
      "No area is called a stage, so rows keep the order of the file. Check that their first row is in front.",
    );
  }
  for (const { text } of standing) {
    warnings.push(
      `"${text}" has no seats in the file. If people stand there, add a section with standing and a capacity.`,
    );
  }
  const uncategorised = seatsOf(zones).filter(({ category }) => category === "").length;
  if (uncategorised > 0) {
    const name = categoryName(
      "",
      plan.categories.map(({ name: category }) => category),
    );
    warnings.push(`${counted(uncategorised, "seat has", "seats have")} no category in the file; "${name}" is used.`);
  }
  const known = new Set(plan.categories.map(({ name }) => name));
  const unknown = [...new Set(seatsOf(zones).map(({ category }) => category))].filter(
    (name) => name !== "" && !known.has(name),
  );
  if (unknown.length > 0)
    warnings.push(`The file lists no category ${listed(unknown)}, but seats have it. It is added.`);
  return warnings;
};

/**
 * Reads a plan in pretix's format: zones as sections, with blocks of seats between aisles.
 * @throws InvalidChartFile if it is no such plan, or has a row that no section can hold
 */
export const readPretixChart = (content: unknown): ReadChart => {
  const plan = parsePretixPlan(content);
  const steps = plan.zones.flatMap(stepsIn);
  const usualStep = steps.length > 0 ? lowerMedian(steps) : 1;
  const { stage } = readAreas(plan);
  const zones = zonesOf(plan, usualStep, stage && middleOf(stage.corners));
  for (const { name, groups } of zones) {
    const group = groups.find(isTooLarge);
    if (group === undefined) continue;
    throw new InvalidChartFile(
      `Zone "${name}", row "${group.name}" has more than 1,000 seats, which is more than a section can have. Split the row in the file.`,
    );
  }
  const named = withCategories(
    zones,
    plan.categories.map(({ name }) => name),
  );
  return {
    document: documentOf(plan, named, inUnits(usualStep)),
    unnamedSeats: seatsOf(zones).filter(({ number }) => number === "").length,
    warnings: [
      ...planWarnings(plan, zones),
      ...unnamedRowWarnings(plan),
      ...unnamedWarnings(zones),
      ...zones.flatMap(zoneWarnings),
    ],
  };
};
