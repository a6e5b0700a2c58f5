/** A list that is read page by page. */
import { describe, expect, it } from "@jest/globals";
import { createPages } from "#web/booking/account/pages.ts";

const ALL = ["e", "d", "c", "b", "a"];

/** A service whose list may grow at its head, two items a page; the cursor is the last item of the page. */
const listOf = (items: string[], failures: (Error | undefined)[] = []) =>
  createPages(
    (cursor) => {
      const failure = failures.shift();
      if (failure !== undefined) return Promise.reject(failure);
      const from = cursor === undefined ? 0 : items.indexOf(cursor) + 1;
      const page = items.slice(from, from + 2);
      return Promise.resolve({ items: page, nextCursor: from + 2 < items.length ? (page.at(-1) ?? null) : null });
    },
    (item) => item,
  );

describe("pages of a list", () => {
  it("follow each other until the last one", async () => {
    const pages = listOf([...ALL]);
    await pages.refresh();
    expect(pages.view.value).toMatchObject({ items: ["e", "d"], isKnown: true, hasMore: true });
    await pages.more();
    await pages.more();

    expect(pages.view.value).toMatchObject({ items: ALL, hasMore: false, isReading: false });
  });

  it("are read one at a time, however often the button is pressed", async () => {
    const pages = listOf([...ALL]);
    await pages.refresh();
    await Promise.all([pages.more(), pages.more()]);

    expect(pages.view.value.items).toEqual(["e", "d", "c", "b"]);
  });

  it("take in what is new at their head, keep what has been read, and show no item twice", async () => {
    const items = [...ALL];
    const pages = listOf(items);
    await pages.refresh();
    await pages.more();
    items.unshift("f");
    await pages.refresh();
    expect(pages.view.value.items).toEqual(["f", "e", "d", "c", "b"]);
    await pages.more();

    expect(pages.view.value).toMatchObject({ items: ["f", ...ALL], hasMore: false });
  });

  it("keep what is shown if the next one can't be read, and go on from there", async () => {
    const lost = new TypeError("no connection");
    const pages = listOf([...ALL], [undefined, lost]);
    await pages.refresh();
    await pages.more();
    expect(pages.view.value).toMatchObject({ items: ["e", "d"], error: lost, isReading: false });
    await pages.more();

    expect(pages.view.value).toMatchObject({ items: ["e", "d", "c", "b"], error: undefined });
  });
});
