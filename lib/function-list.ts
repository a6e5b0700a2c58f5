import type { Route } from "#contract/route.ts";
import { routes } from "#contract/routes.ts";
import { deployment, type FunctionDeployment, type FunctionName } from "#functions/deployment.ts";

/** A Lambda function of the stack, with the routes that it serves. */
export interface FunctionEntry extends FunctionDeployment {
  readonly name: FunctionName;
  /** Unique id in the stack, made from the name of the handler file. */
  readonly id: string;
  readonly summary: string;
  /** Empty if something else starts it. */
  readonly routes: readonly Route[];
}

/** Every function of the stack, in the order of the table. */
export const functionList = (): readonly FunctionEntry[] =>
  (Object.entries(deployment) as [FunctionName, FunctionDeployment][]).map(([name, entry]) => {
    const served = entry.trigger.kind === "routes" ? entry.trigger.routes.map((route): Route => routes[route]) : [];
    return {
      ...entry,
      name,
      id: idOf(entry.handler),
      summary: entry.summary ?? served.map(({ summary }) => summary).join("; "),
      routes: served,
    };
  });

/** "queue/handlers/join-queue" -> "JoinQueue" */
const idOf = (handler: string): string =>
  handler
    .slice(handler.lastIndexOf("/") + 1)
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
