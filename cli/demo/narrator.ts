import { styleText } from "node:util";
import { ProblemError } from "#client/problem-error.ts";
import type { EncoreClient } from "#client/table-client.ts";
import { type RouteName, routes } from "#contract/routes.ts";

/** One call of the story. */
interface Scene<Result> {
  readonly name: RouteName;
  /** What the person does, as a heading. */
  readonly act: string;
  readonly call: (client: EncoreClient) => Promise<Result>;
  /** What the response means, as lines of text. */
  readonly meaning: (result: Result) => readonly string[];
}

/** Shows a journey step by step: each request, its response, how long it took, and what it means. */
export class Narrator {
  readonly #client: EncoreClient;
  #step = 0;

  constructor(client: EncoreClient) {
    this.#client = client;
  }

  /** @throws ProblemError if the call is refused. */
  async show<Result extends { readonly status: number }>(scene: Scene<Result>): Promise<Result> {
    const startedMs = performance.now();
    const result = await scene.call(this.#client);
    this.#print(scene, result.status, performance.now() - startedMs, scene.meaning(result));
    return result;
  }

  /** Shows a call that the service must refuse with this code. @throws Error if it does anything else. */
  async showRefusal(scene: Scene<ProblemError> & { readonly code: ProblemError["code"] }): Promise<ProblemError> {
    const startedMs = performance.now();
    const problem = await scene.call(this.#client).catch((error: unknown) => error);
    if (!(problem instanceof ProblemError) || problem.code !== scene.code) {
      const got = problem instanceof Error ? problem.message : "it was accepted";
      throw new Error(`${scene.act}: expected ${scene.code}, but ${got}.`);
    }
    this.#print(scene, problem.status, performance.now() - startedMs, scene.meaning(problem));
    return problem;
  }

  /** A remark between two calls. */
  remark(text: string): void {
    console.log(`   ${styleText("dim", text)}`);
  }

  #print(
    { name, act }: Pick<Scene<never>, "act" | "name">,
    status: number,
    ms: number,
    meaning: readonly string[],
  ): void {
    this.#step += 1;
    const { method, path } = routes[name];
    console.log(`\n${styleText("bold", `${String(this.#step).padStart(2)} ${act}`)}`);
    const shownStatus = styleText(status < 400 ? "green" : "yellow", String(status));
    console.log(
      `   ${styleText("cyan", `${method} ${path}`)}  ${shownStatus}  ${styleText("dim", `${Math.round(ms)} ms`)}`,
    );
    for (const line of meaning) console.log(`   ${line}`);
  }
}

export const won = (amount: number): string => `${amount.toLocaleString("en-US")} won`;

export const timeOfDay = (iso: string): string => new Date(iso).toLocaleTimeString("en-GB");

export const dateOf = (iso: string): string =>
  new Date(iso).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
