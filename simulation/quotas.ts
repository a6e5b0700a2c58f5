/** What a sale needs of an AWS account, beside what an account has by default. Pure. */
import { concurrencyOfAll, type SaleLoad, tableLoadsOf } from "#simulation/sale-load.ts";

export interface Quota {
  readonly what: string;
  readonly unit: string;
  readonly needed: number;
  /** What an account has that nobody has asked AWS about. */
  readonly accountDefault: number;
  /** What to do if that is too little. */
  readonly remedy: string;
}

/** What a new table takes at once; it grows to double its highest load by itself, within half an hour. */
export const WARM_DEFAULT = { read: 12_000, write: 4000 } as const;

const HOUR_SECONDS = 3600;
/** Access tokens are valid for an hour, and each person who waits longer gets another one. */
const TOKEN_SECONDS = HOUR_SECONDS;
/** Of people who come to a sale, with a new account. Each confirms an address by mail. */
const NEW_SHARE = 0.5;

const SERVICE_QUOTAS = "ask in Service Quotas, a week before";

/**
 * The quotas of a sale. Rates are the busiest ten seconds of the simulation; sign-ins are spread over the hour before the
 * opening, which an invitation by mail or a page has to bring about.
 */
export const quotasOf = (load: SaleLoad): readonly Quota[] => {
  const tables = Object.values(tableLoadsOf(load));
  return [
    {
      what: "Lambda, invocations at once",
      unit: "at once",
      needed: concurrencyOfAll(load),
      accountDefault: 1000,
      remedy: `${SERVICE_QUOTAS}; a new account has 10`,
    },
    {
      what: "API Gateway, requests",
      unit: "a second",
      needed: Math.ceil(load.originPerSecond),
      accountDefault: 10_000,
      remedy: `${SERVICE_QUOTAS}, and raise requestsPerSecondMax of the stage`,
    },
    {
      what: "CloudFront, requests",
      unit: "a second",
      needed: Math.ceil(load.edgePerSecond),
      accountDefault: 250_000,
      remedy: SERVICE_QUOTAS,
    },
    {
      what: "DynamoDB, writes of a table",
      unit: "units a second",
      needed: Math.max(...tables.map(({ write }) => write)),
      accountDefault: WARM_DEFAULT.write,
      remedy: "npm run ops -- prepare warms the table",
    },
    {
      what: "DynamoDB, reads of a table",
      unit: "units a second",
      needed: Math.max(...tables.map(({ read }) => read)),
      accountDefault: WARM_DEFAULT.read,
      remedy: "npm run ops -- prepare warms the table",
    },
    {
      what: "Cognito, sign-ins in the hour before",
      unit: "a second",
      needed: Math.ceil(load.people / HOUR_SECONDS),
      accountDefault: 120,
      remedy: "invite people earlier, or buy more",
    },
    {
      what: "Cognito, tokens of those who wait",
      unit: "a second",
      needed: Math.ceil(load.waitingMax / TOKEN_SECONDS),
      accountDefault: 120,
      remedy: "buy more; people need no token until their turn",
    },
    {
      what: "Mail, if half of the people are new",
      unit: "a day",
      needed: Math.ceil(load.people * NEW_SHARE),
      accountDefault: 50,
      remedy: "send through SES, with a quota of as many",
    },
  ];
};

export const isEnough = ({ needed, accountDefault }: Quota): boolean => needed <= accountDefault;
