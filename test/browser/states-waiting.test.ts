import { setTimeout as sleep } from "node:timers/promises";
import { describe } from "@jest/globals";
import { withBrowser } from "#test/browser/support/browser.ts";
import { admit, hold, joinQueue, newBuyer, pay } from "#test/browser/support/buyers.ts";
import { refused, UNREACHED } from "#test/browser/support/complaints.ts";
import { crowdedQueue, lobby } from "#test/browser/support/crowd.ts";
import { inSeconds, operator } from "#test/browser/support/operator.ts";
import { byTouch } from "#test/browser/support/press.ts";
import { type State, testStates } from "#test/browser/support/states.ts";
import { ANY, like } from "#test/browser/support/words.ts";

const browser = withBrowser();
const CROWD = 40;
const pathOf = (concertId: string): string => `/concerts/${concertId}/waiting`;

/** A concert on sale, with these changes. */
const sale = async (changes: Parameters<Awaited<ReturnType<typeof operator>>["newConcert"]>[0] = {}) => {
  const { newConcert, newPerformance } = await operator();
  const { concertId } = await newConcert(changes);
  const { performanceId } = await newPerformance(concertId);
  return { concertId, performanceId };
};

/** A hall of one seat, which somebody has bought. */
const soldOutSale = async () => {
  const { newConcert, newPerformance } = await operator();
  const { concertId } = await newConcert();
  const sections = [
    { sectionId: "A", label: "1층", category: "R", price: 66_000, rows: [{ row: "1", from: 1, to: 1 }] },
  ];
  const { performanceId } = await newPerformance(concertId, { sections });
  const first = await newBuyer({ points: 100_000 });
  const queueToken = await admit(first, concertId);
  const sell = async (): Promise<void> => {
    const { reservationId } = await hold(first, queueToken, performanceId, ["A-1-1"]);
    await pay(first, reservationId);
  };
  return { concertId, sell };
};

const NO_PLACE = [refused(404, "queue-token"), "The page asks whether there is a place, and there is none."] as const;
const GONE = [refused(410, "queue-token"), "The place has ended, which the page says in words."] as const;

const states: readonly State[] = [
  {
    screen: "waiting",
    name: "signed-out",
    arrange: async () => ({ path: pathOf((await sale()).concertId) }),
    shows: ({ without }) => without.signIn,
    isMain: true,
  },
  {
    screen: "waiting",
    name: "not-joined",
    arrange: async () => ({ path: pathOf((await sale()).concertId), as: await newBuyer() }),
    shows: ({ without }) => without.whys["not joined"][1],
    expected: [NO_PLACE],
  },
  {
    screen: "waiting",
    name: "lobby",
    arrange: async () => {
      const { concertId, buyer } = await lobby(CROWD);
      return { path: pathOf(concertId), as: buyer };
    },
    shows: ({ lobby }) => lobby.inLobby,
    isMain: true,
    wholePage: true,
  },
  {
    screen: "waiting",
    name: "in-line",
    arrange: async () => {
      const { concertId, buyer } = await crowdedQueue(CROWD);
      return { path: pathOf(concertId), as: buyer };
    },
    shows: ({ waiting }) => waiting.whatNext,
    isMain: true,
    wholePage: true,
  },
  {
    screen: "waiting",
    name: "paused",
    arrange: async () => {
      const { concertId, buyer } = await crowdedQueue(3);
      const { changeQueue } = await operator();
      await changeQueue(concertId, { paused: true });
      return { path: pathOf(concertId), as: buyer };
    },
    shows: ({ waiting }) => waiting.status.PAUSED,
  },
  {
    screen: "waiting",
    name: "leaving",
    arrange: async () => {
      const { concertId, buyer } = await crowdedQueue(3);
      return { path: pathOf(concertId), as: buyer };
    },
    reach: ({ page }, { waiting }) => byTouch(page.getByRole("button", { name: waiting.leave, exact: true }).first()),
    shows: ({ leave }) => leave.title,
  },
  {
    screen: "waiting",
    name: "offline",
    arrange: async () => {
      const { concertId, buyer } = await crowdedQueue(3);
      return { path: pathOf(concertId), as: buyer };
    },
    reach: async ({ page, context }, { waiting }) => {
      await page.getByText(waiting.whatNext).waitFor();
      await context.setOffline(true);
    },
    shows: ({ waiting }) => waiting.offline,
    expected: [[UNREACHED, "There is no connection."]],
  },
  {
    screen: "waiting",
    name: "turn",
    arrange: async () => ({ path: `${pathOf((await sale()).concertId)}?join`, as: await newBuyer() }),
    shows: ({ waiting }) => waiting.passLeft,
    expected: [NO_PLACE],
    isMain: true,
  },
  {
    screen: "waiting",
    name: "sold-out",
    arrange: async () => {
      const { concertId, sell } = await soldOutSale();
      await sell();
      return { path: pathOf(concertId), as: await newBuyer() };
    },
    shows: ({ without }) => without.whys["sold out"][1],
    expected: [NO_PLACE],
    isMain: true,
  },
  {
    screen: "waiting",
    name: "closed",
    arrange: async () => {
      const { concertId } = await sale();
      const { changeQueue } = await operator();
      await changeQueue(concertId, { closed: true });
      return { path: pathOf(concertId), as: await newBuyer() };
    },
    shows: ({ without }) => without.whys.closed[1],
    expected: [NO_PLACE],
  },
  {
    screen: "waiting",
    name: "missed",
    arrange: async () => {
      const { concertId } = await sale({ queue: { maxActive: 1, admitPerTick: 1, claimSeconds: 2, passSeconds: 600 } });
      const buyer = await newBuyer();
      await joinQueue(buyer, concertId);
      // The turn comes with one of the next ticks, and is over two seconds later.
      await sleep(9000);
      return { path: pathOf(concertId), as: buyer };
    },
    shows: ({ without }) => without.whys.missed[1],
    expected: [GONE],
  },
  {
    screen: "waiting",
    name: "pass-ended",
    arrange: async () => {
      const { concertId } = await sale({ queue: { maxActive: 5, admitPerTick: 5, claimSeconds: 60, passSeconds: 4 } });
      return { path: `${pathOf(concertId)}?join`, as: await newBuyer() };
    },
    shows: ({ without }) => without.whys["pass ended"][1],
    expected: [NO_PLACE, GONE],
  },
  {
    screen: "waiting",
    name: "no-concert",
    arrange: async () => ({ path: pathOf("con_AAAAAAAAAAAAAAAA"), as: await newBuyer() }),
    shows: ({ without }) => without.whys["no concert"][0],
    expected: [[refused(404), "There is no such concert."]],
  },
  {
    screen: "draw",
    name: "before-the-draw",
    arrange: async () => {
      const { concertId, buyer } = await lobby(2);
      return { path: `/concerts/${concertId}/draw`, as: buyer };
    },
    shows: ({ draw }) => draw.notDrawn,
  },
  {
    screen: "draw",
    name: "checked",
    arrange: async () => {
      const { newConcert, newPerformance } = await operator();
      const { concertId } = await newConcert({ opensAt: inSeconds(6) });
      await newPerformance(concertId);
      const buyer = await newBuyer();
      await joinQueue(buyer, concertId);
      await admit(buyer, concertId);
      return { path: `/concerts/${concertId}/draw`, as: buyer };
    },
    reach: async ({ page }, { draw }) => {
      await page.getByRole("textbox").fill("1");
      await byTouch(page.getByRole("button", { name: draw.check, exact: true }));
    },
    shows: ({ draw }) => like(draw.good(ANY, ANY)),
    isMain: true,
  },
];

describe("states of waiting", () => {
  testStates(browser, states);
});
