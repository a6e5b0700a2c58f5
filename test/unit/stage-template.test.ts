import { describe, expect, test } from "@jest/globals";
import { joinTemplates } from "#lib/build/stage-template.ts";

const table = { Type: "AWS::DynamoDB::Table" };
const output = (StackName: string, OutputName: string) => ({
  "Fn::GetStackOutput": { StackName, OutputName, Region: { Ref: "AWS::Region" } },
});

const data = {
  stackName: "data",
  template: { Resources: { Seats: table }, Outputs: { SeatsName: { Value: { Ref: "Seats" } } } },
};
const front = { stackName: "front", template: { Outputs: { Name: { Value: output("data", "SeatsName") } } } };

describe("joining the templates of a stage", () => {
  test("puts what an output is made of in the place of each reference to it, through other stacks too", () => {
    // Prepare
    const reader = { Type: "AWS::Lambda::Function", Properties: { Names: ["a", output("front", "Name")] } };

    // Act
    const joined = joinTemplates([data, front, { stackName: "service", template: { Resources: { Reader: reader } } }]);

    // Assess
    expect(joined.Resources).toEqual({
      Seats: table,
      Reader: { Type: "AWS::Lambda::Function", Properties: { Names: ["a", { Ref: "Seats" }] } },
    });
    expect(joined.Outputs["Name"]).toEqual({ Value: { Ref: "Seats" } });
  });

  test("refuses an output that no stack has", () => {
    const reader = { Type: "AWS::Lambda::Function", Properties: { Name: output("data", "Nothing") } };
    const service = { stackName: "service", template: { Resources: { Reader: reader } } };
    expect(() => joinTemplates([data, service])).toThrow("The stack data has no output Nothing.");
  });

  test("refuses two resources of the same logical id", () => {
    const other = { stackName: "other", template: { Resources: { Seats: table } } };
    expect(() => joinTemplates([data, other])).toThrow("Seats of the stack other has the same id");
  });
});
