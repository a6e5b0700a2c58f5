import { arch } from "node:os";
import { expect, test } from "@jest/globals";
import { containerVariables, samTemplate } from "#local/sam/container-view.ts";
import type { LocalFunction } from "#local/stack/functions.ts";

const lambda: LocalFunction = {
  logicalId: "JoinFunction",
  name: "Encore-dev-JoinFunction",
  deploymentName: "joins",
  file: "/code/index.mjs",
  exportName: "handler",
  timeoutSeconds: 10,
  memoryMb: 512,
  environment: {
    JOIN_QUEUE_URL: "http://127.0.0.1:4000/000000000000/Join",
    QUEUE_TABLE: "Queue",
    USER_TOKEN_ISSUER: "http://127.0.0.1:3001",
    USER_TOKEN_JWKS_URI: "http://127.0.0.1:3001/.well-known/jwks.json",
  },
};
const endpoints = { dynamodb: "http://127.0.0.1:8000", sqs: "http://127.0.0.1:4000", aws: "http://127.0.0.1:5000" };

test("a container finds the services of the machine, and tokens keep their issuer", () => {
  expect(containerVariables(lambda, endpoints)).toMatchObject({
    JOIN_QUEUE_URL: "http://host.docker.internal:4000/000000000000/Join",
    QUEUE_TABLE: "Queue",
    USER_TOKEN_ISSUER: "http://127.0.0.1:3001",
    USER_TOKEN_JWKS_URI: "http://host.docker.internal:3001/.well-known/jwks.json",
    AWS_ENDPOINT_URL_DYNAMODB: "http://host.docker.internal:8000",
  });
});

const route = {
  Type: "AWS::ApiGatewayV2::Route",
  Properties: { RouteKey: "POST /join", Target: { "Fn::Join": ["/", ["integrations", { Ref: "JoinIntegration" }]] } },
};
const samResources = () =>
  samTemplate(
    {
      Resources: {
        JoinFunction: {
          Type: "AWS::Lambda::Function",
          Properties: { Timeout: 10, Architectures: ["arm64"], Role: { "Fn::GetAtt": ["Role", "Arn"] } },
          Metadata: { "aws:asset:path": "asset.1" },
        },
        JoinLive: { Type: "AWS::Lambda::Alias", Properties: { FunctionName: { Ref: "JoinFunction" } } },
        JoinIntegration: {
          Type: "AWS::ApiGatewayV2::Integration",
          Properties: { PayloadFormatVersion: "2.0", IntegrationUri: { Ref: "JoinLive" } },
        },
        JoinRoute: route,
        Table: { Type: "AWS::DynamoDB::Table", Properties: { KeySchema: [] } },
      },
    },
    new Map([[lambda.logicalId, containerVariables(lambda, endpoints)]]),
  ).Resources;

test("SAM's template names every variable of a function, for this machine's processor", () => {
  const { JoinFunction } = samResources();
  expect(JoinFunction?.Properties).toEqual({
    Timeout: 10,
    Architectures: [arch() === "arm64" ? "arm64" : "x86_64"],
    Environment: { Variables: containerVariables(lambda, endpoints) },
  });
  expect(JoinFunction?.Metadata).toEqual({ "aws:asset:path": "asset.1" });
});

test("SAM's template leads routes past aliases, and has the API and its functions alone", () => {
  const { JoinIntegration, JoinRoute, ...others } = samResources();
  expect(JoinIntegration?.Properties).toEqual({
    PayloadFormatVersion: "2.0",
    IntegrationUri: { "Fn::GetAtt": ["JoinFunction", "Arn"] },
  });
  expect(JoinRoute).toEqual(route);
  expect(Object.keys(others)).toEqual(["JoinFunction"]);
});
