/** Where the seats of a performance are. Pure. A layout never changes once its chart is published. */
import { printedLabel, seatsOfSection, } from "#contract/seating/section-form.ts";
export const seatId = (section, row, seat) => `${section}-${row}-${seat}`;
/** The section a seat id names, whether or not there is such a seat. */
export const sectionOf = (id) => id.split("-", 1)[0] ?? "";
/** Makes the section that a form describes. The form was checked when it was put. */
export const sectionFrom = (form) => {
    const { sectionId, label = sectionId, focalPoint } = form;
    const { kind, rows, seats: named } = seatsOfSection(form);
    const rowLabels = new Map(rows.map((row) => [row.row, row.label]));
    const seats = named.map((each, index) => ({
        index,
        seatId: seatId(sectionId, each.row, each.seat),
        section: sectionId,
        row: each.row,
        seat: each.seat,
        label: printedLabel(label, rowLabels.get(each.row) ?? "", each.label),
        category: each.category,
    }));
    const indexes = new Map(seats.map(({ row, seat, index }) => [`${row}-${seat}`, index]));
    const indexOf = (rowAndSeat) => {
        const index = indexes.get(rowAndSeat);
        if (index === undefined)
            throw new RangeError(`Section ${sectionId} has no seat ${rowAndSeat}.`);
        return index;
    };
    const soldWhole = new Set((form.tables ?? []).flatMap(({ table, sold }) => (sold === "WHOLE" ? table : [])));
    const continuations = new Map((form.rows ?? []).map((row) => [row.row, row.continuesIn]));
    return {
        sectionId,
        label,
        kind,
        rows: rows.map((row) => ({
            ...row,
            isSoldWhole: soldWhole.has(row.row),
            continuesIn: continuations.get(row.row),
        })),
        seats,
        focalSeat: focalPoint && indexOf(`${focalPoint.row}-${focalPoint.seat}`),
        accessible: (form.accessible ?? []).map(({ seat, companions }) => ({
            seat: indexOf(seat),
            companions: companions.map(indexOf),
        })),
    };
};
export const capacityOf = ({ seats }) => seats.length;
/** Where each seat of a section is, found once for each section. */
const seatIndexes = new WeakMap();
const seatsById = (section) => {
    const known = seatIndexes.get(section);
    if (known !== undefined)
        return known;
    const found = new Map(section.seats.map((seat) => [seat.seatId, seat]));
    seatIndexes.set(section, found);
    return found;
};
/** The seat with this id, or undefined if the section has none. */
export const findSeat = (section, id) => seatsById(section).get(id);
/** Indexes of the seats of a unit, the accessible one first. */
export const seatsOfUnit = ({ seat, companions }) => [seat, ...companions];
