/** What a world has stored, in a form in which two worlds can be compared. */
import type { Item } from "#functions/shared/dynamodb.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { World } from "#test/histories/race/test-sale.ts";

/** Made anew each time, or telling how often something was tried. */
const LEFT_OUT: ReadonlySet<string> = new Set(["signature", "receiptNumber", "version", "request", "attempts"]);
const ID = /[A-Za-z0-9_-]{20,}/g;

/** Which part of the event log an event is in depends on its id. */
const LOG_PART = /(EVENTS#\d+)#\d+/g;

const withoutIds = (text: string): string => text.replaceAll(LOG_PART, "$1").replaceAll(ID, "*");

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The engine gives attributes back in an order of its own. */
const inOrder = (_: string, value: unknown): unknown =>
  isPlain(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([name]) => !LEFT_OUT.has(name))
          .map(([name, each]) => [withoutIds(name), each] as const)
          .toSorted(([one], [other]) => (one < other ? -1 : 1)),
      )
    : value;

/** A value without ids, the same text for the same value. */
export const textOf = (value: unknown): string => withoutIds(JSON.stringify([value], inOrder));

/** A seat whose hold is over is free, whether or not anybody has taken its item away. */
const isLapsedHold = ({ sk, state, heldUntil }: Item, now: Seconds): boolean =>
  String(sk).startsWith("SEAT#") && state === "HELD" && Number(heldUntil) <= now;

/** A line an item, with names of people in place of their ids and no other ids: what belongs together, the oracles tell. */
export const traceOf = (world: World): readonly string[] =>
  world.items.all
    .filter(({ item }) => !isLapsedHold(item, world.now))
    .map(({ key, item }) => {
      let text = JSON.stringify([key.pk, key.sk, item], inOrder);
      for (const { userId, name } of world.people) text = text.replaceAll(userId, name);
      return withoutIds(text);
    })
    .toSorted();

export const differences = (expected: readonly string[], found: readonly string[]): readonly string[] => [
  ...expected.filter((line) => !found.includes(line)).map((line) => `  missing ${line}`),
  ...found.filter((line) => !expected.includes(line)).map((line) => `  instead ${line}`),
];
