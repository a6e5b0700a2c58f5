/** The functions of a stage that a sale is prepared for, and tags in which a preparation writes down what they had before. */
import {
  type LambdaClient,
  ListTagsCommand,
  paginateListFunctions,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-lambda";
import { functionsIn } from "#cli/ops/stage-names.ts";
import { UsageError } from "#cli/options.ts";
import { PREPARED_FUNCTIONS, type PreparedFunction, WARM_FUNCTIONS, type WarmFunction } from "#simulation/sale-load.ts";

export interface FoundFunction {
  readonly name: string;
  readonly arn: string;
  readonly memoryMb: number;
}

export type FindFunction = (name: PreparedFunction | WarmFunction) => FoundFunction;

/** Looks for the functions once. @throws UsageError if the stage does not have one of them */
export const findFunctions = async (lambda: LambdaClient, stage: string): Promise<FindFunction> => {
  const all = new Map<string, FoundFunction>();
  for await (const { Functions: page = [] } of paginateListFunctions({ client: lambda }, {})) {
    for (const { FunctionName: name = "", FunctionArn: arn = "", MemorySize: memoryMb = 0 } of page) {
      all.set(name, { name, arn, memoryMb });
    }
  }
  const byId = functionsIn([...all.keys()], stage);
  const find: FindFunction = (name) => {
    const found = all.get(byId.get(name.charAt(0).toUpperCase() + name.slice(1)) ?? "");
    if (found === undefined) throw new UsageError(`The stage "${stage}" has no function ${name} here.`);
    return found;
  };
  for (const name of [...PREPARED_FUNCTIONS, ...WARM_FUNCTIONS]) find(name);
  return find;
};

/** What a function had before, in a tag of its own: a number, or "none". */
export type BeforeTag = "encore:reserved-before" | "encore:warm-before";
const NONE = "none";

/** Undefined if no preparation has changed the function. */
export const writtenDown = async (
  lambda: LambdaClient,
  { arn }: FoundFunction,
  tag: BeforeTag,
): Promise<{ readonly before: number | undefined } | undefined> => {
  const { Tags: tags = {} } = await lambda.send(new ListTagsCommand({ Resource: arn }));
  const text = tags[tag];
  if (text === undefined) return undefined;
  return { before: text === NONE ? undefined : Number(text) };
};

/** Writes down what is there, unless a preparation has done so and changed it since. */
export const writeDown = async (
  lambda: LambdaClient,
  found: FoundFunction,
  tag: BeforeTag,
  before: number | undefined,
): Promise<void> => {
  if ((await writtenDown(lambda, found, tag)) !== undefined) return;
  await lambda.send(new TagResourceCommand({ Resource: found.arn, Tags: { [tag]: String(before ?? NONE) } }));
};

export const forget = (lambda: LambdaClient, { arn }: FoundFunction, tag: BeforeTag): Promise<unknown> =>
  lambda.send(new UntagResourceCommand({ Resource: arn, TagKeys: [tag] }));
