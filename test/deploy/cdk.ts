import { join } from "node:path";
import { succeed } from "#test/deploy/programs.ts";
import type { Surroundings } from "#test/deploy/run.ts";

const CDK_SECONDS_MAX = 300;

/** The plain CDK command line, as docs/guides/deploy.md uses it. */
export class Cdk {
  /** What the last deployment wrote about the stage. */
  readonly outputs: string;
  /** Where it synthesizes to. */
  readonly assembly: string;
  readonly prodAssembly: string;
  readonly #surroundings: Surroundings;
  /** The CDK takes longer to check templates than to make them, so it does so for prod and for the first deployment. */
  #checksTemplates = true;

  constructor(folder: string, surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.outputs = join(folder, "outputs.json");
    this.assembly = join(surroundings.cwd, "cdk.out");
    this.prodAssembly = `${this.assembly}-prod`;
  }

  bootstrap(): Promise<string> {
    // Outside the project, whose stacks it would synthesize for nothing.
    return this.#cdk(
      { ...this.#surroundings, cwd: join(this.outputs, "..") },
      "bootstrap",
      "aws://000000000000/us-east-1",
    );
  }

  /** @param context more options, such as `-c hold-seconds=8` */
  async deploy(...context: readonly string[]): Promise<string> {
    const options = ["--require-approval", "never", "--outputs-file", this.outputs];
    const output = await this.#cdk(this.#surroundings, "deploy", "--all", "-c", "stage=dev", ...context, ...options);
    this.#checksTemplates = false;
    return output;
  }

  destroy(): Promise<string> {
    // It needs the names of the stacks, and builds no pages for them.
    return this.#cdk(this.#surroundings, "destroy", "--all", "-c", "stage=dev", "-c", "pages=false", "--force");
  }

  /** Synthesizes the stage prod into a folder of its own. */
  async synthesizeProd(): Promise<void> {
    const options = ["allow-simulated-gateway=true", "alarm-email=nobody@example.com", "mail-from=nobody@example.com"];
    const context = ["stage=prod", "pages=false", ...options].flatMap((option) => ["-c", option]);
    await this.#cdk(this.#surroundings, "synth", "--quiet", ...context, "--output", this.prodAssembly);
  }

  #cdk(surroundings: Surroundings, ...args: readonly string[]): Promise<string> {
    const env = { ...surroundings.env, ...(this.#checksTemplates ? {} : { CDK_VALIDATION: "false" }) };
    return succeed("cdk", args, { cwd: surroundings.cwd, env, secondsMax: CDK_SECONDS_MAX });
  }
}
