/**
 * What AWS publishes about how much its services take, as of `LIMITS_AS_OF`. Quotas are what an account has that nobody has
 * asked AWS about. Regions differ in some of them; where the figure of Seoul could not be read, it is the lowest of any region.
 */
import { WARM_DEFAULT } from "#simulation/quotas.ts";

export interface Limit {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** AWS's page about it. */
  readonly page: string;
}

export const LIMITS_AS_OF = "2026-11-27";

const PARTITION_PAGE = "DynamoDB Developer Guide, Best practices for designing and using partition keys effectively";
const TABLE_PAGE = "DynamoDB Developer Guide, Service, account, and table quotas";

export const LIMITS = {
  partitionWrites: {
    what: "writes of a partition key",
    value: 1000,
    unit: "write units a second",
    page: PARTITION_PAGE,
  },
  partitionReads: { what: "reads of a partition key", value: 3000, unit: "read units a second", page: PARTITION_PAGE },
  newTableWrites: {
    what: "writes of a new table",
    value: WARM_DEFAULT.write,
    unit: "write units a second",
    page: "DynamoDB Developer Guide, On-demand capacity mode, Initial throughput",
  },
  newTableReads: {
    what: "reads of a new table",
    value: WARM_DEFAULT.read,
    unit: "read units a second",
    page: "DynamoDB Developer Guide, On-demand capacity mode, Initial throughput",
  },
  tableWrites: { what: "writes of a table", value: 40_000, unit: "write units a second", page: TABLE_PAGE },
  tableReads: { what: "reads of a table", value: 40_000, unit: "read units a second", page: TABLE_PAGE },
  concurrency: {
    what: "calls of functions at once",
    value: 1000,
    unit: "calls",
    page: "Lambda Developer Guide, Lambda quotas",
  },
  concurrencyGrowth: {
    what: "more calls of a function at once, each ten seconds",
    value: 1000,
    unit: "calls",
    page: "Lambda Developer Guide, Lambda scaling behavior",
  },
  apiRequests: {
    what: "requests of API Gateway",
    value: 10_000,
    unit: "a second",
    page: "API Gateway Developer Guide, Quotas, account-level throttling",
  },
  apiBurst: {
    what: "requests of API Gateway at once",
    value: 5000,
    unit: "requests",
    page: "API Gateway Developer Guide, Quotas, account-level throttling",
  },
  edgeRequests: {
    what: "requests of a distribution",
    value: 250_000,
    unit: "a second",
    page: "CloudFront Developer Guide, Quotas",
  },
  sqsInFlight: {
    what: "messages of an SQS queue that are being worked on",
    value: 120_000,
    unit: "messages",
    page: "SQS Developer Guide, Amazon SQS message quotas",
  },
  putEvents: {
    what: "calls of PutEvents",
    value: 600,
    unit: "a second",
    page: "EventBridge User Guide, Amazon EventBridge quotas",
  },
  putEventsEntries: {
    what: "events in a call of PutEvents",
    value: 10,
    unit: "events",
    page: "EventBridge API Reference, PutEvents",
  },
  signIns: {
    what: "sign-ins (UserAuthentication)",
    value: 120,
    unit: "a second",
    page: "Cognito Developer Guide, Quotas in Amazon Cognito",
  },
} as const satisfies Readonly<Record<string, Limit>>;
