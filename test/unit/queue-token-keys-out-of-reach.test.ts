import { afterAll, expect, it } from "@jest/globals";
import { startKeyServer } from "#test/support/key-server.ts";

const encore = await startKeyServer("ES256");
Object.assign(process.env, encore.asKeyTable);
const { newQueueTokenChecks, newServiceKeySet } = await import("#functions/queue/queue-token.ts");
const { readPublishedKeys } = await import("#functions/signing/key-set-store.ts");
const { requireAdmitted, verifyIfSent } = newQueueTokenChecks(newServiceKeySet(readPublishedKeys));
const { wait } = await import("#functions/shared/time.ts");

afterAll(() => encore.stop());

const pass = { sub: "mina", aud: "con_1", generation: 1, status: "ADMITTED" };
const UNAVAILABLE = { code: "UNAVAILABLE", status: 503 };

// First, while the function has no keys yet.
it("Q9: says UNAVAILABLE while the key set is out of reach, and lets the pass in once it is not", async () => {
  const token = await encore.sign(pass);
  encore.breakDown();

  await expect(requireAdmitted(token, "mina", "con_1")).rejects.toMatchObject(UNAVAILABLE);
  await expect(verifyIfSent(token, "mina", "con_1")).rejects.toMatchObject(UNAVAILABLE);
  encore.recover();
  await wait(1100);

  expect(await requireAdmitted(token, "mina", "con_1")).toMatchObject({ userId: "mina" });
});

it("Q9: a known key needs no key set: passes count while it is out of reach", async () => {
  encore.breakDown();

  expect(await requireAdmitted(await encore.sign(pass), "mina", "con_1")).toMatchObject({ userId: "mina" });
  const unknown = requireAdmitted(await encore.sign(pass, { keyId: "new-key" }), "mina", "con_1");
  await expect(unknown).rejects.toMatchObject(UNAVAILABLE);
});
