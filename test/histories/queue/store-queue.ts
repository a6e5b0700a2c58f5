/** The line as it is in service: the stores and use cases on a real engine. Import after startTestEnvironment(). */
import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import type { SQSEvent } from "aws-lambda";
import { type CountedShard, shardsOf } from "#functions/queue/admission.ts";
import { tick } from "#functions/queue/admission-tick.ts";
import type { Join } from "#functions/queue/join.ts";
import {
  type Cohort,
  type EndReason,
  emptyLine,
  type LaneName,
  type Line,
  type LineSettings,
  type Place,
} from "#functions/queue/line.ts";
import { changeSettings, newLine, readLine, takeArrivals } from "#functions/queue/line-store.ts";
import { handler as numberArrivals } from "#functions/queue/number-arrivals.ts";
import { endPlace, leaveBeforeArrival, readPlace, toPlace } from "#functions/queue/place-store.ts";
import type { Pass } from "#functions/queue/queue-token.ts";
import { readStanding, type Standing, toldOnce } from "#functions/queue/standing.ts";
import type { Stock } from "#functions/queue/stock-limit.ts";
import { dynamo, type Item, itemExists, itemIsAbsent, tableNamed } from "#functions/shared/dynamodb.ts";
import type { Seconds } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";
import { currentInvocation, Invocation } from "#test/histories/engine/invocation.ts";
import { type Setup, settingsOf } from "#test/histories/queue/history.ts";
import {
  type Guard,
  type LineUnderTest,
  type SentJoin,
  type Snapshot,
  TICK_OPTIONS,
} from "#test/histories/queue/queue-under-test.ts";

interface Write {
  readonly Key?: Item;
  readonly Item?: Item;
  readonly UpdateExpression?: string;
  ConditionExpression?: string;
}

/** Which writes a guard's condition is on, told by what they set. */
const GUARDED: Readonly<Record<Guard, RegExp>> = {
  decision: /\.served = /,
  draw: /\.drawnTo = /,
  place: /\barrival = /,
  claim: /^SET claimedAt = /,
  deadline: /\bADD claimed /,
  end: /^SET endedAt = /,
};

const writesIn = (input: object): readonly Write[] => {
  const { TransactItems: items } = input as { TransactItems?: readonly Readonly<Record<string, Write>>[] };
  return items?.flatMap((item) => Object.values(item)) ?? [input];
};

/** Every call of an invocation passes its gate; who only watches is not held up. */
dynamo.middlewareStack.add(
  (next, context) => (args) => {
    const invocation = currentInvocation();
    if (invocation === undefined) return next(args);
    const isWrite = !/^(Get|BatchGet|Query)/.test(String(context.commandName));
    return invocation.call(isWrite, () => {
      if (isWrite) (invocation.owner as StoreLine).noteWrites(writesIn(args.input));
      return next(args);
    });
  },
  { step: "initialize", priority: "high", name: "gate" },
);

const keyOf = ({ Key: key, Item: item }: Write): { readonly pk: unknown; readonly sk: unknown } => {
  const { pk, sk } = key ?? item ?? {};
  return { pk, sk };
};

export class StoreLine implements LineUnderTest {
  readonly concertId: string;
  readonly #without: Guard | undefined;
  readonly #items = new Map<string, Item>();
  /** Keys of what was written since the last look. */
  readonly #written = new Map<string, Item>();
  #snapshot: Snapshot | undefined;

  private constructor(concertId: string, without: Guard | undefined) {
    this.concertId = concertId;
    this.#without = without;
  }

  /** @param without the condition that is taken away, for a positive control */
  static async open(concertId: string, setup: Setup, without?: Guard): Promise<StoreLine> {
    const line = new StoreLine(concertId, without);
    const empty = emptyLine({
      concertId,
      settings: settingsOf(setup),
      seed: setup.seed,
      opensAtOnce: setup.opensInSeconds === 0,
    });
    await new Invocation(line, () => transact([newLine(empty)])).goOn();
    return line;
  }

  /** Remembers what to look at again, and takes the condition of a guard away. */
  noteWrites(writes: readonly Write[]): void {
    for (const write of writes) {
      const key = keyOf(write);
      this.#written.set(JSON.stringify(key), key);
      const { ConditionExpression: condition, UpdateExpression: update = "" } = write;
      if (this.#without === undefined || condition === undefined || !GUARDED[this.#without].test(update)) continue;
      // It still names all that it did: the engine refuses names and values that nothing uses.
      write.ConditionExpression = `(${condition}) OR ${itemExists} OR ${itemIsAbsent}`;
    }
  }

  async readLine(): Promise<Line> {
    const line = await readLine(this.concertId);
    if (line === undefined) throw new Error(`There is no line of ${this.concertId}.`);
    return line;
  }

  readPlace(userId: string): Promise<Place | undefined> {
    return readPlace(this.concertId, userId);
  }

  readStanding(line: Line, userId: string, known: Pass | undefined, now: Seconds) {
    return readStanding(line, userId, known, now);
  }

  toldOnce(line: Line, standing: Standing, now: Seconds) {
    return toldOnce(line, standing, now);
  }

  async endPlace(place: Place, reason: EndReason, now: Seconds) {
    const outcome = await transact(endPlace(place, reason, now));
    const found = outcome.kind === "refused" ? outcome.found.get("place") : undefined;
    return { ended: outcome.kind === "committed", found: found && toPlace(found) };
  }

  leaveBeforeArrival(join: Omit<Join, "lane">, now: Seconds): Promise<boolean> {
    return leaveBeforeArrival(join, now);
  }

  takeArrivals(lane: LaneName, count: number): Promise<unknown> {
    return takeArrivals(this.concertId, lane, count);
  }

  async numberArrivals(joins: readonly SentJoin[]): Promise<readonly string[]> {
    const records = joins.map(({ messageId, join, sentAt }) => ({
      messageId,
      body: JSON.stringify(join),
      attributes: { SentTimestamp: String(sentAt * 1000) },
    }));
    const { batchItemFailures } = await numberArrivals({ Records: records } as SQSEvent);
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  }

  async tick(readStock: () => Promise<Stock>, now: Seconds): Promise<void> {
    await tick(this.concertId, readStock, now, TICK_OPTIONS);
  }

  async changeSettings(line: Line, settings: LineSettings, options: { ifNotDrawn: boolean }): Promise<boolean> {
    return (await transact([changeSettings(line, settings, options)])).kind === "committed";
  }

  async look(): Promise<Snapshot> {
    if (this.#snapshot !== undefined && this.#written.size === 0) return this.#snapshot;
    const table = tableNamed("queue");
    const keys = Array.from(this.#written.values(), (key) => ({ ...key }));
    this.#written.clear();
    const found = await dynamo.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } }),
    );
    if (found.UnprocessedKeys?.[table] !== undefined) throw new Error("The engine did not answer for all keys.");
    for (const item of found.Responses?.[table] ?? []) {
      this.#items.set(JSON.stringify({ pk: item["pk"] as unknown, sk: item["sk"] as unknown }), item);
    }
    this.#snapshot = snapshotOf([...this.#items.values()]);
    return this.#snapshot;
  }
}

/** Makes sense of items by their sort keys. */
const snapshotOf = (items: readonly Item[]): Snapshot => {
  const ofKind = (kind: string) => items.filter((item) => String(item["sk"]).startsWith(kind));
  const [line] = ofKind("STATE");
  const counts = new Map(ofKind("COUNT").map((item) => [Number(String(item["pk"]).split("#").at(-1)), item]));
  const shards = ofKind("COHORT#")
    .map((item) => item as unknown as Cohort)
    .toSorted((a, b) => a.to - b.to)
    .flatMap(shardsOf)
    .map((shard): CountedShard => {
      const count = counts.get(shard.to);
      return {
        ...shard,
        claimed: Number(count?.["claimed"] ?? 0),
        left: Number(count?.["left"] ?? 0),
        closed: count?.["closed"] === true,
      };
    });
  const places = ofKind("TOKEN").flatMap((item) => toPlace(item) ?? []);
  return {
    line: line as unknown as Line,
    shards,
    places: new Map(places.map((place) => [place.userId, place])),
  };
};
