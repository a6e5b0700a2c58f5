import { describe, expect, it } from "@jest/globals";
import { newRateLimit } from "#functions/queue/rate-limit.ts";

const startRateLimit = () => {
  let nowMs = 1_000_000;
  let polls = 0;
  const rateLimited = newRateLimit(() => nowMs);
  const poll = (user: string, nextPollSeconds: number) =>
    rateLimited(user, () => {
      polls += 1;
      return Promise.resolve({ body: { nextPollSeconds } });
    });
  return { poll, polls: () => polls, pass: (seconds: number) => (nowMs += seconds * 1000) };
};

describe("newRateLimit", () => {
  it("never refuses a user who waits as long as the response says", async () => {
    const { poll, polls, pass } = startRateLimit();

    for (let call = 0; call < 500; call += 1) {
      await poll("mina", 10);
      pass(10);
    }

    expect(polls()).toBe(500);
  });

  it("allows for other devices and reloads, then refuses without a read, and says when to come back", async () => {
    const { poll, polls, pass } = startRateLimit();
    for (let call = 0; call < 20; call += 1) await poll("mina", 10);

    await expect(poll("mina", 10)).rejects.toMatchObject({
      code: "TOO_MANY_REQUESTS",
      headers: { "retry-after": "1" },
    });
    expect(polls()).toBe(20);

    pass(1);
    await poll("mina", 10);
    await expect(poll("mina", 10)).rejects.toMatchObject({ headers: { "retry-after": "5" } });
    await poll("jun", 10);
    expect(polls()).toBe(22);
  });

  it("lets somebody who was sent a wait of minutes claim a turn that the public queue shows, however often they reloaded", async () => {
    const { poll, polls, pass } = startRateLimit();
    for (let call = 0; call < 20; call += 1) await poll("mina", 300);

    await expect(poll("mina", 300)).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });

    for (let call = 0; call < 10; call += 1) {
      pass(5);
      await poll("mina", 300);
    }
    expect(polls()).toBe(30);
  });
});
