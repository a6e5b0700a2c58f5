/**
 * How each Lambda function is deployed: what triggers it, what it may use, and how long it may take. The stack is made
 * from this table, and a test keeps it complete. What callers see of a route is in contract/.
 */
import type { RouteName } from "#contract/routes.ts";
import { COOL_DOWN_SETTINGS } from "#functions/reservations/rules/cool-down.ts";
import { EXTENSION_SETTINGS } from "#functions/reservations/rules/extension.ts";
import type { Grants, SqsQueueName, TableName } from "#functions/shared/grants.ts";
import type { SettingName } from "#functions/shared/settings.ts";

/** What makes AWS invoke a function. */
export type Trigger =
  /** Requests that match one of these routes. */
  | { readonly kind: "routes"; readonly routes: readonly RouteName[] }
  /** Requests that match no route. */
  | { readonly kind: "unmatched-request" }
  /** API Gateway, for each request, in stages whose API is closed to all but the edge. */
  | { readonly kind: "authorizer" }
  /** Messages of an SQS queue. */
  | SqsTrigger
  /** Changes of the items of a table. */
  | StreamTrigger
  /** EventBridge Scheduler. */
  | { readonly kind: "schedule"; readonly everyMinutes: number };

interface SqsTrigger {
  readonly kind: "sqs";
  readonly queue: SqsQueueName;
  readonly batchSize: number;
  /** How long messages may be collected for a batch. */
  readonly windowSeconds: number;
  /** Batches at a time, so that slow receivers can't occupy every function of the account. No limit if absent. */
  readonly batchesMax?: number;
}

interface StreamTrigger {
  readonly kind: "stream";
  readonly table: TableName;
  readonly batchSize: number;
  /** Only items with this sort key that have this text attribute after the change. */
  readonly only: { readonly sortKey: string; readonly attribute: string };
}

/** The metadata key under which the CloudFormation resource of a function has its name in this table. */
export const FUNCTION_NAME_METADATA = "encore:function";

export interface FunctionDeployment {
  /** Path of the handler file within functions/, without extension. The file exports `handler`. */
  readonly handler: string;
  /** What the function does; a function on routes has their summaries. */
  readonly summary?: string;
  readonly trigger: Trigger;
  readonly timeoutSeconds: number;
  /** The stage's memory for functions if absent. */
  readonly memoryMb?: number;
  /** Settings of the stage that it gets as environment variables. */
  readonly settings?: readonly SettingName[];
  readonly grants: Grants;
  /**
   * Whether a new version gets a tenth of the calls first, and all of them only if no alarm is raised: what moves places,
   * seats or money.
   */
  readonly isGradual?: true;
  /**
   * What ends the chain of a function that sends to the SQS queue it reads. Lambda stops such a chain after about 16 turns
   * unless the function is allowed to continue, and only those with this field are.
   */
  readonly chainEnds?: string;
}

/** Three tries at a store of 4 s each, and a margin. A slower request is refused shortly before the timeout. */
const ROUTE_TIMEOUT_SECONDS = 15;

/** Trigger and timeout of a function on routes. */
const onRoutes = <const R extends readonly RouteName[]>(...routes: R) =>
  ({ trigger: { kind: "routes", routes }, timeoutSeconds: ROUTE_TIMEOUT_SECONDS }) as const;

/** Looking for one's place in a queue, and claiming it. */
const VISIT = {
  queues: ["GetItem", "Query"],
  places: ["GetItem", "UpdateItem"],
  shardCounts: ["UpdateItem"],
} as const satisfies NonNullable<Grants["tables"]>["queue"];

/** What an audit of a concert reads. */
const AUDIT_READS = {
  catalog: ["GetItem", "Query"],
  seats: ["GetItem", "BatchGetItem", "Query"],
  reservations: ["BatchGetItem", "Query", "Scan"],
  balance: ["GetItem", "Query"],
  queue: { places: ["GetItem"] },
} as const satisfies NonNullable<Grants["tables"]>;

export const deployment = {
  readHealth: {
    handler: "service/handlers/read-health",
    ...onRoutes("readHealth"),
    grants: {},
  },
  readOpenApi: {
    handler: "service/handlers/read-openapi",
    ...onRoutes("readOpenApi"),
    grants: {},
  },
  readDocs: {
    handler: "service/handlers/read-docs",
    ...onRoutes("readDocs", "readDocsFile"),
    grants: {},
  },
  readSigningKeys: {
    handler: "signing/handlers/read-signing-keys",
    ...onRoutes("readSigningKeys"),
    grants: { tables: { queue: { signingKeys: ["GetItem"] } } },
  },
  listConcerts: {
    handler: "catalog/handlers/list-concerts",
    ...onRoutes("listConcerts"),
    grants: { tables: { catalog: ["Query"] } },
  },
  readConcert: {
    handler: "catalog/handlers/read-concert",
    ...onRoutes("readConcert"),
    grants: { tables: { catalog: ["Query"] } },
  },
  readSchedule: {
    handler: "catalog/handlers/read-schedule",
    ...onRoutes("readSchedule"),
    grants: { tables: { catalog: ["Query"] } },
  },
  readQueue: {
    handler: "queue/handlers/read-queue",
    ...onRoutes("readQueue"),
    settings: ["tickSeconds", "drawSettleSeconds"],
    grants: { tables: { queue: { queues: ["GetItem"] } } },
  },
  joinQueue: {
    handler: "queue/handlers/join-queue",
    isGradual: true,
    ...onRoutes("joinQueue"),
    settings: ["tickSeconds", "drawSettleSeconds", "pollsPerSecondMax"],
    grants: {
      tables: { queue: { ...VISIT, gone: ["UpdateItem"] } },
      sends: ["join"],
      signingKey: true,
    },
  },
  readQueueToken: {
    handler: "queue/handlers/read-queue-token",
    isGradual: true,
    ...onRoutes("readQueueToken"),
    settings: ["tickSeconds", "drawSettleSeconds", "pollsPerSecondMax"],
    grants: { tables: { queue: VISIT }, signingKey: true },
  },
  leaveQueue: {
    handler: "queue/handlers/leave-queue",
    ...onRoutes("leaveQueue"),
    grants: {
      tables: {
        queue: {
          queues: ["GetItem"],
          places: ["GetItem", "UpdateItem"],
          shardCounts: ["UpdateItem"],
          gone: ["UpdateItem"],
        },
      },
    },
  },
  listPerformances: {
    handler: "catalog/handlers/list-performances",
    ...onRoutes("listPerformances"),
    grants: { tables: { catalog: ["GetItem", "Query"], seats: ["Query"] } },
  },
  readAvailability: {
    handler: "seats/handlers/read-availability",
    ...onRoutes("readAvailability"),
    grants: { tables: { catalog: ["GetItem", "Query"], seats: ["Query"] } },
  },
  readSeats: {
    handler: "seats/handlers/read-seats",
    ...onRoutes("readSeats"),
    grants: { tables: { catalog: ["GetItem", "Query"], seats: ["GetItem", "Query"] } },
  },
  holdSeats: {
    handler: "reservations/handlers/hold-seats",
    isGradual: true,
    ...onRoutes("holdSeats"),
    settings: ["holdSeconds", "holdsPerPassMax", ...EXTENSION_SETTINGS, ...COOL_DOWN_SETTINGS],
    grants: {
      tables: {
        catalog: ["GetItem", "Query"],
        seats: ["GetItem", "Query", "BatchGetItem", "PutItem", "DeleteItem"],
        reservations: ["GetItem", "Query", "PutItem", "UpdateItem"],
        queue: { places: ["GetItem", "UpdateItem"], contests: ["UpdateItem"] },
      },
    },
  },
  listReservations: {
    handler: "reservations/handlers/list-reservations",
    ...onRoutes("listReservations"),
    settings: EXTENSION_SETTINGS,
    grants: { tables: { reservations: ["Query"], catalog: ["GetItem"] } },
  },
  readReservation: {
    handler: "reservations/handlers/read-reservation",
    ...onRoutes("readReservation"),
    settings: EXTENSION_SETTINGS,
    grants: { tables: { reservations: ["GetItem"], catalog: ["GetItem"] } },
  },
  changeReservation: {
    handler: "reservations/handlers/change-reservation",
    ...onRoutes("changeReservation"),
    settings: EXTENSION_SETTINGS,
    grants: {
      tables: { reservations: ["GetItem", "UpdateItem"], catalog: ["GetItem"] },
      items: { catalog: { promotionAttempts: ["UpdateItem"] } },
    },
  },
  extendHold: {
    handler: "reservations/handlers/extend-hold",
    isGradual: true,
    ...onRoutes("extendHold"),
    settings: EXTENSION_SETTINGS,
    grants: { tables: { reservations: ["GetItem", "UpdateItem"], seats: ["UpdateItem"], catalog: ["GetItem"] } },
  },
  releaseReservation: {
    handler: "reservations/handlers/release-reservation",
    ...onRoutes("releaseReservation"),
    settings: COOL_DOWN_SETTINGS,
    grants: {
      tables: { reservations: ["GetItem", "UpdateItem"], seats: ["DeleteItem"], queue: { places: ["UpdateItem"] } },
    },
  },
  payReservation: {
    handler: "payments/handlers/pay-reservation",
    isGradual: true,
    ...onRoutes("payReservation"),
    grants: {
      tables: {
        reservations: ["Query", "PutItem", "UpdateItem"],
        balance: ["GetItem", "PutItem", "UpdateItem"],
        seats: ["UpdateItem"],
        catalog: ["GetItem"],
        queue: { places: ["GetItem", "UpdateItem"], shardCounts: ["UpdateItem"], contests: ["UpdateItem"] },
      },
      items: { catalog: { promotions: ["UpdateItem"] } },
      signingKey: true,
    },
  },
  quoteCancellation: {
    handler: "payments/handlers/quote-cancellation",
    ...onRoutes("quoteCancellation"),
    grants: { tables: { reservations: ["GetItem"], catalog: ["GetItem"] } },
  },
  cancelReservation: {
    handler: "payments/handlers/cancel-reservation",
    isGradual: true,
    ...onRoutes("cancelReservation"),
    grants: {
      tables: {
        reservations: ["Query", "UpdateItem"],
        balance: ["GetItem", "PutItem", "UpdateItem"],
        seats: ["DeleteItem"],
        queue: { places: ["UpdateItem"] },
        catalog: ["GetItem"],
      },
      items: { catalog: { promotions: ["UpdateItem"] } },
    },
  },
  readPayment: {
    handler: "payments/handlers/read-payment",
    ...onRoutes("readPayment"),
    grants: { tables: { reservations: ["Query"], catalog: ["GetItem"] } },
  },
  readBalance: {
    handler: "balance/handlers/read-balance",
    ...onRoutes("readBalance"),
    grants: { tables: { balance: ["GetItem"] } },
  },
  topUpBalance: {
    handler: "balance/handlers/top-up-balance",
    isGradual: true,
    ...onRoutes("topUpBalance"),
    settings: ["topUpWonMax", "balanceWonMax", "topUpCheckSeconds"],
    grants: {
      tables: { balance: ["GetItem", "PutItem", "UpdateItem"] },
      sends: ["topUpCheck"],
      paymentGateway: true,
    },
  },
  listEntries: {
    handler: "balance/handlers/list-entries",
    ...onRoutes("listEntries"),
    grants: { tables: { balance: ["Query"] } },
  },
  createConcert: {
    handler: "catalog/handlers/create-concert",
    ...onRoutes("createConcert"),
    grants: { tables: { catalog: ["PutItem", "GetItem"], queue: { queues: ["PutItem"], seeds: ["PutItem"] } } },
  },
  readChart: {
    handler: "charts/handlers/read-chart",
    ...onRoutes("readChart"),
    grants: { tables: { catalog: ["GetItem"] } },
  },
  readChartSection: {
    handler: "charts/handlers/read-chart-section",
    ...onRoutes("readChartSection"),
    grants: { tables: { catalog: ["GetItem"] } },
  },
  listCharts: {
    handler: "charts/handlers/list-charts",
    ...onRoutes("listCharts"),
    grants: { tables: { catalog: ["Query"] } },
  },
  createChart: {
    handler: "charts/handlers/create-chart",
    ...onRoutes("createChart"),
    grants: { tables: { catalog: ["PutItem", "GetItem"] } },
  },
  putChartSection: {
    handler: "charts/handlers/put-chart-section",
    ...onRoutes("putChartSection"),
    grants: { tables: { catalog: ["GetItem", "PutItem", "UpdateItem", "DeleteItem"] } },
  },
  publishChart: {
    handler: "charts/handlers/publish-chart",
    ...onRoutes("publishChart"),
    grants: { tables: { catalog: ["GetItem", "Query", "PutItem", "UpdateItem"] } },
  },
  createPerformance: {
    handler: "catalog/handlers/create-performance",
    ...onRoutes("createPerformance"),
    grants: { tables: { catalog: ["GetItem", "Query", "PutItem"] } },
  },
  createPromotion: {
    handler: "promotions/handlers/create-promotion",
    ...onRoutes("createPromotion"),
    grants: { tables: { catalog: ["GetItem"] }, items: { catalog: { promotions: ["PutItem"] } } },
  },
  listPromotions: {
    handler: "promotions/handlers/list-promotions",
    ...onRoutes("listPromotions"),
    grants: { tables: { catalog: ["GetItem", "Query"] } },
  },
  changePerformance: {
    handler: "catalog/handlers/change-performance",
    ...onRoutes("changePerformance"),
    grants: { tables: { catalog: ["GetItem", "Query", "PutItem", "UpdateItem"], seats: ["Query"] } },
  },
  listPerformanceChanges: {
    handler: "catalog/handlers/list-performance-changes",
    ...onRoutes("listPerformanceChanges"),
    grants: { tables: { catalog: ["GetItem", "Query"] } },
  },
  changeBlockedSeats: {
    handler: "seats/handlers/change-blocked-seats",
    ...onRoutes("changeBlockedSeats"),
    grants: {
      tables: {
        catalog: ["GetItem", "Query", "PutItem"],
        seats: ["BatchGetItem", "GetItem", "Query", "PutItem", "DeleteItem"],
      },
    },
  },
  callOffPerformance: {
    handler: "call-offs/handlers/call-off-performance",
    ...onRoutes("callOffPerformance"),
    grants: {
      tables: {
        catalog: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"],
        seats: ["Query"],
        reservations: ["BatchGetItem"],
      },
      sends: ["callOff"],
    },
  },
  readCallOff: {
    handler: "call-offs/handlers/read-call-off",
    ...onRoutes("readCallOff"),
    grants: { tables: { catalog: ["GetItem", "BatchGetItem", "Query"] } },
  },
  refundReservation: {
    handler: "payments/handlers/refund-reservation",
    isGradual: true,
    ...onRoutes("refundReservation"),
    grants: {
      tables: {
        reservations: ["Query", "UpdateItem"],
        balance: ["GetItem", "PutItem", "UpdateItem"],
        seats: ["DeleteItem"],
        queue: { places: ["UpdateItem"] },
        catalog: ["GetItem", "PutItem"],
      },
      items: { catalog: { promotions: ["UpdateItem"] } },
    },
  },
  readQueueStats: {
    handler: "queue/handlers/read-queue-stats",
    ...onRoutes("readQueueStats"),
    settings: ["clockSkewSeconds", "tickSeconds"],
    grants: {
      tables: {
        queue: { queues: ["GetItem", "Query"], shardCounts: ["BatchGetItem"], gone: ["Query"] },
        catalog: ["GetItem", "Query"],
        seats: ["Query"],
      },
    },
  },
  changeQueue: {
    handler: "queue/handlers/change-queue",
    ...onRoutes("changeQueue"),
    settings: ["clockSkewSeconds", "tickSeconds"],
    grants: {
      tables: {
        queue: {
          queues: ["GetItem", "Query", "PutItem", "UpdateItem"],
          shardCounts: ["BatchGetItem"],
          gone: ["Query"],
        },
        catalog: ["GetItem", "Query", "UpdateItem"],
        seats: ["Query"],
      },
    },
  },
  listQueueChanges: {
    handler: "queue/handlers/list-queue-changes",
    ...onRoutes("listQueueChanges"),
    grants: { tables: { queue: { queues: ["GetItem", "Query"] } } },
  },
  auditConcert: {
    handler: "audit/handlers/audit-concert",
    ...onRoutes("auditConcert"),
    grants: {
      tables: AUDIT_READS,
    },
  },
  auditRunningConcerts: {
    handler: "audit/handlers/audit-running-concerts",
    summary: "Audits each running concert once a day, one after the other",
    // Most starts find nothing to do: a round is over within one of them, unless many concerts are on sale.
    trigger: { kind: "schedule", everyMinutes: 15 },
    timeoutSeconds: 300,
    grants: {
      tables: AUDIT_READS,
      items: { catalog: { auditRounds: ["PutItem"] } },
    },
  },
  createWebhook: {
    handler: "webhooks/handlers/create-webhook",
    ...onRoutes("createWebhook"),
    settings: ["webhooksMax", "webhookToLocal"],
    grants: {
      tables: { catalog: ["GetItem"], events: ["GetItem", "PutItem", "UpdateItem"] },
      webhookSecret: true,
    },
  },
  listWebhooks: {
    handler: "webhooks/handlers/list-webhooks",
    ...onRoutes("listWebhooks"),
    grants: { tables: { events: ["Query"] } },
  },
  deleteWebhook: {
    handler: "webhooks/handlers/delete-webhook",
    ...onRoutes("deleteWebhook"),
    grants: { tables: { events: ["DeleteItem", "UpdateItem"] } },
  },
  replayWebhook: {
    handler: "webhooks/handlers/replay-webhook",
    ...onRoutes("replayWebhook"),
    settings: ["eventKeptSeconds"],
    grants: { tables: { events: ["GetItem"] }, sends: ["webhookReplay"] },
  },

  refuseUnmatched: {
    handler: "service/handlers/refuse-unmatched",
    summary: "Refuses requests that match no route: NOT_FOUND or METHOD_NOT_ALLOWED",
    trigger: { kind: "unmatched-request" },
    timeoutSeconds: 10,
    grants: {},
  },
  authorizeOrigin: {
    handler: "service/handlers/authorize-origin",
    summary: "Lets requests through that show the secret of the edge",
    trigger: { kind: "authorizer" },
    timeoutSeconds: 10,
    grants: { originSecret: true },
  },
  numberArrivals: {
    handler: "queue/handlers/number-arrivals",
    isGradual: true,
    summary: "Numbers the arrivals of the queues",
    trigger: { kind: "sqs", queue: "join", batchSize: 500, windowSeconds: 1 },
    // A batch takes about a second. SQS delivers failed messages again after six times the timeout, so it is short.
    timeoutSeconds: 10,
    grants: {
      tables: {
        queue: {
          queues: ["GetItem", "UpdateItem", "ConditionCheckItem"],
          places: ["BatchGetItem", "UpdateItem"],
          gone: ["UpdateItem", "DeleteItem"],
        },
      },
    },
  },
  admit: {
    handler: "queue/handlers/admit",
    isGradual: true,
    summary: "Draws lobbies and admits people from the queues, a tick every tickSeconds",
    trigger: { kind: "schedule", everyMinutes: 1 },
    timeoutSeconds: 75,
    settings: ["tickSeconds", "drawSettleSeconds", "clockSkewSeconds", "inventoryPercent"],
    grants: {
      tables: {
        queue: {
          queues: ["GetItem", "Query", "PutItem", "UpdateItem"],
          shardCounts: ["BatchGetItem", "UpdateItem"],
          gone: ["Query"],
          seeds: ["GetItem"],
        },
        catalog: ["GetItem", "Query"],
        seats: ["Query", "GetItem", "PutItem"],
      },
    },
  },
  expireHold: {
    handler: "reservations/handlers/expire-hold",
    isGradual: true,
    summary: "Ends holds when they expire",
    trigger: { kind: "sqs", queue: "holdExpiry", batchSize: 10, windowSeconds: 0 },
    timeoutSeconds: 30,
    settings: COOL_DOWN_SETTINGS,
    grants: {
      tables: { reservations: ["GetItem", "UpdateItem"], seats: ["DeleteItem"], queue: { places: ["UpdateItem"] } },
      sends: ["holdExpiry"],
    },
    chainEnds: "at the end of the hold, and after REMINDERS_MAX reminders at the latest",
  },
  checkTopUps: {
    handler: "balance/handlers/check-top-ups",
    isGradual: true,
    summary: "Settles top-ups whose outcome was lost, and those that the payment gateway reports later",
    trigger: { kind: "sqs", queue: "topUpCheck", batchSize: 10, windowSeconds: 0 },
    timeoutSeconds: 30,
    settings: ["topUpCheckSeconds"],
    grants: {
      tables: { balance: ["GetItem", "PutItem", "UpdateItem"] },
      sends: ["topUpCheck"],
      paymentGateway: true,
    },
    chainEnds: "after CHECKS_MAX checks",
  },
  onReservationChange: {
    handler: "reservations/handlers/on-reservation-change",
    summary: "After each change of a reservation: schedules its expiry, recounts its sections, publishes the event",
    // Not payments, nor refusals of holds, which have no user, nor deletions.
    trigger: {
      kind: "stream",
      table: "reservations",
      batchSize: 100,
      only: { sortKey: "RESERVATION", attribute: "userId" },
    },
    timeoutSeconds: 30,
    settings: ["eventKeptSeconds"],
    grants: {
      tables: { catalog: ["GetItem"], seats: ["Query", "GetItem", "PutItem"], events: ["Query", "PutItem"] },
      sends: ["holdExpiry", "webhookDelivery"],
      events: true,
    },
  },
  sweepSections: {
    handler: "reservations/handlers/sweep-sections",
    summary: "Finds sections on sale whose counts are wrong, and holds past their end, because a message was lost",
    trigger: { kind: "schedule", everyMinutes: 5 },
    timeoutSeconds: 120,
    grants: {
      tables: { catalog: ["GetItem", "Query"], seats: ["GetItem", "Query", "PutItem"] },
      sends: ["holdExpiry"],
    },
  },
  carryOutCallOff: {
    handler: "call-offs/handlers/carry-out-call-off",
    summary: "Ends the holds of a performance that was called off, and refunds its reservations, section by section",
    trigger: { kind: "sqs", queue: "callOff", batchSize: 1, windowSeconds: 0, batchesMax: 10 },
    timeoutSeconds: 30,
    settings: ["eventKeptSeconds"],
    grants: {
      tables: {
        catalog: ["GetItem", "BatchGetItem", "UpdateItem", "DeleteItem"],
        seats: ["Query", "DeleteItem"],
        reservations: ["Query", "GetItem", "UpdateItem"],
        balance: ["GetItem", "PutItem", "UpdateItem"],
        queue: { places: ["UpdateItem"] },
        events: ["Query", "PutItem"],
      },
      sends: ["callOff", "webhookDelivery"],
      events: true,
    },
    chainEnds: "when nobody holds or owns a seat of the section any more, and after STEPS_MAX steps at the latest",
  },
  sweepCallOffs: {
    handler: "call-offs/handlers/sweep-call-offs",
    summary: "Finds call-offs that have stopped because a message was lost",
    trigger: { kind: "schedule", everyMinutes: 5 },
    timeoutSeconds: 60,
    grants: { tables: { catalog: ["GetItem", "BatchGetItem", "Query"] }, sends: ["callOff"] },
  },
  sweepTopUps: {
    handler: "balance/handlers/sweep-top-ups",
    summary: "Finds top-ups without an end because their check was lost",
    trigger: { kind: "schedule", everyMinutes: 5 },
    timeoutSeconds: 60,
    settings: ["topUpCheckSeconds"],
    grants: { tables: { balance: ["Query", "UpdateItem"] }, sends: ["topUpCheck"] },
  },
  deliverWebhook: {
    handler: "webhooks/handlers/deliver-webhook",
    summary: "Sends events to webhooks, and retries failed deliveries",
    trigger: { kind: "sqs", queue: "webhookDelivery", batchSize: 10, windowSeconds: 0, batchesMax: 20 },
    timeoutSeconds: 30,
    settings: ["webhookTimeoutSeconds", "webhookAttemptsMax", "webhookRetrySeconds", "webhookToLocal"],
    grants: {
      tables: { events: ["GetItem", "UpdateItem"] },
      sends: ["webhookDelivery"],
      deadLetters: ["webhookDelivery"],
      webhookSecret: true,
    },
    chainEnds: "after webhookAttemptsMax attempts",
  },
  sendReplay: {
    handler: "webhooks/handlers/send-replay",
    summary: "Sends the events of a period to a webhook again",
    trigger: { kind: "sqs", queue: "webhookReplay", batchSize: 1, windowSeconds: 0, batchesMax: 2 },
    timeoutSeconds: 30,
    grants: {
      tables: { events: ["GetItem", "Query"] },
      sends: ["webhookDelivery", "webhookReplay"],
    },
    chainEnds: "at the end of the period, and after STEPS_MAX steps at the latest",
  },
} as const satisfies Record<string, FunctionDeployment>;

export type FunctionName = keyof typeof deployment;
