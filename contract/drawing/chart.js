/** How a whole chart is drawn. Pure. */
import { boundsOf, cornersOf, rectangle, rounded } from "#contract/drawing/geometry.ts";
import { layOutSection, placeSection } from "#contract/drawing/section.ts";
/** Between sections, in units: 1 m. */
const SECTION_GAP = 2;
const FLOOR_GAP = 5;
const STAGE_GAP = 4;
const STAGE_DEPTH = 5;
const STAGE_WIDTH_MIN = 8;
/** The stage's part of the width of the floor nearest to it. */
const STAGE_PART = 0.5;
/** A floor is laid out this much wider than it is deep, if its sections allow. */
const FLOOR_WIDE = 1.6;
/** Sections without a floor are in front of all floors. Floors that the chart does not list are behind the others. */
const floorsOf = ({ floors = [] }, parts) => {
    const named = new Set([undefined, ...floors, ...parts.map(({ floor }) => floor)]);
    return [...named]
        .map((floor) => ({ floor, parts: parts.filter((part) => part.floor === floor) }))
        .filter((floor) => floor.parts.length > 0);
};
const widthOf = ({ bounds }) => bounds.right - bounds.left;
const depthOf = ({ bounds }) => bounds.bottom - bounds.top;
/** Sections side by side, in order, until the floor is wide enough; the others behind them. */
const bandsOf = (parts) => {
    const area = parts.reduce((sum, part) => sum + (widthOf(part) + SECTION_GAP) * (depthOf(part) + SECTION_GAP), 0);
    const widthMax = Math.max(Math.sqrt(area * FLOOR_WIDE), ...parts.map(widthOf));
    const bands = [];
    let width = 0;
    for (const part of parts) {
        const last = bands.at(-1);
        width += SECTION_GAP + widthOf(part);
        if (last !== undefined && width <= widthMax)
            last.push(part);
        else {
            bands.push([part]);
            width = widthOf(part);
        }
    }
    return bands;
};
/** Lays sections out from `top` on, around x = `middle`. @returns The origin of each, by id, and where they end. */
const layOutFloor = (parts, top, middle) => {
    const origins = new Map();
    let front = top;
    for (const band of bandsOf(parts)) {
        const width = band.reduce((sum, part) => sum + widthOf(part), 0) + SECTION_GAP * (band.length - 1);
        let left = middle - width / 2;
        for (const part of band) {
            origins.set(part.sectionId, [rounded(left - part.bounds.left), rounded(front - part.bounds.top)]);
            left += widthOf(part) + SECTION_GAP;
        }
        front += Math.max(...band.map(depthOf)) + SECTION_GAP;
    }
    return { origins, bottom: front - SECTION_GAP };
};
const outlinesOf = (sections) => sections.flatMap(({ outline }) => outline);
/** In front of the first floor, as wide as half of it. */
const stageBefore = (floor, all) => {
    const middle = (floor.left + floor.right) / 2;
    const half = Math.max(STAGE_WIDTH_MIN, (floor.right - floor.left) * STAGE_PART) / 2;
    const bottom = all.top - STAGE_GAP;
    return rectangle({ left: middle - half, right: middle + half, top: bottom - STAGE_DEPTH, bottom });
};
/** The origins of all sections that the chart does not place, floor behind floor, behind everything that it places. */
const originsOf = (stage = [], floors) => {
    const placed = floors.flatMap(({ parts }) => parts.filter(({ drawing }) => drawing.kind === "placed"));
    const given = [...stage, ...placed.flatMap(({ bounds }) => cornersOf(bounds))];
    const { left, right, bottom } = boundsOf(given);
    const gap = placed.length > 0 ? FLOOR_GAP : STAGE_GAP;
    let top = given.length > 0 ? bottom + gap : 0;
    const origins = new Map();
    for (const { parts } of floors) {
        const open = parts.filter(({ drawing }) => drawing.kind === "laidOut");
        if (open.length === 0)
            continue;
        const floor = layOutFloor(open, top, (left + right) / 2);
        for (const [sectionId, origin] of floor.origins)
            origins.set(sectionId, origin);
        top = floor.bottom + FLOOR_GAP;
    }
    return origins;
};
/**
 * Draws a chart: a position for each seat, an outline for each section, and the stage.
 *
 * What the chart gives is kept: positions of seats and tables, curves of rows, outlines, the stage. If only some seats
 * of a section have positions, the others are laid out beside the first of them. A section with an outline and no
 * positions is fitted into its outline: with four corners (front left, front right, back right, back left) its rows run
 * from the front edge to the back edge.
 *
 * Everything else follows from the order of sections and rows. Seats of a block are one unit apart; there is an aisle
 * of 2 units between blocks, and aisles continue from row to row; rows are 1.8 units apart. Tables are round. People
 * stand on two square units each. Sections of a floor are side by side in bands, each band behind the one before, and
 * floors are behind each other. The stage is in front. Sections that are laid out overlap nothing.
 *
 * The same chart always gives the same drawing. 90,000 seats take a fraction of a second.
 */
export const drawChart = (chart) => {
    const parts = chart.sections.map((section) => {
        const drawing = layOutSection(section);
        return { sectionId: section.sectionId, floor: section.floor, drawing, bounds: boundsOf(drawing.around) };
    });
    const floors = floorsOf(chart, parts);
    const origins = originsOf(chart.stage, floors);
    const sections = parts.map(({ sectionId, drawing }) => placeSection(sectionId, drawing, origins.get(sectionId) ?? [0, 0]));
    const byId = new Map(sections.map((section) => [section.sectionId, section]));
    const drawnFloors = floors.map(({ floor, parts: onFloor }) => ({
        ...(floor === undefined ? {} : { floor }),
        bounds: boundsOf(outlinesOf(onFloor.flatMap(({ sectionId }) => byId.get(sectionId) ?? []))),
    }));
    const all = boundsOf(outlinesOf(sections));
    const stage = chart.stage ?? stageBefore(drawnFloors[0]?.bounds ?? all, all);
    return {
        bounds: boundsOf([...stage, ...(sections.length > 0 ? cornersOf(all) : [])]),
        stage,
        floors: drawnFloors,
        sections,
    };
};
