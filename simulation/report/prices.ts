/**
 * AWS's prices for what a sale uses: on-demand list prices of the Seoul region, without free tier, volume discounts, savings
 * plans or tax.
 *
 * No price was read from AWS itself; see `PROVENANCE`. Check the price list before money depends on it:
 * pricing.us-east-1.amazonaws.com/offers/v1.0/aws/SERVICE/current/ap-northeast-2/index.json
 */

export interface Price {
  readonly what: string;
  /** US dollars for this number of units. */
  readonly usd: number;
  readonly units: number;
  readonly unit: string;
  /** AWS's page about it. */
  readonly page: string;
  /** The source of the price. */
  readonly basis: string;
}

export const REGION = "Asia Pacific (Seoul), ap-northeast-2";
/** The date of the price list, according to the sources that quote it. */
export const PUBLISHED = "2026-10-01";

const MILLION = 1_000_000;
const QUOTED = "Price list, as quoted";
const ON_A_BILL = "the same line is on a published bill of June 2025";

export const PRICES = {
  /** For the first 300 million requests of a month. Later ones are cheaper, so a larger sale is priced a little too high. */
  httpRequests: {
    what: "API Gateway, HTTP API requests",
    usd: 1.23,
    units: MILLION,
    unit: "requests",
    page: "https://aws.amazon.com/api-gateway/pricing/",
    basis: `${QUOTED}: "$1.23/million requests - API Gateway HTTP API (first 300 million)"`,
  },
  /** At edge locations in South Korea, which are billed as Asia Pacific. */
  edgeRequests: {
    what: "CloudFront, HTTPS requests",
    usd: 0.012,
    units: 10_000,
    unit: "requests",
    page: "https://aws.amazon.com/cloudfront/pricing/",
    basis: `${QUOTED}: "$0.012 per 10,000 HTTPS Requests", AP-Requests-Tier2-HTTPS`,
  },
  lambdaRequests: {
    what: "Lambda requests",
    usd: 0.2,
    units: MILLION,
    unit: "requests",
    page: "https://aws.amazon.com/lambda/pricing/",
    basis: QUOTED,
  },
  /** For arm64, which lib/function.ts deploys. */
  lambdaCompute: {
    what: "Lambda compute on arm64",
    usd: 0.000_013_333_4,
    units: 1,
    unit: "GB-seconds",
    page: "https://aws.amazon.com/lambda/pricing/",
    basis: QUOTED,
  },
  /** For sends, receives and deletes; a batch of up to ten messages within 64 KB is one request. */
  sqsRequests: {
    what: "SQS requests, standard queue",
    usd: 0.4,
    units: MILLION,
    unit: "requests",
    page: "https://aws.amazon.com/sqs/pricing/",
    basis: `${QUOTED}: "$0.40 per million Amazon SQS standard requests in Tier1 in Asia Pacific (Seoul)"`,
  },
  readUnits: {
    what: "DynamoDB read request units",
    usd: 0.1355,
    units: MILLION,
    unit: "read units",
    page: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
    basis: `${QUOTED}: "$0.1355 per million read request units"; ${ON_A_BILL}`,
  },
  writeUnits: {
    what: "DynamoDB write request units",
    usd: 0.68,
    units: MILLION,
    unit: "write units",
    page: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
    basis: `${QUOTED}: "$0.68 per million write request units (Asia Pacific (Korea))"; ${ON_A_BILL}`,
  },
  storage: {
    what: "DynamoDB storage, standard table",
    usd: 0.270_75,
    units: 1,
    unit: "GB-months",
    page: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
    basis: QUOTED,
  },
} as const satisfies Readonly<Record<string, Price>>;

const LIST_PRICE = "list price of us-east-1, November 2026; the same in most regions";

/** What a stage costs besides what its sales use, by the month or by the request. */
export const STAGE_PRICES = {
  firewallRequests: {
    what: "WAF, requests",
    usd: 0.6,
    units: MILLION,
    unit: "requests",
    page: "https://aws.amazon.com/waf/pricing/",
    basis: LIST_PRICE,
  },
  firewall: {
    what: "WAF, web ACLs",
    usd: 5,
    units: 1,
    unit: "ACL-months",
    page: "https://aws.amazon.com/waf/pricing/",
    basis: LIST_PRICE,
  },
  firewallRules: {
    what: "WAF, rules",
    usd: 1,
    units: 1,
    unit: "rule-months",
    page: "https://aws.amazon.com/waf/pricing/",
    basis: LIST_PRICE,
  },
  secrets: {
    what: "Secrets Manager, secrets",
    usd: 0.4,
    units: 1,
    unit: "secret-months",
    page: "https://aws.amazon.com/secrets-manager/pricing/",
    basis: LIST_PRICE,
  },
  keys: {
    what: "KMS, keys",
    usd: 1,
    units: 1,
    unit: "key-months",
    page: "https://aws.amazon.com/kms/pricing/",
    basis: LIST_PRICE,
  },
  /** Each metric in the expression of an alarm is billed as an alarm. */
  alarms: {
    what: "CloudWatch, metrics that alarms watch",
    usd: 0.1,
    units: 1,
    unit: "alarm-metric-months",
    page: "https://aws.amazon.com/cloudwatch/pricing/",
    basis: LIST_PRICE,
  },
  metrics: {
    what: "CloudWatch, metrics of our own",
    usd: 0.3,
    units: 1,
    unit: "metric-months",
    page: "https://aws.amazon.com/cloudwatch/pricing/",
    basis: LIST_PRICE,
  },
  dashboards: {
    what: "CloudWatch, dashboards",
    usd: 3,
    units: 1,
    unit: "dashboard-months",
    page: "https://aws.amazon.com/cloudwatch/pricing/",
    basis: LIST_PRICE,
  },
  schedules: {
    what: "EventBridge Scheduler, invocations",
    usd: 1,
    units: MILLION,
    unit: "invocations",
    page: "https://aws.amazon.com/eventbridge/pricing/",
    basis: LIST_PRICE,
  },
} as const satisfies Readonly<Record<string, Price>>;

/** For instances that are kept warm, used or not, from when it is set until it is deleted, by five minutes. On arm64. */
export const WARM_PRICE: Price = {
  what: "Lambda provisioned concurrency on arm64",
  usd: 0.000_004_100_3,
  units: 1,
  unit: "GB-seconds",
  page: "https://aws.amazon.com/lambda/pricing/",
  basis: `${QUOTED}: "Provisioned Concurrency (Seoul), ARM: $0.0000041003/GB-s", four fifths of the price on x86, which several quote`,
};

export const PROVENANCE =
  "A script fills the prices into AWS's pages, and the region's price list could not be opened. The prices here are those " +
  `that public catalogues quote from that list, as of ${PUBLISHED}.`;

/** Costs that are on a bill but not in this table. */
export const NOT_COUNTED =
  "data sent to the internet, logs, the schedule, reading the stream, point-in-time recovery, encryption keys, instances kept " +
  "warm and tax";
