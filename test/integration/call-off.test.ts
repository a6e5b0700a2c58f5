/** M6: a performance that is called off gives everybody all of their money back, exactly once, wherever a step stops. */
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { admit, createSale, holdNow, people, section } = await import("#test/integration/support/sale.ts");
const { unitsOf, withoutCondition } = await import("#test/integration/support/dynamo-traffic.ts");
const { crashing } = await import("#test/integration/support/crashing.ts");
const { BatchWriteCommand, DeleteCommand } = await import("@aws-sdk/lib-dynamodb");
const { accountKey, entrySortKey, listEntries, readAccount, userPartition } = await import(
  "#functions/balance/balance-store.ts"
);
const { topUpBalance } = await import("#functions/balance/top-up-balance.ts");
const { callOffPerformance } = await import("#functions/call-offs/call-off-performance.ts");
const { carryOutCallOff, STEPS_MAX } = await import("#functions/call-offs/carry-out-call-off.ts");
const { previewCallOff } = await import("#functions/call-offs/preview-call-off.ts");
const { readCallOffProgress } = await import("#functions/call-offs/read-call-off.ts");
const { SETTLE_SECONDS } = await import("#functions/call-offs/rules/call-off.ts");
const { sweepCallOffs } = await import("#functions/call-offs/sweep-call-offs.ts");
const { auditBuyer } = await import("#functions/audit/buyer-audit.ts");
const { listPerformances, readEveryPerformance } = await import("#functions/catalog/catalog-store.ts");
const { listPerformanceChanges } = await import("#functions/catalog/performance-history-store.ts");
const { cancelReservation } = await import("#functions/payments/cancel-reservation.ts");
const { payReservation } = await import("#functions/payments/pay-reservation.ts");
const { paymentKey, readWithPayment } = await import("#functions/payments/payment-store.ts");
const { paymentIdOf } = await import("#functions/payments/rules/payment.ts");
const { placeKey } = await import("#functions/queue/place-store.ts");
const { reservationKey } = await import("#functions/reservations/reservation-store.ts");
const { changeBlockedSeats } = await import("#functions/seats/change-blocked-seats.ts");
const { readOccupancy, seatKey } = await import("#functions/seats/seat-store.ts");
const { readItems } = await import("#functions/shared/batch-read.ts");
const { dynamo, tableNamed } = await import("#functions/shared/dynamodb.ts");
const { forEachLimit } = await import("#functions/shared/for-each-limit.ts");
const { systemClock } = await import("#functions/shared/time.ts");

jest.setTimeout(300_000);
afterAll(() => environment.stop());

type CallOffStep = Parameters<typeof carryOutCallOff>[0];
type Senders = NonNullable<Parameters<typeof carryOutCallOff>[2]>;
type Events = Parameters<Senders["publish"]>[0];

const PRICE = 1000;
const TOPPED_UP = 100_000;
const REASON = "The singer is ill.";

/** The SQS queue of the steps: what was sent and not deleted is delivered again. The clock is moved by the delays. */
const newWorker = () => {
  const waiting: CallOffStep[] = [];
  const events = new Map<string, Events[number]>();
  let now = systemClock();
  const senders: Senders = {
    sendNext: (step, delaySeconds = 0) => {
      now += delaySeconds;
      waiting.push(step);
      return Promise.resolve();
    },
    sendAll: (steps) => {
      waiting.push(...steps);
      return Promise.resolve([]);
    },
    publish: (some) => {
      for (const event of some) events.set(event.id, event);
      return Promise.resolve(new Map());
    },
  };
  const clock = () => now;
  /** @param crash what becomes of each delivery: it may stop it anywhere */
  const deliverAll = async (crash = (act: () => Promise<void>): Promise<void> => act()): Promise<number> => {
    let deliveries = 0;
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const delivered = step;
      deliveries += 1;
      await crash(() => carryOutCallOff(delivered, clock, senders)).catch(() => waiting.push(delivered));
      if (deliveries > 20_000) throw new Error("It does not end.");
    }
    return deliveries;
  };
  return {
    senders,
    waiting,
    events,
    clock,
    deliverAll,
    pass: (seconds: number) => {
      now += seconds;
    },
  };
};

const SECTIONS = [section({ price: PRICE }), section({ sectionId: "B", category: "S", price: 2 * PRICE })];

const newSale = async (sections = SECTIONS, options: Parameters<typeof createSale>[0] = {}) => {
  const { concertId, performance } = await createSale({ ...options, sections });
  const { performanceId } = performance;
  const worker = newWorker();
  const holdFor = async (userId: string, seatIds: readonly string[], holdSeconds = 300) => {
    const queueToken = (await admit(concertId, [userId])).get(userId);
    if (!queueToken) throw new Error("no queue token");
    const { reservation } = await holdNow({ performance, queueToken, seatIds, holdSeconds });
    return reservation.reservationId;
  };
  const buyFor = async (userId: string, seatIds: readonly string[]) => {
    await topUpBalance({ userId, amount: TOPPED_UP, idempotencyKey: "k", amountMax: 1e6, balanceMax: 1e6 });
    const reservationId = await holdFor(userId, seatIds);
    await payReservation({ reservationId, userId, idempotencyKey: "pay" });
    return reservationId;
  };
  const callOff = (by = "operator") =>
    callOffPerformance({ performanceId, operatorId: by, reason: REASON }, worker.clock(), worker.senders.sendNext);
  const progress = () => readCallOffProgress(performanceId, systemClock());
  return { concertId, performance, performanceId, ...worker, holdFor, buyFor, callOff, progress };
};

const someone = (): string => people(1)[0] ?? "";

/** M1, M3, M4, M6: the reservation is over, and its user has what was topped up. */
const expectMoneyBack = async (userId: string, reservationId: string): Promise<void> => {
  const [account, { items }, found] = await Promise.all([
    readAccount(userId, { consistent: true }),
    listEntries(userId, { limit: 100, before: undefined }),
    readWithPayment(reservationId),
  ]);
  const refunds = found?.payment?.refunds ?? [];
  expect(found?.reservation.status).toBe("CANCELLED");
  expect(refunds.reduce((sum, { amount }) => sum + amount, 0)).toBe(found?.payment?.amount);
  expect(account.balance).toBe(TOPPED_UP);
  expect(items.reduce((sum, { amount }) => sum + amount, 0)).toBe(TOPPED_UP);
  expect(items.filter(({ kind }) => kind === "REFUND").map(({ reference }) => reference)).toEqual(
    refunds.map(({ refundId }) => refundId).toReversed(),
  );
};

const FULLY = { isConsistent: true } as const;

interface Bought {
  readonly userId: string;
  readonly reservationId: string;
  readonly seatId: string;
}

/** Sells seats as one was sold, by copies of all items of its sale, each for another person. */
const soldTo = async (
  count: number,
  { userId, reservationId, seatId }: Bought,
  { concertId, performanceId }: { readonly concertId: string; readonly performanceId: string },
): Promise<readonly Bought[]> => {
  const items = {
    reservations: await readItems("reservations", [reservationKey(reservationId), paymentKey(reservationId)], FULLY),
    balance: await readItems(
      "balance",
      [accountKey(userId), ...[1, 2].map((seq) => ({ pk: userPartition(userId), sk: entrySortKey(seq) }))],
      FULLY,
    ),
    seats: await readItems("seats", [seatKey(performanceId, seatId)], FULLY),
    queue: await readItems("queue", [placeKey(concertId, userId)], FULLY),
  };
  const copies = Array.from({ length: count }, (_, index) => ({
    userId: `${userId}-${index}`,
    reservationId: `${reservationId}${index}`,
    seatId: `A-1-${index + 2}`,
  }));
  const puts = copies.flatMap((copy) =>
    Object.entries(items).flatMap(([table, originals]) =>
      originals.map((item) => {
        const text = JSON.stringify(item).replaceAll(reservationId, copy.reservationId).replaceAll(userId, copy.userId);
        const payment = paymentIdOf(reservationId);
        const whole = text.replaceAll(payment, paymentIdOf(copy.reservationId)).replaceAll(seatId, copy.seatId);
        return { table: table as keyof typeof items, item: JSON.parse(whole) as Record<string, unknown> };
      }),
    ),
  );
  await forEachLimit(Object.entries(Object.groupBy(puts, ({ table }) => table)), 4, async ([table, ofTable]) => {
    for (let start = 0; start < ofTable.length; start += 25) {
      const batch = ofTable.slice(start, start + 25).map(({ item }) => ({ PutRequest: { Item: item } }));
      await dynamo.send(new BatchWriteCommand({ RequestItems: { [tableNamed(table as keyof typeof items)]: batch } }));
    }
  });
  return copies;
};

/** A sale with one of each: a hold, an expired hold, a paid reservation in two sections, one that gave a seat back. */
const sampleSale = async () => {
  const sale = await newSale();
  const [holder, late, buyer, returner] = people(4) as [string, string, string, string];
  const held = await sale.holdFor(holder, ["A-1-1", "A-1-2"]);
  const expired = await sale.holdFor(late, ["A-1-3"], -60);
  const bought = await sale.buyFor(buyer, ["A-1-4", "B-1-4"]);
  const partly = await sale.buyFor(returner, ["B-1-5", "B-1-6", "B-1-7"]);
  await cancelReservation({ userId: returner, reservationId: partly, seatIds: ["B-1-6"], idempotencyKey: "c" });
  await changeBlockedSeats(
    {
      performanceId: sale.performanceId,
      operatorId: "operator",
      wanted: { block: ["A-1-9"], unblock: [], reason: "Desk" },
    },
    systemClock,
  );
  return { ...sale, buyer, returner, held, expired, bought, partly };
};

type SampleSale = Awaited<ReturnType<typeof sampleSale>>;

const expectAllOver = async (sale: SampleSale): Promise<void> => {
  const statusOf = async (id: string) => (await readWithPayment(id))?.reservation;
  expect(await statusOf(sale.held)).toMatchObject({ status: "RELEASED", organiserAct: "CALLED_OFF" });
  expect((await statusOf(sale.expired))?.status).toBe("EXPIRED");
  await expectMoneyBack(sale.buyer, sale.bought);
  await expectMoneyBack(sale.returner, sale.partly);
  expect(await readOccupancy(sale.performanceId, "A")).toEqual([{ seatId: "A-1-9", index: 8, state: "BLOCKED" }]);
  expect(await readOccupancy(sale.performanceId, "B")).toEqual([]);
  const counts = { holds: 1, reservations: 2, won: 7 * PRICE, sections: 2, sectionsDone: 2 };
  expect(await sale.progress()).toMatchObject({ status: "DONE", ...counts });
  const events = [...sale.events.values()].filter(({ data }) => data.performanceId === sale.performanceId);
  expect(events.map(({ type }) => type)).toEqual(["performance.called_off"]);
};

describe("M6: calling off", () => {
  it("M6: ends every hold, gives all money back, frees the seats, and says how far it has got", async () => {
    const sale = await sampleSale();
    const preview = await previewCallOff(sale.performanceId, systemClock());

    await sale.callOff();
    const atFirst = await sale.progress();
    await sale.deliverAll();

    expect(preview).toEqual({ holds: 1, reservations: 2, people: 3, won: 7 * PRICE });
    expect(atFirst).toMatchObject({
      status: "RUNNING",
      holds: 0,
      reservations: 0,
      won: 0,
      sectionsDone: 0,
      doneAt: null,
    });
    await expectAllOver(sale);
    const refund = (await readWithPayment(sale.partly))?.payment?.refunds.at(-1);
    expect(refund).toMatchObject({ amount: 4 * PRICE, seatIds: ["B-1-5", "B-1-7"], organiserAct: "CALLED_OFF" });
  });

  it("M4, M6: gives back what an earlier cancellation has kept of the price and of the booking fees", async () => {
    const steps = [{ until: { hoursBefore: 0 }, feePercent: 30, bookingFeeBack: false }];
    const sale = await newSale(SECTIONS, { refundRule: { steps }, bookingFee: 100 });
    const buyer = someone();
    const reservationId = await sale.buyFor(buyer, ["A-1-1", "A-1-2", "B-1-1"]);
    const { refund: kept } = await cancelReservation({
      userId: buyer,
      reservationId,
      seatIds: ["A-1-1"],
      idempotencyKey: "c",
    });

    await sale.callOff();
    await sale.deliverAll();

    expect(kept).toMatchObject({ amount: 0.7 * PRICE, cancellationFees: 0.3 * PRICE });
    await expectMoneyBack(buyer, reservationId);
    const found = await readWithPayment(reservationId);
    if (found === undefined) throw new Error("no reservation");
    expect(found.payment?.refunds.at(-1)).toMatchObject({
      amount: 3 * PRICE + 200 + 0.3 * PRICE + 100,
      bookingFees: 300,
      cancellationFees: -0.3 * PRICE,
    });
    const [entry] = (await listEntries(buyer, { limit: 1, before: undefined })).items;
    expect(entry).toMatchObject({ bookingFees: -300, cancellationFees: -0.3 * PRICE });
    const concert = { concertId: sale.concertId, performances: await readEveryPerformance(sale.concertId) };
    const anHourLater = () => systemClock() + 3600;
    expect((await auditBuyer(concert, found.reservation, anHourLater)).findings).toEqual([]);
  });

  it("is done once: a repeat, also by another operator, finds it, and the record has one act", async () => {
    const { callOff, performanceId } = await newSale();

    const [first, second] = [await callOff(), await callOff("another")];

    expect(second).toEqual(first);
    const { items } = await listPerformanceChanges(performanceId, { limit: 10, after: undefined });
    expect(items).toMatchObject([{ kind: "CALLED_OFF", by: "operator", reason: REASON }]);
  });

  it("takes the performance off the sale under both of its keys", async () => {
    const { callOff, concertId } = await newSale();

    await callOff();

    expect(await listPerformances(concertId)).toMatchObject([{ calledOffAt: expect.any(Number) }]);
  });

  it("is known at once when somebody asks what it would mean, or pays for a hold that it has ended", async () => {
    const { performanceId, callOff, deliverAll, holdFor } = await newSale();
    const holder = someone();
    const reservationId = await holdFor(holder, ["A-1-1"]);
    await previewCallOff(performanceId, systemClock());

    await callOff();
    const refusedPreview = previewCallOff(performanceId, systemClock());
    await expect(refusedPreview).rejects.toMatchObject({ code: "PERFORMANCE_CALLED_OFF" });
    await deliverAll();

    // A function that read the performance just now would go by that for two more seconds.
    const refusedPayment = payReservation({ reservationId, userId: holder, idempotencyKey: "pay" });
    await expect(refusedPayment).rejects.toMatchObject({ code: "PERFORMANCE_CALLED_OFF" });
  });

  it("M6: a hold that slips in while functions do not know yet is ended by the last pass", async () => {
    const { performanceId, callOff, clock, senders, waiting, holdFor, deliverAll, pass, progress } = await newSale();
    await callOff();
    const [first] = waiting.splice(0);
    if (first === undefined) throw new Error("no first step");
    await carryOutCallOff(first, clock, { ...senders, sendNext: () => Promise.resolve() });
    for (const step of waiting.splice(0)) {
      await carryOutCallOff(step, clock, { ...senders, sendNext: (next) => Promise.resolve(void waiting.push(next)) });
    }
    const late = await holdFor(someone(), ["A-1-1"]);

    expect((await progress()).status).toBe("RUNNING");
    pass(SETTLE_SECONDS);
    await deliverAll();

    expect(await progress()).toMatchObject({ status: "DONE", holds: 1 });
    expect((await readWithPayment(late))?.reservation.status).toBe("RELEASED");
    expect(await readOccupancy(performanceId, "A")).toEqual([]);
  });

  it.each(["before", "after"] as const)(
    "M6: a crash %s any call of any step changes nothing in the end",
    async (where) => {
      for (let nth = 1; ; nth += 1) {
        const sale = await sampleSale();
        await sale.callOff();
        const crash = crashing({ nth, where });

        await sale.deliverAll(crash.during);
        await expectAllOver(sale);
        if (!crash.hasCrashed()) break;
      }
    },
  );

  it("M6: deliveries twice and side by side refund once", async () => {
    const sale = await sampleSale();
    await sale.callOff();

    await sale.deliverAll(async (act) => {
      const outcomes = await Promise.allSettled([act(), act(), act()]);
      const failed = outcomes.find((outcome) => outcome.status === "rejected");
      if (failed) throw failed.reason;
    });

    await expectAllOver(sale);
  });

  it("M6 positive control: without the conditions, deliveries side by side refund more than once", async () => {
    const sale = await sampleSale();
    await sale.callOff();
    const isMeant = (write: Readonly<Record<string, unknown>>) => "ConditionExpression" in write;

    await withoutCondition(isMeant, () =>
      sale.deliverAll(async (act) => {
        await Promise.allSettled([act(), act(), act()]);
      }),
    );

    await expect(expectAllOver(sale)).rejects.toThrow("expect(received)");
  });

  it("M6: goes on after everything was lost, by the sweep", async () => {
    const sale = await sampleSale();
    await sale.callOff();
    sale.waiting.length = 0;
    const own: CallOffStep[] = [];
    const sendAll: Senders["sendAll"] = (steps) => {
      own.push(...steps.filter(({ performanceId }) => performanceId === sale.performanceId));
      return Promise.resolve([]);
    };
    const sweep = () => sweepCallOffs({ everyMessageLost: false }, sale.clock, sendAll);
    await sweep();
    const early = own.length;
    sale.pass(200);

    await sweep();
    sale.waiting.push(...own);
    await sale.deliverAll();

    expect([early, own.length > 0]).toEqual([0, true]);
    await expectAllOver(sale);
    expect(sale.waiting).toEqual([]);
  });

  it("ends its chain of steps, and keeps the other reservations from none of their money, if one is damaged", async () => {
    const sale = await newSale();
    const [one, other] = people(2) as [string, string];
    const damaged = await sale.buyFor(one, ["A-1-1"]);
    const sound = await sale.buyFor(other, ["A-1-2"]);
    await dynamo.send(new DeleteCommand({ TableName: tableNamed("reservations"), Key: paymentKey(damaged) }));
    await sale.callOff();

    await sale.deliverAll(async (act) => {
      await act().catch(() => undefined);
    });

    await expectMoneyBack(other, sound);
    expect(await sale.progress()).toMatchObject({ status: "RUNNING", reservations: 1, sectionsDone: 1 });
    const last = { performanceId: sale.performanceId, sectionId: "A", steps: STEPS_MAX };
    await expect(carryOutCallOff(last, sale.clock, sale.senders)).rejects.toThrow("is not done after");
  });

  it("M6: 1,000 paid reservations are refunded once, with a crash at every step", async () => {
    const rows = [{ row: "1", from: 1, to: 1000 }];
    const sale = await newSale([section({ price: PRICE, rows })]);
    const buyer = someone();
    const original = { userId: buyer, reservationId: await sale.buyFor(buyer, ["A-1-1"]), seatId: "A-1-1" };
    const bought = await soldTo(999, original, sale);
    await sale.callOff();

    // Each delivery crashes one call later than the one before, now before the call and now after it.
    let deliveries = 0;
    await sale.deliverAll((act) => {
      deliveries += 1;
      const where = deliveries % 2 === 0 ? "after" : "before";
      return crashing({ nth: Math.ceil(deliveries / 2), where }).during(act);
    });

    expect(await sale.progress()).toMatchObject({ status: "DONE", reservations: 1000, won: 1000 * PRICE });
    const payments = await readItems(
      "reservations",
      bought.map(({ reservationId }) => paymentKey(reservationId)),
      FULLY,
    );
    const accounts = await readItems(
      "balance",
      bought.map(({ userId }) => accountKey(userId)),
      FULLY,
    );
    expect(payments.map(({ refunds }) => (refunds as { amount: number }[]).map(({ amount }) => amount))).toEqual(
      bought.map(() => [PRICE]),
    );
    // The top-up, the payment and one refund.
    expect(accounts.map(({ balance, seq }) => [balance, seq])).toEqual(bought.map(() => [TOPPED_UP, 3]));
    await expectMoneyBack(original.userId, original.reservationId);
  });

  it("refunds a reservation of n seats with one transaction of 2(n + 6) write units and its count", async () => {
    const sale = await newSale();
    const buyer = someone();
    const reservationId = await sale.buyFor(buyer, ["A-1-1", "A-1-2", "A-1-3", "A-1-4"]);
    const { endReservation } = await import("#functions/call-offs/end-reservation.ts");
    const counting = { performanceId: sale.performanceId, sectionId: "A" };

    const units = await unitsOf(() => endReservation(reservationId, counting, systemClock));

    expect(units.write).toBe(2 * (4 + 6));
  });
});
