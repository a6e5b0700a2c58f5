/** Titles and dates of concerts, each read once however many reservations are of it: both responses are public. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { CallResult } from "#client/call-types.ts";
import { call } from "#web/shared/api/client.ts";

export type Concert = CallResult<"readConcert">["body"];
export type Performance = CallResult<"readSchedule">["body"]["items"][number];

export interface ConcertFacts {
  readonly concert: Concert;
  readonly performances: readonly Performance[];
}

export type FactsState =
  | { readonly kind: "reading" }
  | { readonly kind: "known"; readonly facts: ConcertFacts }
  | { readonly kind: "failed"; readonly error: unknown };

interface Entry {
  readonly state: ReadonlySignal<FactsState>;
  readonly read: () => Promise<void>;
}

const entries = new Map<string, Entry>();

const PAGE = 100;

const readPerformances = async (concertId: string): Promise<readonly Performance[]> => {
  const performances: Performance[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const query = cursor === undefined ? { limit: PAGE } : { limit: PAGE, cursor };
    const { body }: CallResult<"readSchedule"> = await call("readSchedule", { params: { concertId }, query });
    performances.push(...body.items);
    cursor = body.nextCursor;
  }
  return performances;
};

const newEntry = (concertId: string): Entry => {
  const state = signal<FactsState>({ kind: "reading" });
  let reading: Promise<void> | undefined;
  const read = async (): Promise<void> => {
    try {
      const [{ body: concert }, performances] = await Promise.all([
        call("readConcert", { params: { concertId } }),
        readPerformances(concertId),
      ]);
      state.value = { kind: "known", facts: { concert, performances } };
    } catch (error) {
      // What is known stays known.
      if (state.peek().kind !== "known") state.value = { kind: "failed", error };
    }
    reading = undefined;
  };
  // Whoever asks while it is being read gets the same response.
  return { state, read: () => (reading ??= read()) };
};

const entryOf = (concertId: string): Entry => {
  const known = entries.get(concertId);
  if (known !== undefined) return known;
  const entry = newEntry(concertId);
  entries.set(concertId, entry);
  void entry.read();
  return entry;
};

/** What is known of a concert. It is read when it is asked for the first time. */
export const concertFacts = (concertId: string): FactsState => entryOf(concertId).state.value;

/** Reads a concert again, as after a failure, or because it may have been called off. */
export const refreshConcert = (concertId: string): Promise<void> => entryOf(concertId).read();

export const performanceIn = (state: FactsState, performanceId: string): Performance | undefined =>
  state.kind === "known"
    ? state.facts.performances.find((performance) => performance.performanceId === performanceId)
    : undefined;

export const concertIn = (state: FactsState): Concert | undefined =>
  state.kind === "known" ? state.facts.concert : undefined;
