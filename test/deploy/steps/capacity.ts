/** What the functions of the deployed stage may use, read with AWS's own calls. */
import {
  GetFunctionConcurrencyCommand,
  GetProvisionedConcurrencyConfigCommand,
  ListTagsCommand,
  ProvisionedConcurrencyConfigNotFoundException,
  paginateListFunctions,
  ResourceNotFoundException,
} from "@aws-sdk/client-lambda";
import { LIVE_ALIAS_NAME } from "#lib/function.ts";
import type { AwsClients } from "#test/deploy/aws.ts";

export interface CapacitySetting {
  /** Its whole name. */
  readonly name: string;
  readonly reserved: number | undefined;
  /** Instances that are kept warm for its alias. */
  readonly warm: number | undefined;
  /** What a preparation has written down. */
  readonly tags: Readonly<Record<string, string>>;
}

const warmOf = async ({ lambda }: AwsClients, name: string): Promise<number | undefined> => {
  const target = { FunctionName: name, Qualifier: LIVE_ALIAS_NAME };
  try {
    const { RequestedProvisionedConcurrentExecutions: requested } = await lambda.send(
      new GetProvisionedConcurrencyConfigCommand(target),
    );
    return requested;
  } catch (error) {
    const isAbsent =
      error instanceof ProvisionedConcurrencyConfigNotFoundException || error instanceof ResourceNotFoundException;
    if (isAbsent) return undefined;
    throw error;
  }
};

const settingOf = async (aws: AwsClients, name: string, arn: string): Promise<CapacitySetting> => {
  const { ReservedConcurrentExecutions: reserved } = await aws.lambda.send(
    new GetFunctionConcurrencyCommand({ FunctionName: name }),
  );
  const { Tags: tags = {} } = await aws.lambda.send(new ListTagsCommand({ Resource: arn }));
  const written = Object.entries(tags).filter(([tag]) => tag.startsWith("encore:"));
  return { name, reserved, warm: await warmOf(aws, name), tags: Object.fromEntries(written) };
};

/** Of every function of the stage, by the name that it has in functions/deployment.ts. */
export const readCapacity = async (aws: AwsClients): Promise<ReadonlyMap<string, CapacitySetting>> => {
  const all = new Map<string, CapacitySetting>();
  for await (const { Functions: page = [] } of paginateListFunctions({ client: aws.lambda }, {})) {
    for (const { FunctionName: name = "", FunctionArn: arn = "" } of page) {
      const id = /^Encore-dev-(\w+?)Function[0-9A-F]{8}/.exec(name)?.[1];
      if (id !== undefined) all.set(`${id.charAt(0).toLowerCase()}${id.slice(1)}`, await settingOf(aws, name, arn));
    }
  }
  return all;
};
