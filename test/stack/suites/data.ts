import { describe, expect, test } from "@jest/globals";
import { STAGES, type StageName } from "#lib/stages.ts";
import { rightsOf } from "#test/stack/support/policies.ts";
import { resourceAt, resourcesOf, STAGE_NAMES, stackOf } from "#test/stack/support/stages.ts";

const TABLES = ["QueueTable", "CatalogTable", "SeatTable", "ReservationTable", "BalanceTable", "EventTable"];

const templateOf = (stageName: StageName) => stackOf(stageName).template;

describe.each(STAGE_NAMES)("the data in %s", (stageName) => {
  const { keepsData } = STAGES[stageName];
  const deletionPolicy = keepsData ? "Retain" : "Delete";

  test("is in six tables", () => {
    expect(resourcesOf(templateOf(stageName), "AWS::DynamoDB::Table").length).toBe(TABLES.length);
  });

  test.each(TABLES)("of %s can be recovered, is encrypted, expires and is billed by request", (table) => {
    const { properties, resource } = resourceAt(templateOf(stageName), "AWS::DynamoDB::Table", `Tables/${table}`);
    expect(properties).toMatchObject({
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
      BillingMode: "PAY_PER_REQUEST",
      DeletionProtectionEnabled: keepsData,
    });
    expect(properties).not.toHaveProperty("TableName");
    expect(resource.DeletionPolicy).toBe(deletionPolicy);
  });

  test("has the indexes of reservations, concerts and unsettled top-ups, with no more than is read of them", () => {
    const template = templateOf(stageName);
    const indexesOf = (table: string) =>
      resourceAt(template, "AWS::DynamoDB::Table", `Tables/${table}`).properties["GlobalSecondaryIndexes"];
    const index = (IndexName: string, partition: string, sort: string, attributes?: readonly string[]) => ({
      IndexName,
      KeySchema: [
        { AttributeName: partition, KeyType: "HASH" },
        { AttributeName: sort, KeyType: "RANGE" },
      ],
      Projection: attributes ? { ProjectionType: "INCLUDE", NonKeyAttributes: attributes } : { ProjectionType: "ALL" },
    });
    expect(indexesOf("ReservationTable")).toEqual([index("byUser", "userId", "createdAt")]);
    expect(indexesOf("CatalogTable")).toEqual([
      index("concertsByOpening", "listing", "opensAt"),
      index("concertsByClosing", "listing", "closesAt", ["concertId", "opensAt"]),
      index("concertsById", "pk", "opensAt"),
    ]);
    expect(indexesOf("BalanceTable")).toEqual([
      { ...index("unsettledTopUps", "unsettled", "sweepAt"), Projection: { ProjectionType: "KEYS_ONLY" } },
    ]);
  });

  test("of reservations is followed with old and new images", () => {
    const { properties } = resourceAt(templateOf(stageName), "AWS::DynamoDB::Table", "Tables/ReservationTable");
    expect(properties["StreamSpecification"]).toEqual({ StreamViewType: "NEW_AND_OLD_IMAGES" });
  });

  test.each(["SigningKey", "WebhookSecret"])("of %s is a generated secret", (secret) => {
    const { properties, resource } = resourceAt(
      templateOf(stageName),
      "AWS::SecretsManager::Secret",
      `${secret}/Secret`,
    );
    expect(properties["GenerateSecretString"]).toEqual({ PasswordLength: 64, ExcludePunctuation: true });
    expect(properties).not.toHaveProperty("SecretString");
    expect(resource.DeletionPolicy).toBe(deletionPolicy);
  });

  test("of accounts mails its codes by SES", () => {
    const { properties } = resourceAt(templateOf(stageName), "AWS::Cognito::UserPool", "Identity/UserPool");
    expect(properties["EmailConfiguration"]).toMatchObject({
      EmailSendingAccount: "DEVELOPER",
      From: "tickets@example.com",
    });
    expect(JSON.stringify(properties["EmailConfiguration"]["SourceArn"])).toContain(":identity/example.com");
  });

  test("of accounts gives operators rights only with a second factor, in prod", () => {
    const template = templateOf(stageName);
    const { properties } = resourceAt(template, "AWS::Cognito::UserPool", "Identity/UserPool");
    expect(STAGES[stageName].operatorsNeedMfa).toBe(stageName === "prod");
    if (!STAGES[stageName].operatorsNeedMfa) {
      expect(properties).not.toHaveProperty("LambdaConfig");
      return;
    }
    const lambda = resourceAt(template, "AWS::Lambda::Function", "OperatorMfa/Function");
    const pool = resourceAt(template, "AWS::Cognito::UserPool", "Identity/UserPool").id;
    expect(properties["LambdaConfig"]).toEqual({ PreTokenGeneration: { "Fn::GetAtt": [lambda.id, "Arn"] } });
    expect(properties["EnabledMfas"]).toEqual(["SOFTWARE_TOKEN_MFA"]);
    expect(rightsOf(template, lambda.properties["Role"]["Fn::GetAtt"][0])).toContain(
      `Allow cognito-idp:AdminGetUser on ${pool}.Arn`,
    );
  });

  test("of accounts is kept as long as the rest, and sign-in is by code with a public client", () => {
    const template = templateOf(stageName);
    const pool = resourceAt(template, "AWS::Cognito::UserPool", "Identity/UserPool");
    expect(pool.properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      UsernameAttributes: ["email"],
      DeletionProtection: keepsData ? "ACTIVE" : "INACTIVE",
      Policies: { PasswordPolicy: { MinimumLength: 12 } },
    });
    expect(pool.resource.DeletionPolicy).toBe(deletionPolicy);
    expect(resourcesOf(template, "AWS::Cognito::UserPoolGroup")[0]?.properties["GroupName"]).toBe("operators");

    const client = resourcesOf(template, "AWS::Cognito::UserPoolClient")[0]?.properties;
    expect(client).toMatchObject({ GenerateSecret: false, AllowedOAuthFlows: ["code"] });
    const localCallbacks = client?.["CallbackURLs"].filter((url: unknown) => typeof url === "string");
    const localPaths = ["/docs/oauth2-redirect.html", "/signed-in"].map((path) => `http://localhost:3000${path}`);
    expect(localCallbacks).toEqual(stageName === "dev" ? localPaths : []);
  });
});
