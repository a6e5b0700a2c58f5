import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { readStageOutputs } from "#cli/stage/outputs.ts";

const folder = mkdtempSync(join(tmpdir(), "encore-outputs-"));
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (stacks: object): string => {
  const file = join(folder, "outputs.json");
  writeFileSync(file, JSON.stringify(stacks));
  return file;
};

describe("the outputs of a stage", () => {
  it("are those of all its stacks", () => {
    const outputs = readStageOutputs(
      fileOf({ "Encore-dev-data": { UserPoolId: "pool" }, "Encore-dev": { ApiUrl: "url", ATableName: "t" } }),
    );

    expect(outputs.stage).toBe("dev");
    expect([outputs.value("UserPoolId"), outputs.value("ApiUrl")]).toEqual(["pool", "url"]);
    expect(outputs.ending("TableName")).toEqual({ ATableName: "t" });
  });

  it("say what to do about one that is missing", () => {
    expect(() => readStageOutputs(fileOf({ "Encore-dev": {} })).value("ApiUrl")).toThrow(
      /ApiUrl.*Deploy the stage again/,
    );
  });

  it("of two stages at once are refused", () => {
    expect(() => readStageOutputs(fileOf({ "Encore-dev": {}, "Encore-prod-data": {} }))).toThrow("one stage");
  });

  it("can't be read from a file that does not exist", () => {
    expect(() => readStageOutputs(join(folder, "none.json"))).toThrow("--outputs must name the file");
  });
});
