/** The situations that a use case may find. Each is prepared afresh for every fault and every duplicate. */
import { checkResponse, requestUntilFinal, startRequest } from "#test/histories/race/client-request.ts";
import {
  completeDelivery,
  type Delivery,
  deliverChanges,
  deliverEverything,
  deliverMessages,
  lastReminder,
} from "#test/histories/race/delivery.ts";
import type { Guard } from "#test/histories/race/guards.ts";
import type { InvocationOptions } from "#test/histories/race/instrumented-invocation.ts";
import type { ClientRequest, Operation } from "#test/histories/race/requests.ts";
import { HOLD_SECONDS, PRICE, type Setup, TestSale } from "#test/histories/race/test-sale.ts";

/** What is done once, with a fault, and then again as its sender would. */
export type Act =
  | { readonly kind: "request"; readonly request: ClientRequest }
  | { readonly kind: "delivery"; readonly deliver: (options?: InvocationOptions) => Delivery };

export interface Scenario {
  readonly useCase:
    | "hold"
    | "change"
    | "extend"
    | "pay"
    | "release"
    | "expire"
    | "cancel"
    | "top-up"
    | "settle"
    | "stream";
  readonly what: string;
  readonly setup?: Partial<Setup>;
  readonly cancellableSeconds?: number;
  readonly prepare: (sale: TestSale) => Promise<Act>;
}

export const scenarioText = ({ useCase, what }: Scenario): string => `${useCase} ${what}`;

const SETUP: Setup = { people: 1, seats: 6, seatLimit: 4, balance: 5 * PRICE };

export const openScenario = ({ setup, cancellableSeconds }: Scenario, guard?: Guard): Promise<TestSale> =>
  TestSale.open({ ...SETUP, ...setup }, { guard, cancellableSeconds });

const MINA = 0;
const JUN = 1;

const request = (sale: TestSale, person: number, key: string, operation: Operation): Act => ({
  kind: "request",
  request: { person: sale.person(person), key, operation },
});

/** A request that has been carried out before. */
const done = (sale: TestSale, person: number, key: string, operation: Operation) =>
  requestUntilFinal(sale, { person: sale.person(person), key, operation });

const held = async (sale: TestSale, person: number, numbers: readonly number[]): Promise<string> => {
  const response = await done(sale, person, "earlier", { kind: "hold", seatIds: seatsOf(numbers) });
  if (response.kind !== "done") throw new Error("The seats could not be held.");
  return String(response.result["reservationId"]);
};

const paid = async (sale: TestSale, person: number, numbers: readonly number[]): Promise<string> => {
  const reservationId = await held(sale, person, numbers);
  await done(sale, person, "paid", { kind: "pay", reservationId });
  return reservationId;
};

const wait = (sale: TestSale, seconds = HOLD_SECONDS): void => {
  sale.now += seconds;
};

const seatsOf = (numbers: readonly number[]): readonly string[] => numbers.map((number) => `A-1-${number}`);

const hold = (sale: TestSale, person: number, numbers: readonly number[]): Act =>
  request(sale, person, "now", { kind: "hold", seatIds: seatsOf(numbers) });

/** Delivers the change that created the hold, so that its reminder is in the queue. */
const reminded = async (sale: TestSale): Promise<Act> => {
  await completeDelivery(deliverChanges(sale, { from: 0, count: sale.inTransit.changes.length }));
  const message = lastReminder(sale);
  return { kind: "delivery", deliver: (options) => deliverMessages(sale, [message], options) };
};

const newChanges = (sale: TestSale): Act => {
  const { inTransit } = sale;
  return {
    kind: "delivery",
    deliver: (options) =>
      deliverChanges(sale, { from: inTransit.checkpoint, count: inTransit.changes.length }, options),
  };
};

export const SCENARIOS: readonly Scenario[] = [
  { useCase: "hold", what: "of free seats", prepare: (sale) => Promise.resolve(hold(sale, MINA, [1, 2, 3])) },
  {
    useCase: "hold",
    what: "of a seat that someone else has",
    setup: { people: 2 },
    prepare: async (sale) => {
      await held(sale, JUN, [2]);
      return hold(sale, MINA, [1, 2]);
    },
  },
  {
    useCase: "hold",
    what: "of a seat whose hold has expired",
    setup: { people: 2 },
    prepare: async (sale) => {
      await held(sale, JUN, [2, 3]);
      wait(sale);
      return hold(sale, MINA, [1, 2]);
    },
  },
  {
    useCase: "hold",
    what: "beyond the limit",
    prepare: async (sale) => {
      await held(sale, MINA, [1, 2, 3]);
      return hold(sale, MINA, [4, 5]);
    },
  },
  {
    useCase: "hold",
    what: "within the limit, once an expired hold is not counted",
    prepare: async (sale) => {
      await held(sale, MINA, [1, 2, 3]);
      wait(sale);
      return hold(sale, MINA, [1, 4]);
    },
  },
  {
    useCase: "pay",
    what: "a hold",
    prepare: async (sale) => request(sale, MINA, "now", { kind: "pay", reservationId: await held(sale, MINA, [1, 2]) }),
  },
  {
    useCase: "change",
    what: "the price type of a seat",
    prepare: async (sale) => {
      const reservationId = await held(sale, MINA, [1, 2]);
      return request(sale, MINA, "now", { kind: "change", reservationId, seatIds: ["A-1-1"], priceType: "youth" });
    },
  },
  {
    useCase: "hold",
    what: "that was changed since, with the same key",
    prepare: async (sale) => {
      const reservationId = await held(sale, MINA, [1, 2]);
      await done(sale, MINA, "other", { kind: "change", reservationId, seatIds: ["A-1-2"], priceType: "youth" });
      return request(sale, MINA, "earlier", { kind: "hold", seatIds: seatsOf([1, 2]) });
    },
  },
  {
    useCase: "pay",
    what: "seats of two price types",
    prepare: async (sale) => {
      const reservationId = await held(sale, MINA, [1, 2]);
      await done(sale, MINA, "other", { kind: "change", reservationId, seatIds: ["A-1-2"], priceType: "youth" });
      return request(sale, MINA, "now", { kind: "pay", reservationId });
    },
  },
  {
    useCase: "pay",
    what: "with too little money",
    setup: { balance: PRICE },
    prepare: async (sale) => request(sale, MINA, "now", { kind: "pay", reservationId: await held(sale, MINA, [1, 2]) }),
  },
  {
    useCase: "pay",
    what: "a hold that has expired",
    prepare: async (sale) => {
      const reservationId = await held(sale, MINA, [1, 2]);
      wait(sale);
      return request(sale, MINA, "now", { kind: "pay", reservationId });
    },
  },
  {
    useCase: "pay",
    what: "a paid reservation, with another key",
    prepare: async (sale) => request(sale, MINA, "now", { kind: "pay", reservationId: await paid(sale, MINA, [1]) }),
  },
  {
    useCase: "extend",
    what: "a hold",
    prepare: async (sale) =>
      request(sale, MINA, "now", { kind: "extend", reservationId: await held(sale, MINA, [1, 2]) }),
  },
  {
    useCase: "expire",
    what: "a hold that was extended meanwhile",
    prepare: async (sale) => {
      const reservationId = await held(sale, MINA, [1, 2]);
      const act = await reminded(sale);
      await done(sale, MINA, "longer", { kind: "extend", reservationId });
      wait(sale);
      return act;
    },
  },
  {
    useCase: "release",
    what: "a hold",
    prepare: async (sale) =>
      request(sale, MINA, "now", { kind: "release", reservationId: await held(sale, MINA, [1, 2]) }),
  },
  {
    useCase: "expire",
    what: "a hold at its end",
    prepare: async (sale) => {
      await held(sale, MINA, [1, 2]);
      const act = await reminded(sale);
      wait(sale);
      return act;
    },
  },
  {
    useCase: "expire",
    what: "a hold whose seats someone else has by then",
    setup: { people: 2 },
    prepare: async (sale) => {
      await held(sale, MINA, [1, 2]);
      const act = await reminded(sale);
      wait(sale);
      await held(sale, JUN, [2, 3]);
      return act;
    },
  },
  {
    useCase: "expire",
    what: "a hold before its end",
    prepare: async (sale) => {
      await held(sale, MINA, [1, 2]);
      return reminded(sale);
    },
  },
  {
    useCase: "expire",
    what: "a reservation that was paid meanwhile",
    prepare: async (sale) => {
      await paid(sale, MINA, [1, 2]);
      const act = await reminded(sale);
      wait(sale);
      return act;
    },
  },
  {
    useCase: "cancel",
    what: "all seats",
    prepare: async (sale) =>
      request(sale, MINA, "now", {
        kind: "cancel",
        reservationId: await paid(sale, MINA, [1, 2]),
        seatIds: undefined,
      }),
  },
  {
    useCase: "cancel",
    what: "one seat, then the last",
    prepare: async (sale) => {
      const reservationId = await paid(sale, MINA, [1, 2]);
      const first = { kind: "cancel", reservationId, seatIds: ["A-1-1"] } as const;
      await done(sale, MINA, "first", first);
      return request(sale, MINA, "now", { ...first, seatIds: ["A-1-2"] });
    },
  },
  {
    useCase: "cancel",
    what: "one seat of two",
    prepare: async (sale) =>
      request(sale, MINA, "now", {
        kind: "cancel",
        reservationId: await paid(sale, MINA, [1, 2]),
        seatIds: ["A-1-2"],
      }),
  },
  {
    useCase: "cancel",
    what: "after the deadline",
    cancellableSeconds: 0,
    prepare: async (sale) =>
      request(sale, MINA, "now", {
        kind: "cancel",
        reservationId: await paid(sale, MINA, [1, 2]),
        seatIds: undefined,
      }),
  },
  {
    useCase: "top-up",
    what: "for the first time",
    setup: { balance: 0 },
    prepare: (sale) => Promise.resolve(request(sale, MINA, "now", { kind: "top-up", amount: 3 * PRICE })),
  },
  ...(
    [
      [9001, "that is declined"],
      [9002, "whose first response the gateway loses"],
      [9003, "whose first request the gateway loses"],
      [9004, "whose response the gateway loses, but calls back twice"],
    ] as const
  ).map(
    ([amount, what]): Scenario => ({
      useCase: "top-up",
      what,
      prepare: (sale) => Promise.resolve(request(sale, MINA, "now", { kind: "top-up", amount })),
    }),
  ),
  {
    useCase: "settle",
    what: "a top-up whose request was lost on the way",
    prepare: async (sale) => {
      await deliverEverything(sale);
      const operation = { kind: "top-up", amount: 9002 } as const;
      const pending = startRequest(sale, { person: sale.person(MINA), key: "lost", operation });
      await pending.invocation.resume();
      await checkResponse(sale, pending);
      const message = sale.inTransit.messages.at(-1);
      if (message === undefined) throw new Error("No message was sent to settle the top-up.");
      return { kind: "delivery", deliver: (options) => deliverMessages(sale, [message], options) };
    },
  },
  {
    useCase: "top-up",
    what: "once more",
    prepare: (sale) => Promise.resolve(request(sale, MINA, "now", { kind: "top-up", amount: 3 * PRICE })),
  },
  {
    useCase: "top-up",
    what: "beyond the largest balance",
    setup: { balance: 10 * PRICE },
    prepare: async (sale) => {
      await done(sale, MINA, "more", { kind: "top-up", amount: 9 * PRICE });
      return request(sale, MINA, "now", { kind: "top-up", amount: 2 * PRICE });
    },
  },
  {
    useCase: "stream",
    what: "a hold",
    prepare: async (sale) => {
      await held(sale, MINA, [1, 2]);
      return newChanges(sale);
    },
  },
  {
    useCase: "stream",
    what: "a hold and its payment, and another hold",
    setup: { people: 2 },
    prepare: async (sale) => {
      await paid(sale, MINA, [1, 2]);
      await held(sale, JUN, [4]);
      return newChanges(sale);
    },
  },
  {
    useCase: "stream",
    what: "cancelled seats",
    prepare: async (sale) => {
      const reservationId = await paid(sale, MINA, [1, 2]);
      await deliverEverything(sale);
      await done(sale, MINA, "back", { kind: "cancel", reservationId, seatIds: ["A-1-1"] });
      return newChanges(sale);
    },
  },
];
