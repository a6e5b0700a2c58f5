import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { aPublicQueue, OPENING_MS } from "#test/unit/web/waiting/public-queues.ts";
import {
  doneOf,
  type Known,
  NOTHING_KNOWN,
  withLook,
  withNumber,
  withQueue,
  withStanding,
  withTrouble,
} from "#web/booking/waiting/known.ts";

const numbered = (known: Known, number: number): Known => withNumber(known, number, undefined);

describe("what a waiting page knows", () => {
  it("keeps the newest state of the queue, whatever a cache serves later", () => {
    const newer = aPublicQueue({ at: 70, served: 600 });

    const known = withQueue(withQueue(NOTHING_KNOWN, newer), aPublicQueue({ at: 65, served: 500 }));

    expect(known.queue).toBe(newer);
  });

  it("never goes back", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1 }), (served) => {
        const parts: number[] = [];
        let known = NOTHING_KNOWN;
        for (const each of served) {
          known = numbered(withQueue(known, aPublicQueue({ served: each })), 3000);
          if (known.progress !== undefined) parts.push(doneOf(known.progress));
        }
        expect(parts).toEqual(parts.toSorted((one, other) => one - other));
        expect(parts.every((part) => part >= 0 && part <= 1)).toBe(true);
      }),
    );
  });

  it("goes on after a reload from where this browser first saw the number, and begins again with another number", () => {
    const first = { number: 3000, aheadAtFirst: 2000, aheadNow: 1500 };
    const read = withQueue(NOTHING_KNOWN, aPublicQueue({ served: 1999 }));

    const known = withNumber(read, 3000, first);

    expect(known.progress).toEqual({ number: 3000, aheadAtFirst: 2000, aheadNow: 1000 });
    expect(withNumber(known, 4000, first).progress).toEqual({ number: 4000, aheadAtFirst: 2000, aheadNow: 2000 });
  });

  it("remembers when the status of the queue changed", () => {
    const paused = withQueue(withQueue(NOTHING_KNOWN, aPublicQueue()), aPublicQueue({ at: 70, status: "PAUSED" }));

    expect(paused.change).toEqual({ from: "OPEN", to: "PAUSED", atMs: OPENING_MS + 70_000 });
  });

  it("knows what was missed by a look that came an hour late", () => {
    const before = withLook(
      numbered(withQueue(NOTHING_KNOWN, aPublicQueue({ at: 60, served: 100 })), 4000),
      OPENING_MS + 90_000,
    );

    const { absence } = withQueue(before, aPublicQueue({ at: 3660, served: 1300 }));

    expect(absence).toEqual({ seconds: 3600, admitted: 1200, endedAtMs: OPENING_MS + 3_660_000 });
  });

  it("makes nothing of a look that came when it was planned", () => {
    const before = withLook(withQueue(NOTHING_KNOWN, aPublicQueue({ at: 60 })), OPENING_MS + 360_000);

    expect(withQueue(before, aPublicQueue({ at: 362 })).absence).toBeUndefined();
  });

  it("forgets trouble with the first call that gets through", () => {
    const troubled = withTrouble(NOTHING_KNOWN, { kind: "offline", againAtMs: 0 });

    expect(withQueue(troubled, aPublicQueue()).trouble).toBeUndefined();
    expect(withStanding(troubled, { kind: "joining", isTaken: true }).trouble).toBeUndefined();
  });
});
