/** Records what a function sends to DynamoDB and SQS. Import once the environment is set. */
import type { Ordered } from "#bench/efficiency/in-order.ts";
import { dynamo } from "#functions/shared/dynamodb.ts";
import { sqs } from "#functions/shared/sqs.ts";

export interface RecordedRequest extends Ordered {
  /** The SDK's name of the command. */
  readonly command: string;
  readonly input: object;
  /** Items that it read. */
  readonly found: number;
}

interface Read {
  readonly Item?: object;
  readonly Items?: readonly object[];
  readonly Responses?: Readonly<Record<string, readonly object[]>>;
}

/** The number of items in a response. */
export const itemsIn = (output: object): number => {
  const { Item: item, Items: items = [], Responses: responses = {} } = output as Read;
  return (item === undefined ? 0 : 1) + items.length + Object.values(responses).flat().length;
};

const NAME = "benchRecording";

/** As much of an AWS client as this needs. */
interface Client {
  readonly middlewareStack: {
    readonly add: (
      middleware: (
        next: (args: { readonly input: object }) => Promise<{ readonly output: object }>,
        context: { readonly commandName?: string },
      ) => (args: { readonly input: object }) => Promise<{ readonly output: object }>,
      options: { readonly step: "initialize"; readonly name: string; readonly override: true },
    ) => void;
    readonly remove: (name: string) => boolean;
  };
}

/** @throws what `act` throws; Error if a request was refused, since no replay can be held against that */
export const recordRequests = async (act: () => Promise<unknown>): Promise<readonly RecordedRequest[]> => {
  const requests: RecordedRequest[] = [];
  const answered = new Set<number>();
  const clients = [dynamo, sqs] as unknown as readonly Client[];
  for (const { middlewareStack } of clients) {
    middlewareStack.add(
      (next, { commandName: command = "" }) =>
        async (args) => {
          const number = requests.length;
          const begun = { command, input: structuredClone(args.input), after: [...answered], found: 0 };
          requests.push(begun);
          const result = await next(args);
          requests[number] = { ...begun, found: itemsIn(result.output) };
          answered.add(number);
          return result;
        },
      { step: "initialize", name: NAME, override: true },
    );
  }
  try {
    await act();
  } finally {
    for (const { middlewareStack } of clients) middlewareStack.remove(NAME);
  }
  if (answered.size < requests.length) throw new Error("A request that was to be recorded was refused.");
  return requests;
};
