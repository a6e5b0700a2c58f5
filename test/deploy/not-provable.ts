/**
 * What the emulator drops or does not do. None of it can be seen on the deployed stage, so the gate checks that the templates
 * have it, and lists it in its log. Each bump of the emulator is a reason to look at this list again.
 */
import assert from "node:assert/strict";
import { ofType, type Resource } from "#test/deploy/templates.ts";

interface Dropped {
  readonly what: string;
  /** What the emulator does instead. */
  readonly instead: string;
  /** @throws AssertionError if the templates lack it. @param prod those of the stage prod */
  readonly check: (dev: readonly Resource[], prod: readonly Resource[]) => void;
}

type Properties = Readonly<Record<string, unknown>>;

const TABLE = "AWS::DynamoDB::Table";
const FUNCTION = "AWS::Lambda::Function";
const SOURCE = "AWS::Lambda::EventSourceMapping";

/** Each resource of the type has these properties, and there is one. */
const each = (resources: readonly Resource[], type: string, expected: Properties): void => {
  const found = ofType(resources, type);
  assert.notEqual(found.length, 0, `no ${type} in the templates`);
  for (const { id, Properties: properties } of found) {
    const actual = Object.fromEntries(Object.keys(expected).map((name) => [name, properties[name]]));
    assert.deepEqual(actual, expected, id);
  }
};

const only = (resources: readonly Resource[], type: string): Properties => {
  const [one, ...others] = ofType(resources, type);
  assert(one !== undefined && others.length === 0, `one ${type}`);
  return one.Properties;
};

export const DROPPED: readonly Dropped[] = [
  {
    what: "items are deleted some time after their ttl",
    instead: "TimeToLiveSpecification is dropped",
    check: (dev) => each(dev, TABLE, { TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true } }),
  },
  {
    what: "tables can be restored to any second of 35 days",
    instead: "PointInTimeRecoverySpecification is dropped, and a restore to a point in time has the items of now",
    check: (dev) => each(dev, TABLE, { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }),
  },
  {
    what: "tables are encrypted with a key of the account",
    instead: "SSESpecification is dropped",
    check: (dev) => each(dev, TABLE, { SSESpecification: { SSEEnabled: true } }),
  },
  {
    what: "the tables of prod can't be deleted, and outlive their stack",
    instead: "DeletionProtectionEnabled is dropped, and prod was not deployed",
    check: (_, prod) => {
      each(prod, TABLE, { DeletionProtectionEnabled: true });
      for (const { id, DeletionPolicy: policy } of ofType(prod, TABLE)) assert.equal(policy, "Retain", id);
    },
  },
  {
    what: "browsers of any origin may call the API",
    instead: "preflights are refused",
    check: (dev) => {
      const cors = only(dev, "AWS::ApiGatewayV2::Api")["CorsConfiguration"] as Properties;
      assert.deepEqual(cors["AllowOrigins"], ["*"]);
      assert.deepEqual(cors["AllowHeaders"], ["authorization", "queue-token", "idempotency-key", "content-type"]);
    },
  },
  {
    what: "the API and each route let only so much through",
    instead: "no throttle is applied",
    check: (dev) => {
      const stage = only(dev, "AWS::ApiGatewayV2::Stage");
      const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = stage["DefaultRouteSettings"] as Properties;
      assert(Number(rate) > 0 && Number(burst) > 0, "throttle of the stage");
      const routes = ofType(dev, "AWS::ApiGatewayV2::Route").map(({ Properties: { RouteKey: key } }) => String(key));
      assert.deepEqual(Object.keys(stage["RouteSettings"] as Properties).toSorted(), routes.toSorted());
    },
  },
  {
    what: "joins are collected into batches for some time",
    instead: "MaximumBatchingWindowInSeconds has no effect",
    check: (dev) => {
      const windows = ofType(dev, SOURCE).map(
        ({ Properties: properties }) => properties["MaximumBatchingWindowInSeconds"],
      );
      assert(
        windows.some((seconds) => Number(seconds) > 0),
        "a batching window",
      );
    },
  },
  {
    what: "a scheduled function that failed is not invoked again",
    instead: "event invoke configurations are dropped",
    check: (dev) => each(dev, "AWS::Lambda::EventInvokeConfig", { MaximumRetryAttempts: 0 }),
  },
  {
    what: "functions run on ARM processors with Node 24",
    instead: "they run on this machine's processor and Node",
    check: (dev) => each(dev, FUNCTION, { Architectures: ["arm64"], Runtime: "nodejs24.x" }),
  },
  {
    what: "a chain of messages is stopped unless its function says that it ends",
    instead: "loops are not detected",
    check: (dev) => {
      const allowed = ofType(dev, FUNCTION).filter(({ Properties: { RecursiveLoop: loop } }) => loop === "Allow");
      assert(
        allowed.length > 0 && allowed.length < ofType(dev, FUNCTION).length,
        "some functions may send to themselves",
      );
    },
  },
  {
    what: "alarms change their state",
    instead: "they stay without data",
    check: (dev) => assert.notEqual(ofType(dev, "AWS::CloudWatch::Alarm").length, 0, "alarms"),
  },
  {
    what: "tables take at once what prepare has warmed them for",
    instead: "the call is taken, and nothing is kept of it",
    // A template that names it would set it back with the next deployment.
    check: (dev) => each(dev, TABLE, { BillingMode: "PAY_PER_REQUEST", WarmThroughput: undefined }),
  },
  {
    what: "prepare keeps instances warm, as many as the function may run at once",
    instead: "the number is kept and ready at once, whatever it is, and no instance is started",
    // As for tables.
    check: (dev) => each(dev, "AWS::Lambda::Alias", { Name: "live", ProvisionedConcurrencyConfig: undefined }),
  },
  {
    what: "one address at the edge serves pages and API, and keeps what everybody may read",
    instead: "there is no edge network; the API is called at its own address, which dev leaves open",
    check: (dev) => {
      const {
        HttpVersion: version,
        Origins: origins,
        Enabled: isEnabled,
      } = only(dev, "AWS::CloudFront::Distribution")["DistributionConfig"] as {
        readonly HttpVersion: string;
        readonly Origins: readonly object[];
        readonly Enabled: boolean;
      };
      assert.deepEqual([version, origins.length, isEnabled], ["http2and3", 2, true]);
    },
  },
];
