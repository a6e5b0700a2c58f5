/** A crowd of functions in one process: on Lambda each has connections of its own, here they would queue for fifty. */
import { Agent } from "node:http";
import { dynamo } from "#functions/shared/dynamodb.ts";

const SOCKETS_MAX = 2500;
const PATIENCE_MS = 120_000;

/** As much of the SDK's handler of requests as this needs; its own type leaves the method out. */
interface Adjustable {
  readonly updateHttpClientConfig: (name: string, value: unknown) => void;
}

/** Has every function of this process connect by itself, and wait for an engine that serves all of them with two cores. */
export const connectEachFunction = (): void => {
  const requestHandler = dynamo.config.requestHandler as unknown as Adjustable;
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS_MAX });
  const settings = { httpAgent: agent, connectionTimeout: PATIENCE_MS, requestTimeout: PATIENCE_MS };
  for (const [name, value] of Object.entries(settings)) {
    requestHandler.updateHttpClientConfig(name, value);
  }
};
