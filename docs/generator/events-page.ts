import { isDeepStrictEqual } from "node:util";
import * as z from "zod/mini";
import { EVENT_TYPE_NAMES, type EventType } from "#contract/event-type-names.ts";
import { EVENT_TYPES, eventSchema } from "#contract/events.ts";
import type { JsonSchema } from "#docs/generator/json-schema.ts";
import { heading, table } from "#docs/generator/markdown.ts";
import { exampleOf } from "#docs/generator/schema-example.ts";
import { STAGES } from "#lib/stages.ts";

type Described = JsonSchema & { readonly description?: string };

const schemaOf = (type: EventType): JsonSchema => z.toJSONSchema(eventSchema(type)) as JsonSchema;

const kindOf = ({ type, items, const: constant }: Described): string => {
  if (constant !== undefined) return JSON.stringify(constant);
  return type === "array" ? `list of ${String(items?.type)}s` : String(type);
};

const fields = ({ properties = {} }: JsonSchema): string =>
  table(
    ["field", "JSON", "what it is"],
    Object.entries(properties).map(([name, field]: [string, Described]) => [
      `\`${name}\``,
      kindOf(field),
      field.description ?? "",
    ]),
  );

const dataOf = (type: EventType): Readonly<Record<string, Described>> =>
  schemaOf(type).properties?.["data"]?.properties ?? {};

/** What every event says in its `data`, in the same words. */
const isShared = ([name, field]: [string, Described]): boolean =>
  EVENT_TYPE_NAMES.every((type) => isDeepStrictEqual(dataOf(type)[name], field));

const part = (type: EventType, wanted: (entry: [string, Described]) => boolean): JsonSchema => ({
  properties: Object.fromEntries(Object.entries(dataOf(type)).filter(wanted)),
});

const section = (type: EventType): string => {
  const schema = schemaOf(type);
  const { when, version } = EVENT_TYPES[type];
  const own = part(type, (entry) => !isShared(entry));
  const ownFields = Object.keys(own.properties ?? {}).length === 0 ? "No field of its own." : fields(own);
  return `## ${type}

Version ${version}. ${when}

${ownFields}

\`\`\`json
${JSON.stringify(exampleOf(schema, {}), null, 2)}
\`\`\`
`;
};

const keptDays = STAGES.prod.functions.eventKeptSeconds / 86_400;

/** docs/reference/events.md: every event, when it is sent, what it says, and what may be relied on. */
export const eventsPage = (): string =>
  `${heading("Events", "contract/events.ts")}
What becomes of each reservation is told as an event, in the same form in two places:

- on the **EventBridge bus** of the stack (output \`EventBusName\`), with source \`encore\`, the event's type as the detail type,
  and the whole event as the detail;
- as the body of a signed POST to every **webhook** that wants it: [how to receive them](../guides/webhooks.md).

## What every event has

${fields({ properties: { ...schemaOf("reservation.held").properties, ...ENVELOPE } })}

\`data\` has these fields, and those of its type. Fields that you do not know are to be ignored.

${fields(part("reservation.held", isShared))}

## What may be relied on

- **At least once.** An event follows every change that was committed, usually within a second or two. It may come more than
  once: a repeat has the same \`id\` and the same contents, also when it is replayed. Remember the ids that you have dealt with.
- **No order.** Events of one reservation may overtake each other. \`time\` is the moment of the change, to the second; where it
  matters what is true now, read the reservation.
- **Seats are decided elsewhere.** A hold that has expired is free to others at \`expiresAt\`, whether or not its event has come.
- **Kept for ${keptDays} days**: as long, a webhook can have them sent [again](../guides/webhooks.md#replay).

## Versions

\`version\` belongs to the type and starts at 1. A new field, or a new type, leaves it as it is. A field that is taken away, renamed or
means something else makes a new version; a test holds an event of each type and version against what is built. A new version is
announced before it is sent.

${EVENT_TYPE_NAMES.map(section).join("\n")}`;

/** Where the fields of the envelope say something else for each type. */
const ENVELOPE: Readonly<Record<string, Described>> = {
  type: { type: "string", description: "What happened: one of the types below." },
  version: { type: "integer", description: "Version of the schema of this type." },
  data: { type: "object", description: "The facts." },
};
