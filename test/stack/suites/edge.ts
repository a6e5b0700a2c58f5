import { createContext, runInContext } from "node:vm";
import { describe, expect, test } from "@jest/globals";
import { EDGE_BEHAVIOURS, pageHeaders } from "#lib/edge/edge-behaviours.ts";
import type { StageName } from "#lib/stages.ts";
import { resourceAt, resourcesOf, STAGE_NAMES, stackOf } from "#test/stack/support/stages.ts";

/** AWS's own policies, by their ids in its documentation. */
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const ALL_VIEWER_EXCEPT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

const templateOf = (stageName: StageName) => stackOf(stageName).template;

const distributionOf = (stageName: StageName) =>
  resourceAt(templateOf(stageName), "AWS::CloudFront::Distribution", "Edge/Distribution").properties[
    "DistributionConfig"
  ];

interface Behaviour {
  readonly PathPattern: string;
  readonly TargetOriginId: string;
  readonly CachePolicyId: unknown;
  readonly [name: string]: unknown;
}

const behavioursOf = (stageName: StageName): readonly Behaviour[] => distributionOf(stageName)["CacheBehaviors"];

const cachePolicy = (stageName: StageName, name: string) =>
  resourceAt(templateOf(stageName), "AWS::CloudFront::CachePolicy", `Edge/ApiRequests/${name}`);

/** Runs the code of a function of the edge. */
const runAtEdge = (stageName: StageName, name: string, event: object): unknown => {
  const { properties } = resourceAt(templateOf(stageName), "AWS::CloudFront::Function", `Edge/PageRequests/${name}`);
  return runInContext(`${properties["FunctionCode"]};handler(event)`, createContext({ event }));
};

describe.each(STAGE_NAMES)("the edge in %s", (stageName) => {
  test("has the rows of the table, in their order, each to its origin", () => {
    const origins = new Map<string, { readonly DomainName: unknown }>(
      distributionOf(stageName)["Origins"].map((origin: { Id: string }) => [origin.Id, origin]),
    );
    const made = behavioursOf(stageName).map(({ PathPattern, TargetOriginId }) => {
      const domain = JSON.stringify(origins.get(TargetOriginId)?.DomainName);
      return [PathPattern, domain.includes(".execute-api.") ? "api" : "pages"];
    });
    expect(made).toEqual(EDGE_BEHAVIOURS.map(({ pattern, origin }) => [pattern, origin]));
    // CloudFront's quota of behaviours, the default one among them.
    expect(made.length).toBeLessThan(25);
  });

  test("keeps what anybody may read, and nothing else of the API", () => {
    const kept = {
      queue: { Ref: cachePolicy(stageName, "Queue").id },
      public: { Ref: cachePolicy(stageName, "Public").id },
    };
    for (const [index, { origin, cache }] of EDGE_BEHAVIOURS.entries()) {
      const behaviour = behavioursOf(stageName)[index];
      if (origin === "pages") expect(behaviour?.CachePolicyId).toBe(CACHING_OPTIMIZED);
      else expect(behaviour?.CachePolicyId).toEqual(cache === undefined ? CACHING_DISABLED : kept[cache]);
    }
  });

  test("asks for the state of a queue once a second, whatever parameters and headers a request has", () => {
    expect(cachePolicy(stageName, "Queue").properties["CachePolicyConfig"]).toMatchObject({
      MinTTL: 1,
      DefaultTTL: 1,
      ParametersInCacheKeyAndForwardedToOrigin: {
        CookiesConfig: { CookieBehavior: "none" },
        HeadersConfig: { HeaderBehavior: "none" },
        QueryStringsConfig: { QueryStringBehavior: "none" },
      },
    });
  });

  test("keeps lists by page, and only as long as they say", () => {
    expect(cachePolicy(stageName, "Public").properties["CachePolicyConfig"]).toMatchObject({
      MinTTL: 0,
      DefaultTTL: 0,
      ParametersInCacheKeyAndForwardedToOrigin: {
        CookiesConfig: { CookieBehavior: "none" },
        HeadersConfig: { HeaderBehavior: "none" },
        QueryStringsConfig: { QueryStringBehavior: "whitelist", QueryStrings: ["limit", "cursor"] },
      },
    });
  });

  test("passes tokens and bodies on to the API, over TLS alone, with the secret that it knows the edge by", () => {
    const api = behavioursOf(stageName).filter((_, index) => EDGE_BEHAVIOURS[index]?.origin === "api");
    for (const behaviour of api) {
      expect(behaviour).toMatchObject({
        AllowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
        OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST,
        ViewerProtocolPolicy: "https-only",
      });
    }
    const origin = distributionOf(stageName)["Origins"].find(
      (one: { Id: string }) => one.Id === api[0]?.TargetOriginId,
    );
    const [header] = origin["OriginCustomHeaders"];
    const secret = resourceAt(templateOf(stageName), "AWS::SecretsManager::Secret", "OriginSecret/Secret").id;
    expect(origin["CustomOriginConfig"]["OriginProtocolPolicy"]).toBe("https-only");
    expect(header["HeaderName"]).toBe("encore-origin-secret");
    expect(JSON.stringify(header["HeaderValue"])).toContain("{{resolve:secretsmanager:");
    expect(JSON.stringify(header["HeaderValue"])).toContain(secret);
  });

  test("keeps no failure: it was for one buyer", () => {
    const responses: readonly { ErrorCode: number; ErrorCachingMinTTL: number }[] =
      distributionOf(stageName)["CustomErrorResponses"];
    expect(responses.map(({ ErrorCode }) => ErrorCode)).toEqual([
      400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504,
    ]);
    for (const response of responses)
      expect(response).toEqual({ ErrorCode: expect.any(Number), ErrorCachingMinTTL: 0 });
  });

  test("speaks HTTP/3, compresses, and is the only reader of the bucket with the pages", () => {
    const template = templateOf(stageName);
    const bucket = resourceAt(template, "AWS::S3::Bucket", "Edge/Pages");
    const { id: distributionId } = resourceAt(template, "AWS::CloudFront::Distribution", "Edge/Distribution");
    const policy = resourceAt(template, "AWS::S3::BucketPolicy", "Edge/Pages/Policy").properties["PolicyDocument"];
    const allowed = policy["Statement"].filter((statement: { Effect: string }) => statement.Effect === "Allow");

    expect(distributionOf(stageName)["HttpVersion"]).toBe("http2and3");
    for (const behaviour of behavioursOf(stageName)) expect(behaviour["Compress"]).toBe(true);
    expect(bucket.properties["PublicAccessBlockConfiguration"]).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(allowed.length).toBeGreaterThan(0);
    for (const statement of allowed) {
      expect(statement["Principal"]).toEqual({ Service: "cloudfront.amazonaws.com" });
      expect(JSON.stringify(statement["Condition"])).toContain(distributionId);
    }
  });

  test("shows the page at the addresses of screens, and says 404 where nothing is", () => {
    const shown = { request: { uri: "/concerts/con_1" } };
    const answered = { request: { uri: "/nothing" }, response: { statusCode: 200, headers: {} } };

    expect(runAtEdge(stageName, "Show-index-html", shown)).toEqual({ uri: "/index.html" });
    expect(runAtEdge(stageName, "NotFound", answered)).toEqual({
      statusCode: 404,
      statusDescription: "Not Found",
      headers: {},
    });
    const associations = distributionOf(stageName)["DefaultCacheBehavior"]["FunctionAssociations"];
    expect(associations.map(({ EventType }: { EventType: string }) => EventType)).toEqual([
      "viewer-request",
      "viewer-response",
    ]);
  });

  test("sends the headers of npm start with each page", () => {
    const { properties } = resourceAt(
      templateOf(stageName),
      "AWS::CloudFront::ResponseHeadersPolicy",
      "Edge/PageRequests/Headers",
    );
    const { CustomHeadersConfig, SecurityHeadersConfig } = properties["ResponseHeadersPolicyConfig"];
    const custom = CustomHeadersConfig["Items"].map(({ Header, Value }: { Header: string; Value: string }) => [
      Header,
      Value,
    ]);
    const { "content-security-policy": policy = "", ...others } = pageHeaders("ORIGIN");
    const written = JSON.stringify(SecurityHeadersConfig["ContentSecurityPolicy"]["ContentSecurityPolicy"]);

    for (const part of policy.split("ORIGIN")) expect(written).toContain(part);
    expect(written).toContain(".auth.");
    expect(SecurityHeadersConfig).toMatchObject({
      ContentTypeOptions: { Override: true },
      ReferrerPolicy: { ReferrerPolicy: others["referrer-policy"] },
      StrictTransportSecurity: { AccessControlMaxAgeSec: 365 * 24 * 3600 },
    });
    expect([...custom, ["x-content-type-options", "nosniff"], ["referrer-policy", "no-referrer"]].toSorted()).toEqual(
      Object.entries(others).toSorted(),
    );
  });

  test("gets new pages with each deployment, after the functions, and their settings with them", () => {
    const template = templateOf(stageName);
    const pages = resourceAt(template, "Custom::EncorePages", "Pages/Pages/Default");
    const routes = resourcesOf(template, "AWS::ApiGatewayV2::Route").map(({ id }) => id);
    const bucket = resourceAt(template, "AWS::S3::Bucket", "Edge/Pages");

    expect(pages.properties["Bucket"]).toEqual({ Ref: bucket.id });
    expect(pages.resource.DependsOn).toEqual(expect.arrayContaining(routes));
    for (const name of ["issuer", "authorizeUrl", "tokenUrl", "clientId", "posterOrigins", "holdSeconds"]) {
      expect(JSON.stringify(pages.properties["Config"])).toContain(`\\"${name}\\"`);
    }
  });
});
