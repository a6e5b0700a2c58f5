import { describe, expect, test } from "@jest/globals";
import type { Route } from "#contract/route.ts";
import { type RouteName, routes } from "#contract/routes.ts";
import { deployment } from "#functions/deployment.ts";
import type { Template } from "#lib/build/stage-template.ts";
import { functionList } from "#lib/function-list.ts";
import { STAGES } from "#lib/stages.ts";
import { type Found, resourceAt, resourcesOf, STAGE_NAMES, stackOf } from "#test/stack/support/stages.ts";

/** The function that a route leads to, through its integration. */
const functionBehind = (template: Template, route: Found): string => {
  const integrationId = route.properties["Target"]["Fn::Join"][1][1]["Ref"];
  const integration = resourcesOf(template, "AWS::ApiGatewayV2::Integration").find(({ id }) => id === integrationId);
  const uri = integration?.properties["IntegrationUri"];
  if (uri["Fn::GetAtt"] !== undefined) return uri["Fn::GetAtt"][0];
  const alias = resourcesOf(template, "AWS::Lambda::Alias").find(({ id }) => id === uri["Ref"]);
  return alias?.properties["FunctionName"]["Ref"];
};

describe.each(STAGE_NAMES)("the API in %s", (stageName) => {
  test("has each route of the contract and one for all others, each with its own handler", () => {
    // Prepare
    const { template } = stackOf(stageName);
    const functionId = (handler: string) => {
      const id = functionList().find((entry) => entry.handler === handler)?.id;
      return resourceAt(template, "AWS::Lambda::Function", `${id}/Function`).id;
    };

    // Act
    const made = resourcesOf(template, "AWS::ApiGatewayV2::Route").map((route) => [
      route.properties["RouteKey"],
      functionBehind(template, route),
    ]);

    // Assess
    const declared = Object.values<Route>(routes).flatMap((route) =>
      functionList()
        .filter((entry) => entry.routes.includes(route))
        .map(({ handler }) => [`${route.method} ${route.path}`, functionId(handler)]),
    );
    expect(made.toSorted()).toEqual(
      [...declared, ["$default", functionId(deployment.refuseUnmatched.handler)]].toSorted(),
    );
  });

  test("sends events of version 2.0 and leaves token checks to the functions", () => {
    const { template } = stackOf(stageName);
    for (const { properties } of resourcesOf(template, "AWS::ApiGatewayV2::Integration")) {
      expect(properties).toMatchObject({ IntegrationType: "AWS_PROXY", PayloadFormatVersion: "2.0" });
    }
  });

  test("answers only what comes through the edge, in stages that close it", () => {
    // Prepare
    const { template } = stackOf(stageName);
    const made = resourcesOf(template, "AWS::ApiGatewayV2::Route");
    const authorizers = resourcesOf(template, "AWS::ApiGatewayV2::Authorizer");

    // Act
    const guards = new Set(made.map(({ properties }) => JSON.stringify(properties["AuthorizerId"])));

    // Assess
    expect(STAGES[stageName].closesApi).toBe(stageName !== "dev");
    if (!STAGES[stageName].closesApi) {
      expect([authorizers, [...guards]]).toEqual([[], [undefined]]);
      return;
    }
    const [authorizer] = authorizers;
    const { id } = resourceAt(template, "AWS::Lambda::Function", "AuthorizeOrigin/Function");
    expect(authorizer?.properties).toMatchObject({
      AuthorizerType: "REQUEST",
      EnableSimpleResponses: true,
      IdentitySource: ["$request.header.encore-origin-secret"],
      AuthorizerResultTtlInSeconds: 300,
    });
    expect(JSON.stringify(authorizer?.properties["AuthorizerUri"])).toContain(id);
    expect([...guards]).toEqual([JSON.stringify({ Ref: authorizer?.id })]);
    for (const { properties } of made) expect(properties["AuthorizationType"]).toBe("CUSTOM");
  });

  test("limits requests as the stage says and logs each without its sender", () => {
    const { template } = stackOf(stageName);
    const { properties } = resourceAt(template, "AWS::ApiGatewayV2::Stage", "Api/Stage");
    expect(properties).toMatchObject({
      StageName: "$default",
      AutoDeploy: true,
      DefaultRouteSettings: {
        ThrottlingRateLimit: STAGES[stageName].requestsPerSecondMax,
        ThrottlingBurstLimit: STAGES[stageName].requestsBurstMax,
      },
    });
    const format = properties["AccessLogSettings"]["Format"];
    expect(Object.keys(JSON.parse(format))).toContain("requestId");
    expect(format).not.toMatch(/sourceIp|identity|authorizer|header/i);
  });

  test("gives each route a capacity of its own, and together no more than the stage has", () => {
    const { template } = stackOf(stageName);
    const { properties, resource } = resourceAt(template, "AWS::ApiGatewayV2::Stage", "Api/Stage");
    const made = resourcesOf(template, "AWS::ApiGatewayV2::Route");
    const settings = properties["RouteSettings"] as Readonly<Record<string, Record<string, number>>>;
    const sumOf = (name: string) => Object.values(settings).reduce((sum, limits) => sum + (limits[name] ?? 0), 0);

    expect(Object.keys(settings).toSorted()).toEqual(made.map((route) => route.properties["RouteKey"]).toSorted());
    expect(sumOf("ThrottlingRateLimit")).toBeLessThanOrEqual(STAGES[stageName].requestsPerSecondMax);
    expect(sumOf("ThrottlingBurstLimit")).toBeLessThanOrEqual(STAGES[stageName].requestsBurstMax);
    for (const limits of Object.values(settings)) expect(limits["ThrottlingBurstLimit"]).toBeGreaterThanOrEqual(1);
    // CloudFormation creates the stage after its routes, which it could not have settings for otherwise.
    expect(resource.DependsOn).toEqual(expect.arrayContaining(made.map(({ id }) => id)));
  });

  test("reserves capacity for claims, holds and payments, and little for lists, docs and health", () => {
    const { template } = stackOf(stageName);
    const { properties } = resourceAt(template, "AWS::ApiGatewayV2::Stage", "Api/Stage");
    const rateOf = (name: RouteName): number =>
      properties["RouteSettings"][`${routes[name].method} ${routes[name].path}`]["ThrottlingRateLimit"];
    const { requestsPerSecondMax: whole, functions } = STAGES[stageName];

    // Everybody who joins reads a number once; the rest is for claims.
    expect(rateOf("readQueueToken")).toBeGreaterThan(rateOf("joinQueue") * 1.2);
    expect(rateOf("readQueueToken")).toBeGreaterThan(functions.pollsPerSecondMax);
    for (const name of ["holdSeats", "payReservation", "topUpBalance"] as const) {
      expect(rateOf(name)).toBeGreaterThanOrEqual(whole * 0.03);
    }
    for (const name of ["listConcerts", "readHealth", "readOpenApi", "readDocs", "readDocsFile"] as const) {
      expect(rateOf(name)).toBeLessThanOrEqual(whole * 0.01);
    }
  });

  test("asks for no more requests than a default account has", () => {
    // AWS gives an account 10,000 requests a second and a burst of 5,000 in most regions, for all of its APIs together.
    expect(STAGES[stageName].requestsPerSecondMax).toBeLessThanOrEqual(10_000);
    expect(STAGES[stageName].requestsBurstMax).toBeLessThanOrEqual(5000);
  });

  test("can be called from any page, without the browser's credentials", () => {
    const { template } = stackOf(stageName);
    const { properties } = resourceAt(template, "AWS::ApiGatewayV2::Api", "Api/Http");
    expect(properties["CorsConfiguration"]).toEqual({
      AllowOrigins: ["*"],
      AllowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
      AllowHeaders: ["authorization", "queue-token", "idempotency-key", "content-type"],
      ExposeHeaders: ["x-request-id", "idempotency-replayed", "retry-after", "location"],
      MaxAge: 3600,
    });
  });

  test("outputs its URL and the names of its parts", () => {
    const { template } = stackOf(stageName);
    const { id } = resourceAt(template, "AWS::ApiGatewayV2::Api", "Api/Http");
    expect(template.Outputs["ApiUrl"]?.Value).toEqual({ "Fn::GetAtt": [id, "ApiEndpoint"] });
    expect(Object.keys(template.Outputs)).toEqual(
      expect.arrayContaining(["UserPoolId", "UserPoolClientId", "EventBusName", "SeatTableName", "BalanceTableName"]),
    );
  });
});
