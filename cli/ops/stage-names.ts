/**
 * Finds the resources of a stage by their names. CloudFormation names each "<stack>-<logical id>-<letters>", and the stacks of
 * a stage begin with "Encore-<stage>". The local service leaves the letters out.
 */

export const prefixOf = (stage: string): string => `Encore-${stage}-`;

/** The letters that the CDK puts behind the path of a construct. */
const HASH = "[0-9A-F]{8}";

const found = (names: readonly string[], pattern: RegExp): ReadonlyMap<string, string> =>
  new Map(
    names.flatMap((name) => {
      const [, id] = pattern.exec(name) ?? [];
      return id === undefined ? [] : [[id, name] as const];
    }),
  );

/** The SQS queues of dead letters, by the name that docs/guides/operate.md gives them: "TopUpChecks". */
export const deadLettersIn = (names: readonly string[], stage: string): ReadonlyMap<string, string> =>
  found(names, new RegExp(`^${prefixOf(stage)}(?:data-)?(?:SqsQueues)?(\\w+?)DeadLetters${HASH}`));

/** The SQS queues that they belong to, by the same name. */
export const workQueuesIn = (names: readonly string[], stage: string): ReadonlyMap<string, string> =>
  found(names, new RegExp(`^${prefixOf(stage)}(?:data-)?SqsQueues(\\w+?)Queue${HASH}`));

/** The tables, by the id of their construct: "QueueTable". */
export const tablesIn = (names: readonly string[], stage: string): ReadonlyMap<string, string> =>
  found(names, new RegExp(`^${prefixOf(stage)}(?:data-)?Tables(\\w+?Table)${HASH}`));

/** The functions, by the id of their construct: "HoldSeats". */
export const functionsIn = (names: readonly string[], stage: string): ReadonlyMap<string, string> =>
  found(names, new RegExp(`^${prefixOf(stage)}(\\w+?)Function${HASH}`));
