import { drawChart } from "#contract/drawing/chart.ts";
import { sectionPlan } from "#contract/drawing/section-plan.ts";
import { sectionFrom } from "#functions/seats/rules/seat-layout.ts";
/** The most faults that a refusal lists. */
const FAULTS_MAX = 20;
/**
 * Checks a draft as a whole: that the list has each section once, that each row continues in a row that exists and that
 * no other row continues in, and that floors are known. Draws the whole.
 * @param listed the sections in the order in which they lie beside each other
 * @param forms the sections with their drawings
 */
export const publicationOf = ({ floors, stage }, listed, forms) => {
    const byId = new Map(forms.map((form) => [form.sectionId, form]));
    const ordered = listed.flatMap((sectionId) => byId.get(sectionId) ?? []);
    const faults = [
        ...listed.flatMap((id) => (byId.has(id) ? [] : `Section ${id} is listed, but has not been put.`)),
        ...forms.flatMap(({ sectionId: id }) => listed.includes(id) ? [] : `Section ${id} has been put, but is not listed.`),
        ...floorFaults(ordered, new Set(floors.map(({ floor }) => floor))),
        ...continuationFaults(ordered),
    ];
    if (faults.length > 0)
        return { faults: faults.slice(0, FAULTS_MAX) };
    const drawn = drawChart({
        stage: stage?.outline,
        floors: floors.map(({ floor }) => floor),
        sections: ordered.map(sectionPlan),
    });
    const drawings = new Map(drawn.sections.map((section) => [section.sectionId, section]));
    const sections = ordered.flatMap((form) => {
        const drawing = drawings.get(form.sectionId);
        return drawing === undefined ? [] : [summaryOf(form, sectionFrom(form), drawing)];
    });
    return {
        sections,
        stage: { ...stage, outline: drawn.stage },
        capacity: sections.reduce((sum, { capacity }) => sum + capacity, 0),
    };
};
const floorFaults = (forms, known) => forms.flatMap(({ sectionId, floor }) => floor === undefined || known.has(floor) ? [] : `Section ${sectionId} is on floor ${floor}, which the chart lacks.`);
const continuationFaults = (forms) => {
    const rows = new Set(forms.flatMap(({ sectionId, rows: own = [] }) => own.map(({ row }) => `${sectionId}-${row}`)));
    const continued = new Set();
    return forms.flatMap(({ sectionId, rows: own = [] }) => own.flatMap(({ row, continuesIn }) => {
        if (continuesIn === undefined)
            return [];
        const next = `${continuesIn.section}-${continuesIn.row}`;
        const isSecond = continued.has(next);
        continued.add(next);
        const name = `Row ${row} of section ${sectionId} continues in row ${continuesIn.row} of section ${continuesIn.section}`;
        if (continuesIn.section === sectionId)
            return `${name}, which is the same section.`;
        if (!rows.has(next))
            return `${name}, which the chart lacks.`;
        return isSecond ? `${name}, as another row does already.` : [];
    }));
};
/** Seats of each category, in the order in which the categories first occur. */
export const categoriesIn = ({ seats }) => [...Map.groupBy(seats, ({ category }) => category)].map(([category, all]) => ({ category, capacity: all.length }));
export const summaryOf = ({ floor }, section, { outline, origin }) => ({
    sectionId: section.sectionId,
    label: section.label,
    kind: section.kind,
    floor,
    capacity: section.seats.length,
    accessibleUnits: section.accessible.length,
    categories: categoriesIn(section),
    outline,
    origin,
});
