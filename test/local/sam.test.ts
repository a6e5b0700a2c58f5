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

test("SAM's template names every variable of a function and leaves other resources alone", () => {
  const variables = new Map([[lambda.logicalId, containerVariables(lambda, endpoints)]]);
  const table = { Type: "AWS::DynamoDB::Table", Properties: { KeySchema: [] } };

  const { Resources } = samTemplate(
    { Resources: { JoinFunction: { Type: "AWS::Lambda::Function", Properties: { Timeout: 10 } }, Table: table } },
    variables,
  );

  expect(Resources["Table"]).toEqual(table);
  expect(Resources["JoinFunction"]?.Properties).toMatchObject({
    Timeout: 10,
    Environment: { Variables: variables.get(lambda.logicalId) },
  });
});
