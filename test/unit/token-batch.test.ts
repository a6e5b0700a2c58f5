import { describe, expect, it } from "@jest/globals";
import { tokenBatch } from "#cli/token-batch.ts";

const requests = [{ user: "mina" }, { user: "jun", operator: true }, { user: "sora" }];

describe("a token command", () => {
  it("gets a line for each request, and an empty line means that it has no token", async () => {
    const tokens = await tokenBatch(`sed -E 's/.*operator.*//; s/.*"user":"([a-z]+)".*/token-of-\\1/'`, requests);

    expect(tokens).toEqual(["token-of-mina", null, "token-of-sora"]);
  });

  it.each([
    ["head -n 2", /wrote 2 lines for 3 requests/],
    ["cat > /dev/null; exit 3", /ended with 3/],
  ])("fails: %s", async (command, message) => {
    await expect(tokenBatch(command, requests)).rejects.toThrow(message);
  });
});
