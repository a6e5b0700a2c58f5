/** A list of the service, page by page, as a screen shows it. */
import { type ReadonlySignal, signal } from "@preact/signals";

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export interface PagesView<Item> {
  readonly items: readonly Item[];
  /** Whether the first page has been read. */
  readonly isKnown: boolean;
  readonly hasMore: boolean;
  readonly isReading: boolean;
  /** What has kept the last page from being read. */
  readonly error: unknown;
}

export interface Pages<Item> {
  readonly view: ReadonlySignal<PagesView<Item>>;
  /** Reads the next page, or the first one. */
  readonly more: () => Promise<void>;
  /** Reads the first page again, with what is new. */
  readonly refresh: () => Promise<void>;
}

const NOTHING = { items: [], isKnown: false, hasMore: true, isReading: false, error: undefined };

/** @param idOf names an item: a page that is read after something new has come may repeat some of the page before */
export const createPages = <Item>(
  read: (cursor: string | undefined) => Promise<Page<Item>>,
  idOf: (item: Item) => string,
): Pages<Item> => {
  const view = signal<PagesView<Item>>(NOTHING);
  // Where what is shown ends; undefined before anything is, null at the end of the list.
  let next: string | null | undefined;

  const without = (items: readonly Item[], others: readonly Item[]): readonly Item[] => {
    const ids = new Set(others.map(idOf));
    return items.filter((item) => !ids.has(idOf(item)));
  };

  const readPage = async (
    cursor: string | undefined,
    place: (page: Page<Item>, shown: readonly Item[]) => readonly Item[],
  ): Promise<void> => {
    if (view.peek().isReading) return;
    view.value = { ...view.peek(), isReading: true, error: undefined };
    try {
      const items = place(await read(cursor), view.peek().items);
      view.value = { items, isKnown: true, hasMore: next !== null, isReading: false, error: undefined };
    } catch (error) {
      view.value = { ...view.peek(), isReading: false, error };
    }
  };

  return {
    view,
    more: () =>
      readPage(next ?? undefined, ({ items, nextCursor }, shown) => {
        next = nextCursor;
        return [...shown, ...without(items, shown)];
      }),
    refresh: () =>
      readPage(undefined, ({ items, nextCursor }, shown) => {
        // What has been read beyond the first page stays, so that nothing jumps away under a reader.
        const rest = without(shown, items);
        if (rest.length === 0) next = nextCursor;
        return [...items, ...rest];
      }),
  };
};
