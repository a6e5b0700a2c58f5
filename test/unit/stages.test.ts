/** What must not reach production is refused before anything is deployed. */
import { describe, expect, it } from "@jest/globals";
import { refuseFreePoints, STAGES, type StageName } from "#lib/stages.ts";

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
