/** Lets so many pieces of work go on at once; the others wait in the order they came. */
export const gateOf = (width: number): (<Result>(work: () => Promise<Result>) => Promise<Result>) => {
  const waiting: (() => void)[] = [];
  let free = width;

  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((enter) => waiting.push(enter));
    try {
      return await work();
    } finally {
      // Whoever leaves hands the place on, so that nobody who comes just now gets in before those who wait.
      const enter = waiting.shift();
      if (enter) enter();
      else free += 1;
    }
  };
};
