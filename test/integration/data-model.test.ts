/** The data model in docs/architecture.md against what the stores leave in the tables. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { TABLE_PARTITIONS, type TableName } from "#functions/shared/grants.ts";
import { PROJECT_DIR } from "#lib/project.ts";
import { resourcesOf } from "#local/stack/template.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";
import { withoutPrice } from "#test/support/sections.ts";
import { readTemplate } from "#test/support/template.ts";

const environment = await startTestEnvironment();
const { callOffPerformance } = await import("#functions/call-offs/call-off-performance.ts");
const { carryOutCallOff } = await import("#functions/call-offs/carry-out-call-off.ts");
const { newConcert } = await import("#functions/catalog/catalog-store.ts");
const { changePerformance } = await import("#functions/catalog/change-performance.ts");
const { refundReservation } = await import("#functions/payments/refund-reservation.ts");
const { changeBlockedSeats } = await import("#functions/seats/change-blocked-seats.ts");
const { topUpBalance } = await import("#functions/balance/top-up-balance.ts");
const { createChart } = await import("#functions/charts/create-chart.ts");
const { publishChart } = await import("#functions/charts/publish-chart.ts");
const { putChartSection } = await import("#functions/charts/put-chart-section.ts");
const { logEvents } = await import("#functions/events/event-log-store.ts");
const { newEvent } = await import("#functions/events/rules/event.ts");
const { cancelReservation } = await import("#functions/payments/cancel-reservation.ts");
const { payReservation } = await import("#functions/payments/pay-reservation.ts");
const { enterContest } = await import("#functions/contests/contest-store.ts");
const { createPromotion } = await import("#functions/promotions/create-promotion.ts");
const { changeReservation } = await import("#functions/reservations/change-reservation.ts");
const { changeQueue } = await import("#functions/queue/change-queue.ts");
const { extendHold } = await import("#functions/reservations/extend-hold.ts");
const { endExpiredHold } = await import("#functions/reservations/end-hold.ts");
const { recountSection } = await import("#functions/seats/seat-store.ts");
const { auditRunningConcerts } = await import("#functions/audit/audit-running-concerts.ts");
const { causedBy } = await import("#functions/shared/cause.ts");
const { saveSweepPosition } = await import("#functions/seats/sweep-position-store.ts");
const { dynamo, tableNamed } = await import("#functions/shared/dynamodb.ts");
const { isoTime, systemClock, wait } = await import("#functions/shared/time.ts");
const { transact } = await import("#functions/shared/transaction.ts");
const { newWebhook } = await import("#functions/webhooks/webhook-store.ts");
const { endOfPlace } = await import("#functions/queue/place-status.ts");
const { readPlace } = await import("#functions/queue/place-store.ts");
const { drawLobby } = await import("#functions/queue/queue-store.ts");
const {
  admit,
  createSale,
  holdNow,
  join: joinQueue,
  queueOf,
  section,
  tickNow,
} = await import("#test/integration/support/sale.ts");

interface DocumentedItem {
  readonly table: string;
  readonly name: string;
  readonly pk: string;
  readonly sk: string;
  readonly required: readonly string[];
  readonly allowed: ReadonlySet<string>;
}

const TABLES: Readonly<Record<TableName, string>> = {
  queue: "QueueTable",
  catalog: "CatalogTable",
  seats: "SeatTable",
  reservations: "ReservationTable",
  balance: "BalanceTable",
  events: "EventTable",
};

const page = await readFile(join(PROJECT_DIR, "docs", "architecture.md"), "utf8");
const diagram = /```mermaid\n(classDiagram[\s\S]*?)```/.exec(page)?.[1] ?? "";

const linesOf = (body = ""): readonly string[] =>
  body
    .trim()
    .split("\n")
    .map((line) => line.trim());

const documented: readonly DocumentedItem[] = [...diagram.matchAll(/namespace (\w+) \{([\s\S]*?)\n {4}\}/g)].flatMap(
  ([, table = "", items = ""]) =>
    [...items.matchAll(/class (\w+) \{([^}]*)\}/g)].map(([, name = "", body]) => {
      const [pk = "", sk = "", ...attributes] = linesOf(body);
      return {
        table,
        name,
        pk: pk.replace(/^pk /, ""),
        sk: sk.replace(/^sk /, ""),
        required: attributes.filter((attribute) => !attribute.endsWith("?")),
        allowed: new Set(attributes.map((attribute) => attribute.replace(/\?$/, ""))),
      };
    }),
);

/** Whether a key has a documented form: words in lower case stand for values. */
const hasForm = (key: string, form: string): boolean => {
  const parts = form.split("#");
  const values = key.split("#");
  return (
    parts.length === values.length &&
    parts.every((part, index) => (/^[a-z]/.test(part) ? values[index] !== "" : part === values[index]))
  );
};

/** An attribute by its documented name: `seats:per_1` is `seats:performanceId`. */
const attributeNames = (item: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.keys(item)
    .filter((name) => name !== "pk" && name !== "sk")
    .map((name) => name.replace(/^seats:.*$/, "seats:performanceId").replace(/^key:.*$/, "key:keyId"));

const fits = (item: Readonly<Record<string, unknown>>, form: DocumentedItem): boolean => {
  const names = attributeNames(item);
  return (
    hasForm(String(item["pk"]), form.pk) &&
    hasForm(String(item["sk"]), form.sk) &&
    names.every((name) => form.allowed.has(name)) &&
    form.required.every((name) => names.includes(name))
  );
};

/** Somebody leaves the lobby, and somebody else after the draw. */
const leaveBeforeAndAfterDraw = async (concertId: string): Promise<void> => {
  for (const userId of ["sora", "tae"]) {
    await joinQueue(concertId, [userId]);
    const place = await readPlace(concertId, userId);
    if (!place) throw new Error("no place");
    await transact(endOfPlace(await queueOf(concertId), place, "LEFT", systemClock()));
    await drawLobby(await queueOf(concertId));
  }
};

/** What operators do to performances: one is changed and then called off to the end, another is called off just now. */
const actAsOperator = async (): Promise<void> => {
  const now = systemClock();
  const [{ performance }, { performance: other }] = [await createSale(), await createSale()];
  const { performanceId, concertId } = performance;
  const by = { performanceId, operatorId: "operator" };
  await changePerformance({ ...by, change: { seatLimit: 2, reason: "Too many" } }, systemClock);
  await changeBlockedSeats({ ...by, wanted: { block: ["A-1-9"], unblock: [], reason: "Desk" } }, systemClock);
  const queueToken = (await admit(concertId, ["hana"])).get("hana");
  if (!queueToken) throw new Error("no queue token");
  await topUpBalance({ userId: "hana", amount: 9000, idempotencyKey: "t", amountMax: 1e6, balanceMax: 1e6 });
  const { reservation } = await holdNow({ performance, queueToken, seatIds: ["A-1-1", "A-1-2"] });
  const { reservationId } = reservation;
  await payReservation({ reservationId, userId: "hana", idempotencyKey: "p" });
  const refund = { operatorId: "operator", reservationId, seatIds: ["A-1-2"], reason: "Broken", idempotencyKey: "r" };
  await refundReservation(refund);
  const sent: CallOffStep[] = [];
  const sendNext = (step: CallOffStep) => Promise.resolve(void sent.push(step));
  await callOffPerformance({ ...by, reason: "Rain" }, now, sendNext);
  await callOffPerformance({ ...by, performanceId: other.performanceId, reason: "Rain" }, now, () => Promise.resolve());
  const sendAll = (steps: readonly CallOffStep[]) => {
    sent.push(...steps);
    return Promise.resolve([]);
  };
  const publish = () => Promise.resolve(new Map());
  for (let step = sent.shift(); step !== undefined; step = sent.shift()) {
    await carryOutCallOff(step, () => now + 60, { sendNext, sendAll, publish });
  }
};

type CallOffStep = Parameters<typeof carryOutCallOff>[0];

/** A concert of which everything is said that a page shows. */
const describeConcert = async (): Promise<void> => {
  const now = systemClock();
  const page = { kind: "PLAY", posterUrl: "https://a.example/", ageLimit: 8, runningMinutes: 90 } as const;
  const names = { title: "Winter", artist: "Moons", venue: "Hall", organiser: "Live", contact: "02-555-0100" };
  const times = { timeZone: "Asia/Seoul", opensAt: now, closesAt: now + 10 };
  await transact(newConcert({ concertId: "con_page", ...page, ...names, ...times, description: "Songs." }, "request"));
};

const cancelForAFee = async (userId: string): Promise<void> => {
  const steps = [{ until: { hoursBefore: 0 }, feePercent: 10, bookingFeeBack: true }];
  const { concertId, performance } = await createSale({ refundRule: { steps } });
  const queueToken = (await admit(concertId, [userId])).get(userId);
  if (!queueToken) throw new Error("no queue token");
  await topUpBalance({ userId, amount: 10_000, idempotencyKey: "t1", amountMax: 1e6, balanceMax: 1e6 });
  const { reservation } = await holdNow({ performance, queueToken, seatIds: ["A-1-1"] });
  const paid = { reservationId: reservation.reservationId, userId };
  await payReservation({ ...paid, idempotencyKey: "p1" });
  await cancelReservation({ ...paid, seatIds: undefined, idempotencyKey: "c1" });
};

/** A little of everything that the service stores. */
const playSale = async (): Promise<void> => {
  const now = systemClock();
  await createSale({ isDrawn: false });
  const wanted = {
    name: "Small Hall",
    stage: {
      outline: [
        [0, 0],
        [4, 0],
        [4, 1],
      ] as [number, number][],
    },
  };
  const { created: base } = await createChart({ userId: "operator", idempotencyKey: undefined, wanted }, now);
  await putChartSection(base.chartId, {
    ...withoutPrice(section()),
    outline: [
      [0, 2],
      [4, 2],
      [4, 9],
    ],
  });
  await publishChart(base.chartId, ["A"], now);
  const next = { name: "Small Hall", basedOn: base.chartId };
  await createChart({ userId: "operator", idempotencyKey: undefined, wanted: next }, now);
  const { concertId, performance } = await createSale({
    isDrawn: false,
    sections: [section({ focalPoint: { row: "1", seat: "9" }, accessible: [{ seat: "1-50", companions: ["1-49"] }] })],
    seatLimit: 4,
    startsAt: now + 20 * 86_400,
    bookingFee: 100,
    refundRule: "kr-performance",
  });
  await leaveBeforeAndAfterDraw(concertId);
  const queueTokens = await admit(concertId, ["mina", "jun"]);
  const [mina, jun] = [queueTokens.get("mina"), queueTokens.get("jun")];
  if (!mina || !jun) throw new Error("no queue token");
  const limits = { amountMax: 1e6, balanceMax: 1e6 };
  await topUpBalance({ userId: "mina", amount: 100_000, idempotencyKey: "t1", ...limits });
  await topUpBalance({ userId: "mina", amount: 19_001, idempotencyKey: "t2", ...limits }).catch(() => undefined);
  await topUpBalance({ userId: "mina", amount: 19_002, idempotencyKey: "t3", ...limits }).catch(() => undefined);

  const bought = await holdNow({ performance, queueToken: mina, seatIds: ["A-1-1", "A-1-2"] });
  await createPromotion(
    {
      concertId,
      userId: "operator",
      idempotencyKey: "m1",
      wanted: {
        code: "EARLY",
        percentOff: 10,
        usesMax: 5,
        from: isoTime(now),
        until: isoTime(now + 3600),
        categories: ["R"],
      },
    },
    now,
  );
  const promotion = { code: "FRIENDS", amountOff: 5000, usesMax: 1 };
  await createPromotion({ concertId, userId: "operator", idempotencyKey: undefined, wanted: promotion }, now);
  await extendHold(
    { reservationId: bought.reservation.reservationId, userId: "mina" },
    { extensionSeconds: 60, extensionsMax: 1 },
  );
  const paid = { reservationId: bought.reservation.reservationId, userId: "mina" };
  await changeReservation({ ...paid, priceTypes: {}, promotionCode: "friends" });
  await payReservation({ ...paid, idempotencyKey: "p1" });
  await cancelReservation({ ...paid, seatIds: ["A-1-2"], idempotencyKey: "c1" });
  await cancelForAFee("jun");

  const coolDown = { expiredHoldsMax: 3, expiredHoldsSeconds: 900, coolDownSeconds: 600 };
  const expiring = await holdNow({ performance, queueToken: jun, seatIds: ["A-1-5"], holdSeconds: 1, coolDown });
  await holdNow({ performance, queueToken: jun, seatIds: ["A-1-1"] }).catch(() => undefined);
  await causedBy("JKJaXmPLvHcESHA=", () => holdNow({ performance, queueToken: jun, seatIds: ["A-1-7"] }));
  await wait(1100);
  await endExpiredHold(expiring.reservation, systemClock(), coolDown);
  await recountSection(performance.performanceId, "A", systemClock());
  await saveSweepPosition(`${performance.performanceId}#A`);
  await auditRunningConcerts({ remainingMs: () => 300_000, waitsMs: [] });

  await changeQueue({ concertId, operatorId: "operator", change: { maxActive: 5 } }, systemClock);
  await tickNow(concertId, now + 120);
  const webhook = { webhookId: "whk_1", url: "https://example.com/", eventTypes: null, concertId: null };
  await transact(newWebhook({ ...webhook, createdAt: now, createdBy: "operator", disabledAt: null }, "request", 10));
  const { reservationId, performanceId, seatIds, amount } = bought.reservation;
  const data = { reservationId, userId: "mina", concertId, performanceId, seatIds: [...seatIds], seats: [], amount };
  await enterContest({ account: "mina" }, { wants: 1, got: 0 });
  await enterContest({ performanceId, sectionId: "A" }, { wants: 2, got: 0 });
  await logEvents([newEvent("reservation.released", [reservationId], now, data)], 3600);
};

afterAll(() => environment.stop());

describe("the data model", () => {
  const stored = new Map<string, readonly Readonly<Record<string, unknown>>[]>();

  beforeAll(async () => {
    await playSale();
    await describeConcert();
    await actAsOperator();
    for (const [name, table] of Object.entries(TABLES) as [TableName, string][]) {
      const { Items: items = [] } = await dynamo.send(new ScanCommand({ TableName: tableNamed(name) }));
      stored.set(table, items);
    }
  }, 60_000);

  it("has every item that is stored, with its key and attributes", () => {
    const unknown = [...stored].flatMap(([table, items]) =>
      items
        .filter((item) => !documented.some((form) => form.table === table && fits(item, form)))
        .map((item) => `${table}: ${String(item["pk"])} ${String(item["sk"])}: ${attributeNames(item).join(" ")}`),
    );

    expect(unknown).toEqual([]);
  });

  it("has every partition among those that functions get rights on", () => {
    const patterns = Object.values(TABLE_PARTITIONS.queue);
    const allowed = (key: string) =>
      patterns.filter((pattern) => (pattern.endsWith("*") ? key.startsWith(pattern.slice(0, -1)) : key === pattern));
    const keys = stored.get("QueueTable")?.map((item) => String(item["pk"])) ?? [];

    for (const key of keys) expect([key, allowed(key).length]).toEqual([key, 1]);
    expect(new Set(keys.flatMap(allowed))).toEqual(new Set(patterns));
  });

  it("has no item that is not stored", () => {
    const unused = documented.filter(
      ({ table, ...form }) => !stored.get(table)?.some((item) => fits(item, { table, ...form })),
    );

    expect(unused.map(({ name }) => name)).toEqual([]);
  });

  it("has no attribute that no item has", () => {
    const unused = documented.flatMap((form) => {
      const items = stored.get(form.table)?.filter((item) => fits(item, form)) ?? [];
      const used = new Set(items.flatMap(attributeNames));
      return [...form.allowed].filter((name) => !used.has(name)).map((name) => `${form.name}.${name}`);
    });

    expect(unused).toEqual([]);
  });

  it("has the indexes and the time to live of the template", async () => {
    const drawn = [...diagram.matchAll(/^ {4}class (\w+) \{([^}]*)\}/gm)].map(([, name, body]) => [
      name,
      ...linesOf(body),
    ]);
    const tables = resourcesOf(await readTemplate(), "AWS::DynamoDB::Table").map(({ properties }) => properties);
    const indexes = tables.flatMap((table) => (table["GlobalSecondaryIndexes"] ?? []) as readonly Index[]);

    expect(drawn.toSorted()).toEqual(
      indexes
        .map(({ IndexName: name, KeySchema: [partition, sort] }) => [
          name,
          `pk ${partition?.AttributeName}`,
          `sk ${sort?.AttributeName}`,
        ])
        .toSorted(),
    );
    expect(tables.map((table) => table["TimeToLiveSpecification"])).toEqual(
      tables.map(() => ({ AttributeName: "ttl", Enabled: true })),
    );
  });
});

interface Index {
  readonly IndexName: string;
  readonly KeySchema: readonly { readonly AttributeName: string }[];
}
