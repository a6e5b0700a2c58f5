import { seatsOfSection } from "#contract/seating/section-form.ts";
export const sectionPlan = (form) => {
    const { sectionId, floor, standing, outline } = form;
    const { rows, seats } = seatsOfSection(form);
    const named = { sectionId, floor, outline };
    if (standing !== undefined)
        return { ...named, standing };
    const seatsIn = ({ blocks }) => blocks.map(({ from, to }) => seats.slice(from, to + 1));
    if (form.tables !== undefined) {
        const middles = form.tables.map(({ x, y }) => ({ x, y }));
        return { ...named, tables: rows.map((table, index) => ({ ...middles[index], seats: seatsIn(table).flat() })) };
    }
    const curves = (form.rows ?? []).map(({ curve }) => curve);
    return { ...named, rows: rows.map((row, index) => ({ blocks: seatsIn(row), curve: curves[index] })) };
};
