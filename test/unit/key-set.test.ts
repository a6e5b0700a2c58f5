import { describe, expect, it } from "@jest/globals";
import { type Keys, newKeySet } from "#functions/shared/key-set.ts";

/** A published set with a clock of its own; each read waits until it is let through. */
const published = (...keyIds: readonly string[]) => {
  const keys = new Set(keyIds);
  const reads: boolean[] = [];
  let isBroken = false;
  let nowMs = 0;
  let hold: Promise<void> | undefined;
  const read = async (isCertain: boolean): Promise<Keys<string>> => {
    reads.push(isCertain);
    const seen = new Map(Array.from(keys, (keyId) => [keyId, `public key of ${keyId}`]));
    await hold;
    if (isBroken) throw new Error("out of reach");
    return seen;
  };
  return {
    reads,
    set: newKeySet({ read, refreshMs: 60_000, pauseMs: 1000, nowMs: () => nowMs }),
    publish: (keyId: string) => keys.add(keyId),
    withdraw: (keyId: string) => keys.delete(keyId),
    pass: (ms: number) => {
      nowMs += ms;
    },
    breakDown: () => {
      isBroken = true;
    },
    recover: () => {
      isBroken = false;
    },
    /** Holds reads back until the function that it returns is called. */
    holdReads: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      hold = promise;
      return () => {
        hold = undefined;
        resolve();
      };
    },
  };
};

const unavailable = (retryAfterSeconds?: number) => ({ name: "KeysUnavailableError", retryAfterSeconds });

describe("a set of public keys", () => {
  it("is read once, and costs no read after that", async () => {
    const { set, reads } = published("a", "b");

    await Promise.all(["a", "b", "a"].map((keyId) => set.find(keyId)));
    await set.find("b");

    expect(reads).toEqual([false]);
  });

  it("is read again for an unknown key, so that a key published since is found", async () => {
    const { set, publish } = published("a");
    await set.find("a");
    publish("b");

    expect(await set.find("b")).toBe("public key of b");
  });

  it("says that a key does not exist only after a certain read that began later than the question", async () => {
    const { set, reads } = published("a");

    expect(await set.find("made-up")).toBeUndefined();

    expect(reads).toEqual([false, true]);
  });

  it("does not take a read that began before the question as proof", async () => {
    const { set, reads, publish, pass, holdReads } = published("a");
    await set.find("a");
    const letThrough = holdReads();
    const first = set.find("made-up");
    publish("b");
    const second = set.find("b");
    letThrough();

    expect(await first).toBeUndefined();
    await expect(second).rejects.toMatchObject(unavailable(1));
    pass(1000);
    expect(await set.find("b")).toBe("public key of b");
    expect(reads).toEqual([false, true, true]);
  });

  it("is read once a second in a flood of made-up keys, which delays no known key", async () => {
    const { set, reads, pass } = published("a");
    await set.find("a");

    for (let tenth = 0; tenth < 30; tenth += 1) {
      const answers = await Promise.allSettled(
        Array.from({ length: 100 }, (_, index) => set.find(`${tenth}-${index}`)),
      );
      const fulfilled = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
      expect(fulfilled.every((value) => value === undefined)).toBe(true);
      expect(await set.find("a")).toBe("public key of a");
      pass(100);
    }

    expect(reads).toEqual([false, true, true, true]);
  });

  it("never says that a key does not exist while it is out of reach, and asks again after the pause", async () => {
    const { set, reads, breakDown, recover, pass, publish } = published("a");
    await set.find("a");
    publish("b");
    breakDown();

    await expect(set.find("b")).rejects.toMatchObject(unavailable());
    await expect(set.find("b")).rejects.toMatchObject(unavailable(1));
    expect(await set.find("a")).toBe("public key of a");
    expect(reads).toEqual([false, true]);

    pass(1000);
    recover();
    expect(await set.find("b")).toBe("public key of b");
  });

  it("that could not be read at first is read again after the pause", async () => {
    const { set, reads, breakDown, recover, pass } = published("a");
    breakDown();

    await expect(set.find("a")).rejects.toMatchObject(unavailable());
    await expect(set.find("a")).rejects.toMatchObject(unavailable(1));
    recover();
    pass(1000);

    expect(await set.find("a")).toBe("public key of a");
    expect(reads).toEqual([false, false]);
  });

  it("is refreshed in the background while it is in use, so that a withdrawn key is refused", async () => {
    const { set, reads, withdraw, pass } = published("a", "b");
    await set.find("a");
    withdraw("a");
    pass(60_000);

    expect(await set.find("a")).toBe("public key of a");
    await new Promise(setImmediate);
    pass(1000);

    expect(await set.find("a")).toBeUndefined();
    expect(reads).toEqual([false, false, true]);
  });

  it("keeps its keys when a refresh fails", async () => {
    const { set, breakDown, pass } = published("a");
    await set.find("a");
    breakDown();
    pass(60_000);

    expect(await set.find("a")).toBe("public key of a");
    await new Promise(setImmediate);

    expect(await set.find("a")).toBe("public key of a");
  });
});
