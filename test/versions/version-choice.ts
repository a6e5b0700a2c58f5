import { randomInt } from "node:crypto";
import type { FunctionDeployment, FunctionName } from "#functions/deployment.ts";
import { deployment } from "#functions/deployment.ts";
import type { LocalFunction } from "#local/stack/functions.ts";

export type Version = "earlier" | "this";
/** Which version runs for an invocation of a function. */
export type Policy = (name: FunctionName) => Version;

export const otherThan = (version: Version): Version => (version === "this" ? "earlier" : "this");

export const atRandom: Policy = () => (randomInt(2) === 0 ? "this" : "earlier");

/**
 * What follows from requests is done by the other version than the requests, step by step: one numbers the joins of the
 * other; one reads the changes of the other and schedules expiries, which the other carries out again.
 */
const FOLLOWS_A_FOLLOWER = new Set<FunctionName>(["expireHold", "deliverWebhook"]);

/**
 * @param requests which version gets the requests at this moment
 * @param writer whose requests the messages and changes come from
 */
export const crossed =
  (requests: () => Version, writer: Version): Policy =>
  (name) => {
    const { trigger }: FunctionDeployment = deployment[name];
    if (trigger.kind === "routes" || trigger.kind === "unmatched-request") return requests();
    return FOLLOWS_A_FOLLOWER.has(name) ? writer : otherThan(writer);
  };

/** Chooses between two versions of each function as the present policy says, and counts. */
export class VersionChoice {
  readonly #counts = new Map<FunctionName, Record<Version, number>>();
  policy: Policy = atRandom;
  /** Changes a function of the earlier version, to see whether the change is noticed. */
  plant: (lambda: LocalFunction) => LocalFunction = (lambda) => lambda;

  readonly choose = (own: LocalFunction, other: LocalFunction): LocalFunction => {
    const name = own.deploymentName as FunctionName;
    const version = this.policy(name);
    const counts = this.#counts.get(name) ?? { earlier: 0, this: 0 };
    counts[version] += 1;
    this.#counts.set(name, counts);
    return version === "this" ? own : this.plant(other);
  };

  /** Invocations of both versions together. */
  get total(): Readonly<Record<Version, number>> {
    const all = [...this.#counts.values()];
    const of = (version: Version): number => all.reduce((sum, counts) => sum + counts[version], 0);
    return { earlier: of("earlier"), this: of("this") };
  }

  /** Functions of which both versions have run. */
  get mixed(): readonly FunctionName[] {
    return [...this.#counts].filter(([, counts]) => counts.earlier > 0 && counts.this > 0).map(([name]) => name);
  }
}
