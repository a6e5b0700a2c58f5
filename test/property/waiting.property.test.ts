/** The rules of waiting: what is computed from the public queue, and how many requests that makes. */
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { type PublicQueue, QueueSchema } from "#contract/queue.ts";
import { numberOf } from "#contract/waiting/lobby-draw.ts";
import { lateSecondsMax, lobbyPollSeconds, nextPollSeconds } from "#contract/waiting/next-poll.ts";
import { outlookOf } from "#contract/waiting/outlook.ts";
import type { LaneName } from "#contract/waiting/place.ts";
import { placePollSeconds } from "#contract/waiting/place-poll.ts";
import { publicQueueOf } from "#functions/queue/rules/public-queue.ts";
import { numberOf as drawnNumberOf, LANE_START, type QueueState } from "#functions/queue/rules/queue-state.ts";
import { aQueue, NOW } from "#test/support/queue-states.ts";

const OPTIONS = { tickSeconds: 5, drawSettleSeconds: 5 };
const RANDOM = fc.double({ min: 0, max: 1, noNaN: true });

const queueStates = (waitingMax: number): fc.Arbitrary<QueueState> =>
  fc
    .record({
      maxActive: fc.integer({ min: 1, max: 100_000 }),
      admitPerTick: fc.integer({ min: 1, max: 10_000 }),
      claimSeconds: fc.integer({ min: 1, max: 600 }),
      paused: fc.boolean(),
      soldOut: fc.boolean(),
      sharePercent: fc.option(fc.integer({ min: 1, max: 90 }), { nil: null }),
      served: fc.nat(100_000),
      waiting: fc.integer({ min: 1, max: waitingMax }),
      presaleWaiting: fc.nat(waitingMax),
      at: fc.constantFrom(0, NOW - 3),
      active: fc.nat(100_000),
      room: fc.nat(1000),
      seatsLeft: fc.nat(50_000),
      seatsHeld: fc.nat(1000),
      undecided: fc.nat(1000),
      seatsPerPerson: fc.double({ min: 0, max: 4, noNaN: true }),
      stayedSeconds: fc.nat(1_000_000),
      departures: fc.nat(10_000),
    })
    .map(({ maxActive, admitPerTick, claimSeconds, paused, soldOut, sharePercent, served, waiting, ...rest }) => {
      const { presaleWaiting, ...stats } = rest;
      const presale = sharePercent === null ? null : { group: "fans", sharePercent };
      return aQueue({
        settings: { maxActive, admitPerTick, claimSeconds, paused, presale },
        soldOut,
        stats,
        general: { served, issued: served + waiting },
        presale: { issued: presale === null ? 0 : presaleWaiting },
      });
    });

describe("what waiting is computed from", () => {
  it("is all in the public queue as it travels: POST queue-token says the same for the same state", () => {
    fc.assert(
      fc.property(queueStates(100_000), fc.nat(), RANDOM, (queue, place, random) => {
        const ofService = publicQueueOf(queue, NOW, OPTIONS);
        const { issued, served } = queue.lanes.GENERAL;
        const number = served + 1 + (place % (issued - served));

        const received = QueueSchema.parse(JSON.parse(JSON.stringify(ofService)));

        expect(received).toEqual(ofService);
        expect(outlookOf(received, number)).toEqual(outlookOf(ofService, number));
        expect(nextPollSeconds(received, number, random)).toBe(nextPollSeconds(ofService, number, random));
      }),
    );
  });

  it("Q7: holds nothing of the seed before the draw", () => {
    fc.assert(
      fc.property(queueStates(1000), (queue) => {
        const { GENERAL, PRESALE } = queue.lanes;
        const lanes = {
          GENERAL: { ...GENERAL, drawnTo: undefined },
          PRESALE: { ...PRESALE, drawnTo: undefined },
        };

        const text = JSON.stringify(publicQueueOf({ ...queue, lanes }, NOW, OPTIONS));

        expect(text).not.toContain(queue.seed);
      }),
    );
  });

  it("Q7: gives each arrival the number that the draw gave it", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.integer({ min: 1, max: 500 }),
        fc.nat(),
        fc.boolean(),
        async (seed, size, place, isPresale) => {
          const arrival = 1 + (place % (size + 3)) + (isPresale ? LANE_START.PRESALE : 0);
          const base = aQueue({
            settings: { presale: { group: "fans", sharePercent: 30 } },
            presale: { issued: size },
          });
          const { GENERAL, PRESALE } = base.lanes;
          const queue: QueueState = {
            ...base,
            seed: Buffer.from(seed).toString("hex"),
            lanes: {
              GENERAL: { ...GENERAL, issued: size, drawnTo: size },
              PRESALE: { ...PRESALE, drawnTo: LANE_START.PRESALE + size },
            },
          };

          expect(await numberOf(publicQueueOf(queue, NOW, OPTIONS), arrival)).toBe(drawnNumberOf(queue, arrival));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a turn", () => {
  it("is learned of in time, however fast the pace lets it come", () => {
    fc.assert(
      fc.property(queueStates(100_000), fc.nat(100_000), RANDOM, (queue, ahead, random) => {
        const shown = publicQueueOf(queue, NOW, OPTIONS);
        const { admitPerTick, claimSeconds, tickSeconds } = shown.admission;
        // The pace admits `admitPerTick` at once, and as many again a tick later (Q11).
        const earliestTurn = Math.floor(ahead / admitPerTick) * tickSeconds;

        const poll = nextPollSeconds(shown, shown.served + 1 + ahead, random);

        expect(poll).toBeGreaterThanOrEqual(1);
        expect(poll - earliestTurn).toBeLessThanOrEqual(Math.max(1, claimSeconds / 3));
      }),
    );
  });

  it("is learned of in time by the lobby, which polls once if it opens soon", () => {
    fc.assert(
      fc.property(queueStates(1000), fc.integer({ min: 0, max: 600 }), RANDOM, (queue, untilOpen, random) => {
        const opensAt = NOW + untilOpen;
        const lanes = { ...queue.lanes, GENERAL: { ...queue.lanes.GENERAL, drawnTo: undefined } };
        const settings = { ...queue.settings, opensAt };
        const shown = publicQueueOf({ ...queue, settings, lanes }, NOW, OPTIONS);

        const poll = lobbyPollSeconds(shown, random);

        expect(poll - untilOpen - OPTIONS.drawSettleSeconds).toBeGreaterThanOrEqual(0);
        expect(poll - untilOpen - OPTIONS.drawSettleSeconds).toBeLessThanOrEqual(lateSecondsMax(settings.claimSeconds));
      }),
    );
  });
});

describe("polls of queue tokens", () => {
  type PollOf = (shown: PublicQueue, lane: LaneName, number: number) => number;

  /** Polls a second if everybody with a number comes back as the response says; of many, one in `step` is looked at. */
  const pollsPerSecond = (queue: QueueState, pollOf: PollOf, step = 1): number => {
    const shown = publicQueueOf(queue, NOW, OPTIONS);
    let sum = 0;
    for (const lane of ["GENERAL", "PRESALE"] as const) {
      const { served, issued } = queue.lanes[lane];
      for (let number = served + step; number <= issued; number += step) sum += step / pollOf(shown, lane, number);
    }
    return sum;
  };

  const told =
    (pollsPerSecondMax: number, random: number): PollOf =>
    (shown, lane, number) =>
      placePollSeconds(shown, { lane, arrival: number, number, waitedSeconds: 0 }, { random, pollsPerSecondMax });

  it("add up to no more than the stage allows, however many wait", () => {
    fc.assert(
      fc.property(queueStates(1500), fc.integer({ min: 1, max: 300 }), RANDOM, (queue, limit, random) => {
        expect(pollsPerSecond(queue, told(limit, random))).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 60 },
    );
  });

  it("add up to no more than the stage allows when a million wait, whose polls of the public queue are far more", () => {
    const queue = aQueue({
      settings: { maxActive: 60_000, admitPerTick: 10_000 },
      general: { issued: 1_000_000 },
      stats: { at: NOW, active: 60_000, seatsLeft: 5_000_000, seatsPerPerson: 1 },
    });

    expect(pollsPerSecond(queue, told(800, 1), 100)).toBeLessThanOrEqual(800);
    expect(pollsPerSecond(queue, (shown, _, number) => nextPollSeconds(shown, number, 1), 100)).toBeGreaterThan(3000);
  });
});
