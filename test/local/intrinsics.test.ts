// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub marks its variables like this.
import { describe, expect, test } from "@jest/globals";
import { createResolver } from "#local/stack/intrinsics.ts";
import { createLocalResolver, localNames } from "#local/stack/local-names.ts";
import type { Template } from "#local/stack/template.ts";

const template: Template = {
  Parameters: { BootstrapVersion: { Default: "/cdk-bootstrap" } },
  Resources: {
    SeatTable: { Type: "AWS::DynamoDB::Table" },
    JoinQueue: { Type: "AWS::SQS::Queue" },
    Api: { Type: "AWS::ApiGatewayV2::Api" },
    Edge: { Type: "AWS::CloudFront::Distribution" },
    Pool: { Type: "AWS::Cognito::UserPool" },
    Domain: { Type: "AWS::Cognito::UserPoolDomain", Properties: { Domain: { "Fn::Join": ["-", ["encore", "dev"]] } } },
    Role: { Type: "AWS::IAM::Role" },
  },
};
const names = localNames("Encore-dev");

describe("intrinsic functions of the template", () => {
  const resolve = createResolver(template, names);

  test.each([
    ["Ref of a table", { Ref: "SeatTable" }, "Encore-dev-SeatTable"],
    ["Ref of a parameter", { Ref: "BootstrapVersion" }, "/cdk-bootstrap"],
    ["Ref of a pseudo parameter", { Ref: "AWS::Region" }, "ap-northeast-2"],
    [
      "GetAtt as a list",
      { "Fn::GetAtt": ["JoinQueue", "Arn"] },
      "arn:aws:sqs:ap-northeast-2:000000000000:Encore-dev-JoinQueue",
    ],
    ["GetAtt as a string", { "Fn::GetAtt": "JoinQueue.QueueName" }, "Encore-dev-JoinQueue"],
    [
      "Arn of a type without rules of its own",
      { "Fn::GetAtt": ["Role", "Arn"] },
      expect.stringContaining("Encore-dev-Role"),
    ],
    ["Join of parts", { "Fn::Join": ["/", ["a", { Ref: "AWS::AccountId" }]] }, "a/000000000000"],
    ["Sub with a resource", { "Fn::Sub": "x-${SeatTable}-${!Literal}" }, "x-Encore-dev-SeatTable-${Literal}"],
    [
      "Sub with a variable",
      { "Fn::Sub": ["${A}:${JoinQueue.QueueName}", { A: { Ref: "AWS::Partition" } }] },
      "aws:Encore-dev-JoinQueue",
    ],
    ["Select of Split", { "Fn::Select": [1, { "Fn::Split": [":", "a:b:c"] }] }, "b"],
    [
      "an expression deep inside",
      { list: [{ value: { Ref: "SeatTable" } }] },
      { list: [{ value: "Encore-dev-SeatTable" }] },
    ],
  ])("%s", (_what, expression, expected) => {
    expect(resolve(expression)).toEqual(expected);
  });

  test.each([
    ["a function it does not know", { "Fn::Cidr": ["10.0.0.0/8", 2, 8] }, /Fn::Cidr/],
    ["an unknown resource", { Ref: "Nobody" }, /Nobody/],
    ["an attribute it does not know", { "Fn::GetAtt": ["SeatTable", "Colour"] }, /Colour/],
  ])("names %s", (_what, expression, message) => {
    expect(() => resolve(expression)).toThrow(message);
  });
});

describe("addresses of this machine", () => {
  const resolve = createLocalResolver(template, names, {
    api: "http://127.0.0.1:3000",
    issuer: "http://127.0.0.1:3001",
    sqs: "http://127.0.0.1:4000",
  });

  test.each([
    ["the API", { "Fn::Join": ["", [{ "Fn::GetAtt": ["Api", "ApiEndpoint"] }, "/x"]] }, "http://127.0.0.1:3000/x"],
    ["the edge", { "Fn::Join": ["", ["https://", { "Fn::GetAtt": ["Edge", "DomainName"] }]] }, "http://127.0.0.1:3000"],
    ["the issuer", { "Fn::GetAtt": ["Pool", "ProviderURL"] }, "http://127.0.0.1:3001"],
    [
      "the sign-in page",
      {
        "Fn::Join": [
          "",
          ["https://", { Ref: "Domain" }, ".auth.", { Ref: "AWS::Region" }, ".amazoncognito.com/oauth2/authorize"],
        ],
      },
      "http://127.0.0.1:3001/oauth2/authorize",
    ],
    ["a queue", { Ref: "JoinQueue" }, "http://127.0.0.1:4000/000000000000/Encore-dev-JoinQueue"],
  ])("stand in for AWS's: %s", (_what, expression, expected) => {
    expect(resolve(expression)).toBe(expected);
  });
});
