import { isDeepStrictEqual } from "node:util";
import type { Route } from "#contract/route.ts";
import { type BackgroundFunction, background } from "#functions/background.ts";
import { routes } from "#functions/routes.ts";
import type { Grants } from "#functions/shared/grants.ts";
import type { SettingName } from "#functions/shared/settings.ts";

/** A Lambda function to be, with all that the route table and the background table say of it. */
export interface FunctionEntry {
  /** Unique name in the stack, from the name of the handler file. */
  readonly id: string;
  /** File under functions/, without extension. */
  readonly handler: string;
  readonly summary: string;
  readonly timeoutSeconds: number;
  readonly settings: readonly SettingName[];
  readonly grants: Grants;
  /** The routes it answers; none if something else starts it. */
  readonly routes: readonly Route[];
  readonly trigger?: BackgroundFunction["trigger"];
}

/** Three tries of 4 s at a store, and some room: a request that takes longer is lost, and is told so shortly before. */
const ROUTE_TIMEOUT_SECONDS = 15;

/** Every function of the stack, one for each handler file, in the order of the tables. */
export const functionList = (): readonly FunctionEntry[] => {
  const byHandler = Map.groupBy(Object.values<Route>(routes), (route) => route.handler);
  return [
    ...[...byHandler].map(([handler, ofHandler]) => routeFunction(handler, ofHandler)),
    ...Object.values<BackgroundFunction>(background).map(backgroundFunction),
  ];
};

/** @throws Error if two routes of one handler differ in what their function needs. */
const routeFunction = (handler: string, ofHandler: readonly Route[]): FunctionEntry => {
  const [first, ...others] = ofHandler.map(needs);
  if (first === undefined || others.some((other) => !isDeepStrictEqual(other, first))) {
    throw new Error(`The routes of ${handler} must have the same caller, queue token, settings and grants.`);
  }
  return {
    id: idOf(handler),
    handler,
    summary: ofHandler.map((route) => route.summary).join("; "),
    timeoutSeconds: ROUTE_TIMEOUT_SECONDS,
    settings: first.settings,
    grants: first.grants,
    routes: ofHandler,
  };
};

const needs = ({ caller, queueToken, settings = [], grants }: Route) => ({ caller, queueToken, settings, grants });

const backgroundFunction = (entry: BackgroundFunction): FunctionEntry => ({
  id: idOf(entry.handler),
  handler: entry.handler,
  summary: entry.summary,
  timeoutSeconds: entry.timeoutSeconds,
  settings: entry.settings ?? [],
  grants: entry.grants,
  routes: [],
  trigger: entry.trigger,
});

/** "queue/handlers/join-queue" -> "JoinQueue" */
const idOf = (handler: string): string =>
  handler
    .slice(handler.lastIndexOf("/") + 1)
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
