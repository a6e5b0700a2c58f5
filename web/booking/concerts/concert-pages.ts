/** The list of concerts as far as it has been read. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { CallResult } from "#client/call-types.ts";
import { call } from "#web/shared/api/client.ts";

export type ListedConcert = CallResult<"listConcerts">["body"]["items"][number];

export interface ConcertPages {
  /** undefined until the first page has been read. */
  readonly concerts: ReadonlySignal<readonly ListedConcert[] | undefined>;
  readonly hasMore: ReadonlySignal<boolean>;
  readonly isReading: ReadonlySignal<boolean>;
  /** What the last call has thrown. */
  readonly error: ReadonlySignal<unknown>;
  /** Reads the first page, again if it was read before. */
  readonly readFirst: () => Promise<void>;
  /** Reads the next page. @returns how many concerts it has added */
  readonly readMore: () => Promise<number>;
}

const PAGE_SIZE = 24;

/** A concert that moved to the next page in the meantime is listed once. */
const merged = (known: readonly ListedConcert[], added: readonly ListedConcert[]): readonly ListedConcert[] => {
  const ids = new Set(known.map(({ concertId }) => concertId));
  return [...known, ...added.filter(({ concertId }) => !ids.has(concertId))];
};

export const concertPages = (): ConcertPages => {
  const concerts = signal<readonly ListedConcert[] | undefined>(undefined);
  const cursor = signal<string | null>(null);
  const hasMore = signal(false);
  const isReading = signal(false);
  const error = signal<unknown>(undefined);

  const read = async (from: string | null, known: readonly ListedConcert[]): Promise<number> => {
    if (isReading.peek()) return 0;
    isReading.value = true;
    try {
      const { body } = await call("listConcerts", {
        query: { limit: PAGE_SIZE, ...(from === null ? {} : { cursor: from }) },
      });
      concerts.value = merged(known, body.items);
      cursor.value = body.nextCursor;
      hasMore.value = body.nextCursor !== null;
      error.value = undefined;
      return concerts.value.length - known.length;
    } catch (thrown) {
      error.value = thrown;
      return 0;
    } finally {
      isReading.value = false;
    }
  };

  return {
    concerts,
    hasMore,
    isReading,
    error,
    readFirst: async () => {
      await read(null, []);
    },
    readMore: () => read(cursor.peek(), concerts.peek() ?? []),
  };
};
