/** The sections of a chart with their seats, and what has become of each seat: read when they are needed, and kept. */
import { signal } from "@preact/signals";
import { sectionSeats } from "#web/booking/seats/section-seats.ts";
import { call } from "#web/shared/api/client.ts";
export const sectionStore = ({ chartId, performanceId, queueToken }) => {
    const reading = new Map();
    const read = new Map();
    const placed = new Map();
    const states = new Map();
    const changes = signal(0);
    const stateOf = (sectionId) => {
        const known = states.get(sectionId) ?? signal("");
        states.set(sectionId, known);
        return known;
    };
    const drawn = (sectionId) => {
        const known = reading.get(sectionId);
        if (known !== undefined)
            return known;
        const promise = call("readChartSection", { params: { chartId, sectionId } }).then(({ body }) => {
            read.set(sectionId, body);
            changes.value += 1;
            return body;
        });
        reading.set(sectionId, promise);
        promise.catch(() => reading.delete(sectionId));
        return promise;
    };
    const seatsIfRead = (sectionId) => {
        const known = placed.get(sectionId);
        const section = read.get(sectionId);
        if (known !== undefined || section === undefined)
            return known;
        const seats = sectionSeats(section);
        placed.set(sectionId, seats);
        return seats;
    };
    return {
        drawn,
        drawnIfRead: (sectionId) => read.get(sectionId),
        seatsIfRead,
        seats: async (sectionId) => seatsIfRead(sectionId) ?? sectionSeats(await drawn(sectionId)),
        state: stateOf,
        changes,
        refresh: async (sectionId) => {
            const query = { form: "state", ...(sectionId === undefined ? {} : { section: sectionId }) };
            const { body } = await call("readSeats", { params: { performanceId }, query, queueToken: queueToken() });
            let hasChanged = false;
            for (const { sectionId: id, state } of body.states ?? []) {
                const known = stateOf(id);
                if (known.peek() !== state)
                    hasChanged = true;
                known.value = state;
            }
            if (hasChanged)
                changes.value += 1;
        },
    };
};
