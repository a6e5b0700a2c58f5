/**
 * What a function may use. The stack turns it into IAM statements and environment variables, and grants nothing else.
 */
export interface Grants {
  readonly tables?: TableGrants;
  /** Kinds of items of a table, in addition to what `tables` grants on the whole of it. */
  readonly items?: ItemGrants;
  /** SQS queues it may send to. */
  readonly sends?: readonly SqsQueueName[];
  /** Signs queue tokens or receipts: may read the secret for that, and publish the key that follows from it. */
  readonly signingKey?: true;
  /** May put events on the bus. */
  readonly events?: true;
  /** May read the secret by which the API knows requests that came through the edge. */
  readonly originSecret?: true;
  /** May read the secret from which the signing secrets of webhooks are derived. */
  readonly webhookSecret?: true;
  /** Charges cards through the payment gateway of its stage. */
  readonly paymentGateway?: true;
  /** SQS queues to whose dead letters it may add. */
  readonly deadLetters?: readonly DeadLetterQueueName[];
}

export type TableName = "queue" | "catalog" | "seats" | "reservations" | "balance" | "events";
export type SqsQueueName = "join" | "holdExpiry" | "topUpCheck" | "webhookDelivery" | "webhookReplay" | "callOff";
/** SQS queues whose function decides by itself when a message becomes a dead letter. */
export type DeadLetterQueueName = "webhookDelivery";

/**
 * The kinds of items of a table, with the pattern of their partition keys. A function gets rights on the kinds that it
 * names, and IAM refuses it every other partition of the table (dynamodb:LeadingKeys).
 */
export const TABLE_PARTITIONS = {
  queue: {
    /** Queues, with their cohorts and the changes of their settings. */
    queues: "QUEUE#*",
    shardCounts: "COHORT#*",
    places: "TOKEN#*",
    /** Arrivals that nobody can claim a turn with any more. */
    gone: "GONE#*",
    /** Seeds of draws, which nobody may know before the draw. */
    seeds: "SEED#*",
    /** The public keys of queue tokens and receipts. A function that may write them could admit anybody. */
    signingKeys: "SIGNING-KEYS",
    /** Counts of requests that have lost the same thing to each other. */
    contests: "CONTEST#*",
  },
  catalog: {
    /** Promotions, of which payments write the uses: a function that pays may not change prices or dates. */
    promotions: "PROMOTION#*",
    /** The promotion codes that accounts have entered. */
    promotionAttempts: "PROMOTION-ATTEMPTS#*",
    /** How far the daily audit has got. */
    auditRounds: "AUDIT#*",
  },
} as const satisfies Partial<Record<TableName, Readonly<Record<string, string>>>>;

type KindsOf<T extends keyof typeof TABLE_PARTITIONS> = Readonly<
  Partial<Record<keyof (typeof TABLE_PARTITIONS)[T], readonly TableAction[]>>
>;

/** A table on which no function has rights as a whole. */
type PartitionedTable = "queue";

/** Actions on whole tables, or on kinds of items of a table whose kinds are listed. */
export type TableGrants = Readonly<
  Partial<Record<Exclude<TableName, PartitionedTable>, readonly TableAction[]>> & {
    [T in PartitionedTable]?: KindsOf<T>;
  }
>;

/** Actions on kinds of items of tables that are otherwise granted as a whole. */
export type ItemGrants = {
  readonly [T in Exclude<keyof typeof TABLE_PARTITIONS, PartitionedTable>]?: KindsOf<T>;
};

/** DynamoDB actions by their IAM name. A transaction needs the actions of its parts. */
export type TableAction =
  | "GetItem"
  | "BatchGetItem"
  | "Query"
  | "Scan"
  | "PutItem"
  | "UpdateItem"
  | "DeleteItem"
  | "ConditionCheckItem";

export const TABLE_VARIABLES: Readonly<Record<TableName, string>> = {
  queue: "QUEUE_TABLE",
  catalog: "CATALOG_TABLE",
  seats: "SEAT_TABLE",
  reservations: "RESERVATION_TABLE",
  balance: "BALANCE_TABLE",
  events: "EVENT_TABLE",
};

export const SQS_QUEUE_VARIABLES: Readonly<Record<SqsQueueName, string>> = {
  join: "JOIN_QUEUE_URL",
  holdExpiry: "HOLD_EXPIRY_QUEUE_URL",
  topUpCheck: "TOP_UP_CHECK_QUEUE_URL",
  webhookDelivery: "WEBHOOK_DELIVERY_QUEUE_URL",
  webhookReplay: "WEBHOOK_REPLAY_QUEUE_URL",
  callOff: "CALL_OFF_QUEUE_URL",
};

export const DEAD_LETTER_VARIABLES: Readonly<Record<DeadLetterQueueName, string>> = {
  webhookDelivery: "WEBHOOK_DELIVERY_DEAD_LETTERS_URL",
};

/** The SQS queue for records of a stream that the function can't read, and for those that failed for too long. */
export const STREAM_DEAD_LETTERS_VARIABLE = "STREAM_DEAD_LETTERS_URL";

export const SIGNING_KEY_VARIABLE = "SIGNING_KEY_SECRET_ARN";
export const EVENT_BUS_VARIABLE = "EVENT_BUS_NAME";
export const WEBHOOK_SECRET_VARIABLE = "WEBHOOK_SECRET_ARN";
export const ORIGIN_SECRET_VARIABLE = "ORIGIN_SECRET_ARN";

/** Names the payment gateway of the stage, one of PaymentGatewayName. */
export const PAYMENT_GATEWAY_VARIABLE = "PAYMENT_GATEWAY";

/** The payment gateways that have an adapter. The simulated one takes no money, so its points are free. */
export type PaymentGatewayName = "simulated";

/** The identity provider whose access tokens callers send. */
export const USER_TOKEN_VARIABLES = {
  issuer: "USER_TOKEN_ISSUER",
  clientId: "USER_TOKEN_CLIENT_ID",
  jwksUri: "USER_TOKEN_JWKS_URI",
} as const;

/** The group of the identity provider whose members are operators. */
export const OPERATORS_GROUP = "operators";

/** Encore as the issuer of queue tokens and receipts. */
export const QUEUE_TOKEN_VARIABLES = {
  issuer: "QUEUE_TOKEN_ISSUER",
} as const;

/** "enforce" turns a response that breaks its own schema into a 500; "log" only logs it. */
export const RESPONSE_CHECK_VARIABLE = "RESPONSE_CHECK";

/** Where Swagger UI sends a person to sign in (OAuth 2.0 authorization code with PKCE). */
export const SIGN_IN_VARIABLES = {
  authorizeUrl: "SIGN_IN_AUTHORIZE_URL",
  tokenUrl: "SIGN_IN_TOKEN_URL",
  clientId: "USER_TOKEN_CLIENT_ID",
} as const;
