/**
 * Every Lambda function, once: the routes it answers or what else starts it, what it may use, and how long it may take.
 * The stack is made from this table. What callers see of a route is in contract/.
 */
import type { RouteName } from "#contract/routes.ts";
import { COOL_DOWN_SETTINGS } from "#functions/reservations/rules/cool-down.ts";
import type { Grants, SqsQueueName, TableName } from "#functions/shared/grants.ts";
import type { SettingName } from "#functions/shared/settings.ts";

export type Trigger =
  /** Requests that match one of these routes. */
  | { readonly kind: "routes"; readonly routes: readonly RouteName[] }
  /** Every request that no route matches. */
  | { readonly kind: "unmatched-request" }
  | {
      /** An SQS queue, read in batches; a batch is collected for at most `windowSeconds`. */
      readonly kind: "sqs";
      readonly queue: SqsQueueName;
      readonly batchSize: number;
      readonly windowSeconds: number;
      /** Batches under way at one time, so that a slow receiver can't take up every function of the account. */
      readonly batchesMax?: number;
    }
  /** Every change of a table. */
  | { readonly kind: "stream"; readonly table: TableName; readonly batchSize: number }
  /** EventBridge Scheduler. */
  | { readonly kind: "schedule"; readonly everyMinutes: number };

/** The key of a function's name in the metadata of its CloudFormation resource. */
export const FUNCTION_NAME_METADATA = "encore:function";

export interface FunctionDeployment {
  /** File under functions/, without extension; it exports `handler`. */
  readonly handler: string;
  /** What a function that no route starts does; a route has its own summary. */
  readonly summary?: string;
  readonly trigger: Trigger;
  readonly timeoutSeconds: number;
  /** The stage's memory for functions, if absent. */
  readonly memoryMb?: number;
  readonly settings?: readonly SettingName[];
  readonly grants: Grants;
}

/** Three tries of 4 s at a store, and some room: a slower request is refused shortly before its time is over. */
const ROUTE_TIMEOUT_SECONDS = 15;

type RouteDeployment = Pick<FunctionDeployment, "settings" | "grants" | "memoryMb">;

const answers = (handler: string, routes: readonly RouteName[], deployment: RouteDeployment): FunctionDeployment => ({
  handler,
  trigger: { kind: "routes", routes },
  timeoutSeconds: ROUTE_TIMEOUT_SECONDS,
  ...deployment,
});

export const deployment = {
  readHealth: answers("service/handlers/read-health", ["readHealth"], {
    grants: {},
  }),
  readOpenApi: answers("service/handlers/read-openapi", ["readOpenApi"], {
    grants: {},
  }),
  readDocs: answers("service/handlers/read-docs", ["readDocs", "readDocsFile"], {
    grants: {},
  }),
  readSigningKeys: answers("signing/handlers/read-signing-keys", ["readSigningKeys"], {
    grants: { signingKey: true },
  }),
  listConcerts: answers("catalog/handlers/list-concerts", ["listConcerts"], {
    grants: { tables: { catalog: ["Query"] } },
  }),
  readConcert: answers("catalog/handlers/read-concert", ["readConcert"], {
    grants: { tables: { catalog: ["GetItem"] } },
  }),
  readQueue: answers("queue/handlers/read-queue", ["readQueue"], {
    grants: { tables: { queue: ["GetItem"] } },
  }),
  joinQueue: answers("queue/handlers/join-queue", ["joinQueue"], {
    settings: ["tickSeconds"],
    grants: {
      tables: { queue: ["GetItem", "Query", "UpdateItem"] },
      sends: ["join"],
      signingKey: true,
    },
  }),
  readQueueToken: answers("queue/handlers/read-queue-token", ["readQueueToken"], {
    settings: ["tickSeconds"],
    grants: { tables: { queue: ["GetItem", "Query", "UpdateItem"] }, signingKey: true },
  }),
  leaveQueue: answers("queue/handlers/leave-queue", ["leaveQueue"], {
    grants: { tables: { queue: ["GetItem", "UpdateItem"] } },
  }),
  listPerformances: answers("catalog/handlers/list-performances", ["listPerformances"], {
    grants: { tables: { catalog: ["GetItem", "Query"], seats: ["Query"] } },
  }),
  readSeats: answers("seats/handlers/read-seats", ["readSeats"], {
    grants: { tables: { catalog: ["Query"], seats: ["Query"] } },
  }),
  holdSeats: answers("reservations/handlers/hold-seats", ["holdSeats"], {
    settings: ["holdSeconds", ...COOL_DOWN_SETTINGS],
    grants: {
      tables: {
        catalog: ["Query"],
        seats: ["Query", "BatchGetItem", "PutItem", "DeleteItem"],
        reservations: ["GetItem", "Query", "PutItem", "UpdateItem"],
        queue: ["UpdateItem"],
      },
    },
  }),
  listReservations: answers("reservations/handlers/list-reservations", ["listReservations"], {
    grants: { tables: { reservations: ["Query"] } },
  }),
  readReservation: answers("reservations/handlers/read-reservation", ["readReservation"], {
    grants: { tables: { reservations: ["GetItem"] } },
  }),
  extendHold: answers("reservations/handlers/extend-hold", ["extendHold"], {
    settings: ["holdExtensionSeconds"],
    grants: { tables: { reservations: ["GetItem", "UpdateItem"], seats: ["UpdateItem"] } },
  }),
  releaseReservation: answers("reservations/handlers/release-reservation", ["releaseReservation"], {
    grants: {
      tables: { reservations: ["GetItem", "UpdateItem"], seats: ["DeleteItem"], queue: ["UpdateItem"] },
    },
  }),
  payReservation: answers("payments/handlers/pay-reservation", ["payReservation"], {
    grants: {
      tables: {
        reservations: ["Query", "PutItem", "UpdateItem"],
        balance: ["GetItem", "PutItem", "UpdateItem"],
        seats: ["UpdateItem"],
        queue: ["GetItem", "UpdateItem"],
      },
      signingKey: true,
    },
  }),
  cancelReservation: answers("payments/handlers/cancel-reservation", ["cancelReservation"], {
    grants: {
      tables: {
        reservations: ["Query", "UpdateItem"],
        balance: ["GetItem", "PutItem", "UpdateItem"],
        seats: ["DeleteItem"],
        queue: ["UpdateItem"],
        catalog: ["Query"],
      },
    },
  }),
  readPayment: answers("payments/handlers/read-payment", ["readPayment"], {
    grants: { tables: { reservations: ["Query"] } },
  }),
  readBalance: answers("balance/handlers/read-balance", ["readBalance"], {
    grants: { tables: { balance: ["GetItem"] } },
  }),
  topUpBalance: answers("balance/handlers/top-up-balance", ["topUpBalance"], {
    settings: ["topUpWonMax", "balanceWonMax", "topUpCheckSeconds"],
    grants: { tables: { balance: ["GetItem", "PutItem", "UpdateItem"] }, sends: ["topUpCheck"] },
  }),
  listEntries: answers("balance/handlers/list-entries", ["listEntries"], {
    grants: { tables: { balance: ["Query"] } },
  }),
  createConcert: answers("catalog/handlers/create-concert", ["createConcert"], {
    grants: { tables: { catalog: ["PutItem", "GetItem"], queue: ["PutItem"] } },
  }),
  createPerformance: answers("catalog/handlers/create-performance", ["createPerformance"], {
    grants: { tables: { catalog: ["PutItem", "GetItem"] } },
  }),
  readQueueStats: answers("queue/handlers/read-queue-stats", ["readQueueStats"], {
    settings: ["clockSkewSeconds", "tickSeconds"],
    grants: {
      tables: { queue: ["GetItem", "BatchGetItem", "Query"], catalog: ["Query"], seats: ["Query"] },
    },
  }),
  changeQueue: answers("queue/handlers/change-queue", ["changeQueue"], {
    settings: ["clockSkewSeconds", "tickSeconds"],
    grants: {
      tables: {
        queue: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"],
        catalog: ["Query", "UpdateItem"],
        seats: ["Query"],
      },
    },
  }),
  listQueueChanges: answers("queue/handlers/list-queue-changes", ["listQueueChanges"], {
    grants: { tables: { queue: ["GetItem", "Query"] } },
  }),
  auditConcert: answers("audit/handlers/audit-concert", ["auditConcert"], {
    grants: {
      tables: {
        catalog: ["GetItem", "Query"],
        seats: ["GetItem", "BatchGetItem", "Query"],
        reservations: ["BatchGetItem", "Query", "Scan"],
        balance: ["GetItem", "Query"],
        queue: ["GetItem"],
      },
    },
  }),
  createWebhook: answers("webhooks/handlers/create-webhook", ["createWebhook"], {
    settings: ["webhooksMax", "webhookToLocal"],
    grants: {
      tables: { catalog: ["GetItem"], events: ["GetItem", "PutItem", "UpdateItem"] },
      webhookSecret: true,
    },
  }),
  listWebhooks: answers("webhooks/handlers/list-webhooks", ["listWebhooks"], {
    grants: { tables: { events: ["Query"] } },
  }),
  deleteWebhook: answers("webhooks/handlers/delete-webhook", ["deleteWebhook"], {
    grants: { tables: { events: ["DeleteItem", "UpdateItem"] } },
  }),
  replayWebhook: answers("webhooks/handlers/replay-webhook", ["replayWebhook"], {
    settings: ["eventKeptSeconds"],
    grants: { tables: { events: ["GetItem"] }, sends: ["webhookReplay"] },
  }),

  refuseUnmatched: {
    handler: "service/handlers/refuse-unmatched",
    summary: "Answers NOT_FOUND and METHOD_NOT_ALLOWED",
    trigger: { kind: "unmatched-request" },
    timeoutSeconds: 10,
    grants: {},
  },
  numberArrivals: {
    handler: "queue/handlers/number-arrivals",
    summary: "Gives each arrival its number",
    trigger: { kind: "sqs", queue: "join", batchSize: 500, windowSeconds: 1 },
    // A batch takes about a second. What failed comes back after six times this, so it is kept short.
    timeoutSeconds: 10,
    grants: { tables: { queue: ["UpdateItem"] } },
  },
  admit: {
    handler: "queue/handlers/admit",
    summary: "Draws lobbies and admits people from the queues, a tick every tickSeconds",
    trigger: { kind: "schedule", everyMinutes: 1 },
    timeoutSeconds: 75,
    settings: ["tickSeconds", "drawSettleSeconds", "clockSkewSeconds", "inventoryPercent"],
    grants: {
      tables: {
        queue: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"],
        catalog: ["Query"],
        seats: ["Query", "GetItem", "PutItem"],
      },
    },
  },
  expireHold: {
    handler: "reservations/handlers/expire-hold",
    summary: "Ends a hold at its time",
    trigger: { kind: "sqs", queue: "holdExpiry", batchSize: 10, windowSeconds: 0 },
    timeoutSeconds: 30,
    settings: COOL_DOWN_SETTINGS,
    grants: {
      tables: { reservations: ["GetItem", "UpdateItem"], seats: ["DeleteItem"], queue: ["UpdateItem"] },
      sends: ["holdExpiry"],
    },
  },
  checkTopUps: {
    handler: "balance/handlers/check-top-ups",
    summary: "Settles top-ups whose outcome was lost, and those that the gateway calls back about",
    trigger: { kind: "sqs", queue: "topUpCheck", batchSize: 10, windowSeconds: 0 },
    timeoutSeconds: 30,
    settings: ["topUpCheckSeconds"],
    grants: { tables: { balance: ["GetItem", "PutItem", "UpdateItem"] }, sends: ["topUpCheck"] },
  },
  onReservationChange: {
    handler: "reservations/handlers/on-reservation-change",
    summary: "After each change of a reservation: schedules its expiry, recounts its sections, publishes the event",
    trigger: { kind: "stream", table: "reservations", batchSize: 100 },
    timeoutSeconds: 30,
    settings: ["eventKeptSeconds"],
    grants: {
      tables: { seats: ["Query", "GetItem", "PutItem"], events: ["Query", "PutItem"] },
      sends: ["holdExpiry", "webhookDelivery"],
      events: true,
    },
  },
  deliverWebhook: {
    handler: "webhooks/handlers/deliver-webhook",
    summary: "Sends events to webhooks, and retries until they arrive",
    trigger: { kind: "sqs", queue: "webhookDelivery", batchSize: 10, windowSeconds: 0, batchesMax: 20 },
    timeoutSeconds: 30,
    settings: ["webhookTimeoutSeconds", "webhookAttemptsMax", "webhookRetrySeconds", "webhookToLocal"],
    grants: {
      tables: { events: ["GetItem", "UpdateItem"] },
      sends: ["webhookDelivery"],
      deadLetters: ["webhookDelivery"],
      webhookSecret: true,
    },
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
  },
} as const satisfies Record<string, FunctionDeployment>;

export type FunctionName = keyof typeof deployment;
