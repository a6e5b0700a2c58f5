/** A broken response mostly breaks from its first time on. */
const FIRST = 20;
/** Beyond those, one in a hundred: a fault that hits one response in a thousand shows once in 100,000 of them. */
const ONE_IN = 100;

/**
 * Which of a function's responses are compared with their schema where nothing but the log depends on it. For a large
 * response that takes longer than everything else that its function computes.
 * @returns whether the next response is one of them
 */
export const newResponseSample = (): (() => boolean) => {
  let responses = 0;
  return () => {
    responses += 1;
    return responses <= FIRST || responses % ONE_IN === 0;
  };
};
