/** What a use case may come upon, each prepared anew for every fault. */

import { ask, hear, persist } from "#test/histories/race/client-request.ts";
import { type Delivery, deliverChanges, deliverMessages, settle } from "#test/histories/race/delivery.ts";
import type { Request, Wish } from "#test/histories/race/requests.ts";
import { HOLD_SECONDS, PRICE, type Setup, World } from "#test/histories/race/test-sale.ts";

/** What is done once with a fault, and then again as its sender would. */
export type Act =
  | { readonly kind: "request"; readonly request: Request }
  | { readonly kind: "delivery"; readonly deliver: (options?: Parameters<typeof deliverChanges>[2]) => Delivery };

export interface Scenario {
  readonly useCase: "hold" | "extend" | "pay" | "release" | "expire" | "cancel" | "charge" | "settle" | "stream";
  readonly what: string;
  readonly setup?: Partial<Setup>;
  readonly cancellable?: number;
  readonly prepare: (world: World) => Promise<Act>;
}

const SETUP: Setup = { people: 1, seats: 6, seatLimit: 4, balance: 5 * PRICE };

export const openScenario = ({ setup, cancellable }: Scenario, guard?: World["guard"]): Promise<World> =>
  World.open({ ...SETUP, ...setup }, { guard, ...(cancellable !== undefined && { cancellable }) });

const MINA = 0;
const JUN = 1;

const request = (world: World, who: number, key: string, wish: Wish): Act => ({
  kind: "request",
  request: { person: world.person(who), key, wish },
});

const held = async (world: World, who: number, numbers: readonly number[], key = "earlier"): Promise<string> => {
  const seatIds = numbers.map((number) => `A-1-${number}`);
  const answer = await persist(world, { person: world.person(who), key, wish: { kind: "hold", seatIds } });
  if (answer.kind !== "done") throw new Error("The seats could not be held.");
  return String(answer.result["reservationId"]);
};

const paid = async (world: World, who: number, numbers: readonly number[]): Promise<string> => {
  const reservationId = await held(world, who, numbers);
  await persist(world, { person: world.person(who), key: "paid", wish: { kind: "pay", reservationId } });
  return reservationId;
};

const wait = (world: World, seconds = HOLD_SECONDS): void => {
  world.now += seconds;
};

const hold = (world: World, who: number, numbers: readonly number[], key = "now"): Act =>
  request(world, who, key, { kind: "hold", seatIds: numbers.map((number) => `A-1-${number}`) });

/** The stream has told of the hold, so that its reminder is in the queue. */
const reminded = async (world: World): Promise<Act> => {
  const { mail } = world;
  const { run, conclude } = deliverChanges(world, { from: 0, count: mail.changes.length });
  await run.goOn();
  await conclude();
  const message = mail.messages.at(-1);
  if (message === undefined) throw new Error("There is no reminder.");
  return { kind: "delivery", deliver: (options) => deliverMessages(world, [message], options) };
};

const lastChanges = (world: World): Act => ({
  kind: "delivery",
  deliver: (options) =>
    deliverChanges(world, { from: world.mail.checkpoint, count: world.mail.changes.length }, options),
});

export const SCENARIOS: readonly Scenario[] = [
  { useCase: "hold", what: "of free seats", prepare: (world) => Promise.resolve(hold(world, MINA, [1, 2, 3])) },
  {
    useCase: "hold",
    what: "of a seat that somebody has",
    setup: { people: 2 },
    prepare: async (world) => {
      await held(world, JUN, [2]);
      return hold(world, MINA, [1, 2]);
    },
  },
  {
    useCase: "hold",
    what: "of a seat whose hold is over",
    setup: { people: 2 },
    prepare: async (world) => {
      await held(world, JUN, [2, 3]);
      wait(world);
      return hold(world, MINA, [1, 2]);
    },
  },
  {
    useCase: "hold",
    what: "beyond the limit",
    prepare: async (world) => {
      await held(world, MINA, [1, 2, 3]);
      return hold(world, MINA, [4, 5]);
    },
  },
  {
    useCase: "hold",
    what: "within the limit, once a hold that is over is not counted",
    prepare: async (world) => {
      await held(world, MINA, [1, 2, 3]);
      wait(world);
      return hold(world, MINA, [1, 4]);
    },
  },
  {
    useCase: "pay",
    what: "a hold",
    prepare: async (world) =>
      request(world, MINA, "now", { kind: "pay", reservationId: await held(world, MINA, [1, 2]) }),
  },
  {
    useCase: "pay",
    what: "with too little money",
    setup: { balance: PRICE },
    prepare: async (world) =>
      request(world, MINA, "now", { kind: "pay", reservationId: await held(world, MINA, [1, 2]) }),
  },
  {
    useCase: "pay",
    what: "a hold that is over",
    prepare: async (world) => {
      const reservationId = await held(world, MINA, [1, 2]);
      wait(world);
      return request(world, MINA, "now", { kind: "pay", reservationId });
    },
  },
  {
    useCase: "pay",
    what: "what is paid, with another key",
    prepare: async (world) => request(world, MINA, "now", { kind: "pay", reservationId: await paid(world, MINA, [1]) }),
  },
  {
    useCase: "extend",
    what: "a hold",
    prepare: async (world) =>
      request(world, MINA, "now", { kind: "extend", reservationId: await held(world, MINA, [1, 2]) }),
  },
  {
    useCase: "expire",
    what: "a hold that was extended meanwhile",
    prepare: async (world) => {
      const reservationId = await held(world, MINA, [1, 2]);
      const act = await reminded(world);
      await persist(world, { person: world.person(MINA), key: "longer", wish: { kind: "extend", reservationId } });
      wait(world);
      return act;
    },
  },
  {
    useCase: "release",
    what: "a hold",
    prepare: async (world) =>
      request(world, MINA, "now", { kind: "release", reservationId: await held(world, MINA, [1, 2]) }),
  },
  {
    useCase: "expire",
    what: "a hold at its end",
    prepare: async (world) => {
      await held(world, MINA, [1, 2]);
      const act = await reminded(world);
      wait(world);
      return act;
    },
  },
  {
    useCase: "expire",
    what: "a hold whose seats are somebody else's by then",
    setup: { people: 2 },
    prepare: async (world) => {
      await held(world, MINA, [1, 2]);
      const act = await reminded(world);
      wait(world);
      await held(world, JUN, [2, 3]);
      return act;
    },
  },
  {
    useCase: "expire",
    what: "a hold before its end",
    prepare: async (world) => {
      await held(world, MINA, [1, 2]);
      return reminded(world);
    },
  },
  {
    useCase: "expire",
    what: "what was paid meanwhile",
    prepare: async (world) => {
      await paid(world, MINA, [1, 2]);
      const act = await reminded(world);
      wait(world);
      return act;
    },
  },
  {
    useCase: "cancel",
    what: "all seats",
    prepare: async (world) =>
      request(world, MINA, "now", {
        kind: "cancel",
        reservationId: await paid(world, MINA, [1, 2]),
        seatIds: undefined,
      }),
  },
  {
    useCase: "cancel",
    what: "one seat, then the last",
    prepare: async (world) => {
      const reservationId = await paid(world, MINA, [1, 2]);
      const first = { kind: "cancel", reservationId, seatIds: ["A-1-1"] } as const;
      await persist(world, { person: world.person(MINA), key: "first", wish: first });
      return request(world, MINA, "now", { ...first, seatIds: ["A-1-2"] });
    },
  },
  {
    useCase: "cancel",
    what: "one seat of two",
    prepare: async (world) =>
      request(world, MINA, "now", {
        kind: "cancel",
        reservationId: await paid(world, MINA, [1, 2]),
        seatIds: ["A-1-2"],
      }),
  },
  {
    useCase: "cancel",
    what: "after the deadline",
    cancellable: 0,
    prepare: async (world) =>
      request(world, MINA, "now", {
        kind: "cancel",
        reservationId: await paid(world, MINA, [1, 2]),
        seatIds: undefined,
      }),
  },
  {
    useCase: "charge",
    what: "for the first time",
    setup: { balance: 0 },
    prepare: (world) => Promise.resolve(request(world, MINA, "now", { kind: "charge", amount: 3 * PRICE })),
  },
  ...(
    [
      [9001, "that is declined"],
      [9002, "whose first answer the gateway loses"],
      [9003, "whose first request the gateway loses"],
      [9004, "whose answer the gateway loses, but calls back twice"],
    ] as const
  ).map(
    ([amount, what]): Scenario => ({
      useCase: "charge",
      what,
      prepare: (world) => Promise.resolve(request(world, MINA, "now", { kind: "charge", amount })),
    }),
  ),
  {
    useCase: "settle",
    what: "a charge whose request was lost on the way",
    prepare: async (world) => {
      await settle(world);
      const asking = ask(world, { person: world.person(MINA), key: "lost", wish: { kind: "charge", amount: 9002 } });
      await asking.run.goOn();
      await hear(world, asking);
      const message = world.mail.messages.at(-1);
      if (message === undefined) throw new Error("Nobody is to look at the charge.");
      return { kind: "delivery", deliver: (options) => deliverMessages(world, [message], options) };
    },
  },
  {
    useCase: "charge",
    what: "once more",
    prepare: (world) => Promise.resolve(request(world, MINA, "now", { kind: "charge", amount: 3 * PRICE })),
  },
  {
    useCase: "charge",
    what: "more than the balance may be",
    setup: { balance: 10 * PRICE },
    prepare: async (world) => {
      await persist(world, { person: world.person(MINA), key: "more", wish: { kind: "charge", amount: 9 * PRICE } });
      return request(world, MINA, "now", { kind: "charge", amount: 2 * PRICE });
    },
  },
  {
    useCase: "stream",
    what: "a hold",
    prepare: async (world) => {
      await held(world, MINA, [1, 2]);
      return lastChanges(world);
    },
  },
  {
    useCase: "stream",
    what: "a hold and its payment, and another hold",
    setup: { people: 2 },
    prepare: async (world) => {
      await paid(world, MINA, [1, 2]);
      await held(world, JUN, [4]);
      return lastChanges(world);
    },
  },
  {
    useCase: "stream",
    what: "seats given back",
    prepare: async (world) => {
      const reservationId = await paid(world, MINA, [1, 2]);
      await settle(world);
      const wish = { kind: "cancel", reservationId, seatIds: ["A-1-1"] } as const;
      await persist(world, { person: world.person(MINA), key: "back", wish });
      return lastChanges(world);
    },
  },
];
