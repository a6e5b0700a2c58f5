/** Does `act` on every item, at most `limit` at a time, until it fails on one. @throws what that one throws */
export const forEachLimit = async <Item>(
  items: readonly Item[],
  limit: number,
  act: (item: Item) => Promise<unknown>,
): Promise<void> => {
  const remaining = items.values();
  let hasFailed = false;
  const worker = async (): Promise<void> => {
    for (const item of remaining) {
      if (hasFailed) return;
      try {
        await act(item);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
};
