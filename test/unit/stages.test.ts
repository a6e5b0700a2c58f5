/** What must not reach production is refused before anything is deployed. */
import { describe, expect, it } from "@jest/globals";
import { stageOptions } from "#lib/stage-options.ts";
import { refuseFreePoints, STAGES, type StageName, withHoldSeconds } from "#lib/stages.ts";

const stageNames = Object.keys(STAGES) as StageName[];
/** A gateway that takes money. */
const REAL = "a-real-one";

describe("a stage with the simulated payment gateway", () => {
  it.each(stageNames)("%s is refused exactly if it is for real buyers", (name) => {
    const check = () => refuseFreePoints(name, { paymentGateway: "simulated" }, false);

    if (name === "prod") expect(check).toThrow("which takes no money");
    else expect(check).not.toThrow();
  });

  it("is accepted if somebody acknowledges that its points are worth nothing", () => {
    expect(() => refuseFreePoints("prod", { paymentGateway: "simulated" }, true)).not.toThrow();
  });

  it("is the only one that is refused: prod with another gateway needs no flag", () => {
    expect(() => refuseFreePoints("prod", { paymentGateway: REAL }, false)).not.toThrow();
  });
});

describe("every deployed stage", () => {
  it.each(stageNames)("%s lets webhooks call public addresses only", (name) => {
    expect(STAGES[name].functions.webhookToLocal).toBe(0);
  });
});

describe("holds of another length, for trying out", () => {
  const given = (value: unknown) =>
    stageOptions("dev", { keepsData: false }, (name) => (name === "hold-seconds" ? value : undefined)).holdSeconds;

  it("are for dev, and change nothing else", () => {
    const { functions, ...rest } = withHoldSeconds("dev", STAGES.dev, given("8"));

    expect(functions).toEqual({ ...STAGES.dev.functions, holdSeconds: 8 });
    expect({ ...rest, functions: STAGES.dev.functions }).toEqual(STAGES.dev);
  });

  it.each(stageNames.filter((name) => name !== "dev"))("are refused for %s", (name) => {
    expect(() => withHoldSeconds(name, STAGES[name], 8)).toThrow('is for trying out "dev"');
    expect(withHoldSeconds(name, STAGES[name], given(undefined))).toBe(STAGES[name]);
  });

  it.each(["", "4", "8.5", "soon", true])("are never %j long", (value) => {
    expect(() => given(value)).toThrow("must be a whole number of seconds from 5");
  });
});
