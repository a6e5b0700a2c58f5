/** The sections of a chart with their seats, and what has become of each seat: read when they are needed, and kept. */
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type ChartSection, type SectionSeats, sectionSeats } from "#web/booking/seats/section-seats.ts";
import { call } from "#web/shared/api/client.ts";

export interface SectionStore {
  /** A section as the chart has it. Published charts never change, so it is read once. */
  readonly drawn: (sectionId: string) => Promise<ChartSection>;
  /** Whether it was read, or is being read. */
  readonly isRead: (sectionId: string) => boolean;
  readonly drawnIfRead: (sectionId: string) => ChartSection | undefined;
  readonly seats: (sectionId: string) => Promise<SectionSeats>;
  /** Whatever shows it follows the section's being read. */
  readonly seatsIfRead: (sectionId: string) => SectionSeats | undefined;
  /** A letter for each seat; "" until it is read. */
  readonly state: (sectionId: string) => ReadonlySignal<string>;
  /** Reads the state of one section, or of all of them. */
  readonly refresh: (sectionId?: string) => Promise<void>;
  /** Counts the sections and states that were read. */
  readonly changes: ReadonlySignal<number>;
}

interface Source {
  readonly chartId: string;
  readonly performanceId: string;
  readonly queueToken: () => string;
}

export const sectionStore = ({ chartId, performanceId, queueToken }: Source): SectionStore => {
  const reading = new Map<string, Promise<ChartSection>>();
  const read = new Map<string, ChartSection>();
  const placed = new Map<string, SectionSeats>();
  const states = new Map<string, Signal<string>>();
  const changes = signal(0);
  const sectionsRead = signal(0);

  const stateOf = (sectionId: string): Signal<string> => {
    const known = states.get(sectionId) ?? signal("");
    states.set(sectionId, known);
    return known;
  };
  const drawn = (sectionId: string): Promise<ChartSection> => {
    const known = reading.get(sectionId);
    if (known !== undefined) return known;
    const promise = call("readChartSection", { params: { chartId, sectionId } }).then(({ body }) => {
      read.set(sectionId, body);
      sectionsRead.value += 1;
      changes.value += 1;
      return body;
    });
    reading.set(sectionId, promise);
    promise.catch(() => reading.delete(sectionId));
    return promise;
  };
  const seatsIfRead = (sectionId: string): SectionSeats | undefined => {
    const known = placed.get(sectionId);
    const section = sectionsRead.value === 0 ? undefined : read.get(sectionId);
    if (known !== undefined || section === undefined) return known;
    const seats = sectionSeats(section);
    placed.set(sectionId, seats);
    return seats;
  };
  return {
    drawn,
    isRead: (sectionId) => reading.has(sectionId),
    drawnIfRead: (sectionId) => read.get(sectionId),
    seatsIfRead,
    seats: async (sectionId) => seatsIfRead(sectionId) ?? sectionSeats(await drawn(sectionId)),
    state: stateOf,
    changes,
    refresh: async (sectionId) => {
      const query = { form: "state" as const, ...(sectionId === undefined ? {} : { section: sectionId }) };
      const { body } = await call("readSeats", { params: { performanceId }, query, queueToken: queueToken() });
      let hasChanged = false;
      for (const { sectionId: id, state } of body.states ?? []) {
        const known = stateOf(id);
        if (known.peek() !== state) hasChanged = true;
        known.value = state;
      }
      if (hasChanged) changes.value += 1;
    },
  };
};
