/** Webhooks: URLs that events are posted to, and replaying events to them. */
import * as z from "zod/mini";
import { areUnique, ConcertId, Id, ServerTime, Time } from "#contract/common.ts";
import { EVENT_TYPE_NAMES } from "#contract/event-type-names.ts";
import { route } from "#contract/route.ts";
const URL_LENGTH_MAX = 1000;
const WebhookId = Id.check(z.describe("Opaque id of a webhook."), z.meta({ examples: ["whk_4kD0aP7cQz1R"] }));
const EventTypeSchema = z.enum(EVENT_TYPE_NAMES);
export const NewWebhookSchema = z
    .strictObject({
    url: z
        .string()
        .check(z.minLength(1), z.maxLength(URL_LENGTH_MAX), z.regex(/^[^\s\p{Cc}\p{Cf}\p{Cs}]*$/u, "Use no spaces and no invisible characters in the URL."), z.describe("Where to post events: an https URL at a public address, without user name and password.")),
    eventTypes: z
        .optional(z.array(EventTypeSchema).check(z.minLength(1), z.refine(areUnique, "An event type may be listed only once.")))
        .check(z.describe("The event types to send. Default: all types, including ones added later.")),
    concertId: z
        .optional(ConcertId)
        .check(z.describe("Send only events of this concert. Default: events of all concerts.")),
})
    .register(z.globalRegistry, {
    id: "NewWebhook",
    examples: [{ url: "https://example.com/encore/events", eventTypes: ["reservation.paid", "reservation.cancelled"] }],
});
const webhook = {
    webhookId: WebhookId,
    url: z.string(),
    eventTypes: z.nullable(z.array(EventTypeSchema)).check(z.describe("The event types it receives; null: all.")),
    concertId: z.nullable(ConcertId).check(z.describe("The concert whose events it receives; null: all concerts.")),
    createdAt: Time,
    createdBy: z.string().check(z.describe("User id of the operator.")),
    disabledAt: z
        .nullable(Time)
        .check(z.describe("When its receiver responded 410 Gone; nothing has been sent since. null: it is in use.")),
};
const example = {
    webhookId: "whk_4kD0aP7cQz1R",
    url: "https://example.com/encore/events",
    eventTypes: ["reservation.paid", "reservation.cancelled"],
    concertId: null,
    createdAt: "2026-12-01T11:02:30.000Z",
    createdBy: "operator",
    disabledAt: null,
};
/** The only response that has the secret. */
export const CreatedWebhookSchema = z
    .object({
    ...webhook,
    secret: z
        .string()
        .check(z.describe("The key that messages are signed with. Store it for your receiver: it is not shown again.")),
})
    .register(z.globalRegistry, {
    id: "CreatedWebhook",
    examples: [{ ...example, secret: "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD0Sm8q2sv5Vk=" }],
});
export const WebhookListSchema = z
    .object({ items: z.array(z.object(webhook)) })
    .register(z.globalRegistry, { id: "WebhookList", examples: [{ items: [example] }] });
export const ReplaySchema = z
    .strictObject({
    from: Time.check(z.describe("Start of the period, at most 7 days ago.")),
    to: z.optional(Time).check(z.describe("End of the period, not included. Default: now.")),
})
    .register(z.globalRegistry, {
    id: "ReplayRequest",
    examples: [{ from: "2026-12-01T11:00:00Z", to: "2026-12-01T12:00:00Z" }],
});
export const ReplayStartedSchema = z
    .object({ webhookId: WebhookId, from: Time, to: Time, serverTime: ServerTime })
    .register(z.globalRegistry, { id: "ReplayStarted" });
const ofWebhook = z.object({ webhookId: WebhookId });
export const webhookRoutes = {
    createWebhook: route({
        method: "POST",
        path: "/v1/admin/webhooks",
        summary: "Create a webhook",
        description: "From now on, events are signed and posted to the URL. Only this response has the signing secret. A repeat with the same Idempotency-Key returns the webhook created first.",
        caller: "operator",
        idempotencyKey: "optional",
        body: NewWebhookSchema,
        responses: { 201: { description: "The webhook was created. This is its secret.", body: CreatedWebhookSchema } },
        errors: ["CONCERT_NOT_FOUND", "WEBHOOK_LIMIT_REACHED"],
    }),
    listWebhooks: route({
        method: "GET",
        path: "/v1/admin/webhooks",
        summary: "List webhooks, oldest first",
        caller: "operator",
        responses: { 200: { description: "All webhooks, without their secrets.", body: WebhookListSchema } },
        errors: [],
    }),
    deleteWebhook: route({
        method: "DELETE",
        path: "/v1/admin/webhooks/{webhookId}",
        summary: "Delete a webhook",
        description: "Nothing more is sent to it, not even messages that were waiting for a retry.",
        caller: "operator",
        params: ofWebhook,
        responses: { 204: { description: "The webhook is deleted." } },
        errors: ["WEBHOOK_NOT_FOUND", "REQUEST_IN_PROGRESS"],
    }),
    replayWebhook: route({
        method: "POST",
        path: "/v1/admin/webhooks/{webhookId}/replay",
        summary: "Replay the events of a period to a webhook",
        description: "The period may cover the last 7 days, even from before the webhook was created. Each event keeps its id, so that a receiver can recognise events it already has.",
        caller: "operator",
        params: ofWebhook,
        body: ReplaySchema,
        responses: {
            202: { description: "The replay has begun. Its events arrive within minutes.", body: ReplayStartedSchema },
        },
        errors: ["WEBHOOK_NOT_FOUND", "WEBHOOK_DISABLED"],
    }),
};
