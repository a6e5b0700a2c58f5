import { describe, expect, it } from "@jest/globals";
import { newRateLimit } from "#functions/queue/rate-limit.ts";

const paceAt = () => {
  let nowMs = 1_000_000;
  let asked = 0;
  const rateLimited = newRateLimit(() => nowMs);
  const ask = (person: string, nextPollSeconds: number) =>
    rateLimited(person, () => {
      asked += 1;
      return Promise.resolve({ body: { nextPollSeconds } });
    });
  return { ask, asked: () => asked, pass: (seconds: number) => (nowMs += seconds * 1000) };
};

describe("newRateLimit", () => {
  it("lets everybody through who asks as they are told, for ever", async () => {
    const { ask, asked, pass } = paceAt();

    for (let call = 0; call < 500; call += 1) {
      await ask("mina", 10);
      pass(10);
    }

    expect(asked()).toBe(500);
  });

  it("allows for other devices and reloads, then refuses before anything is asked, and says when to come", async () => {
    const { ask, asked, pass } = paceAt();
    for (let call = 0; call < 20; call += 1) await ask("mina", 10);

    await expect(ask("mina", 10)).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS", headers: { "retry-after": "1" } });
    expect(asked()).toBe(20);

    pass(1);
    await ask("mina", 10);
    await expect(ask("mina", 10)).rejects.toMatchObject({ headers: { "retry-after": "5" } });
    await ask("jun", 10);
    expect(asked()).toBe(22);
  });
});
