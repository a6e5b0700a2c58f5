import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, describe, expect, it } from "@jest/globals";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { isBijection, laneOrder } from "#cli/verify-draw/lane-order.ts";
import { type Facts, type PublishedDraw, type Verification, verifyDraw } from "#cli/verify-draw/verification.ts";
import { commitmentOf, drawnNumber, type LaneName } from "#functions/queue/rules/draw.ts";
import { altered, unsigned } from "#test/support/key-server.ts";

/** The seed of the guide. */
const SEED = Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString("hex");
const OTHER_SEED = "22".repeat(32);
const CONCERT = "con_1";
const PRESALE_START = 1_000_000_000;

const [service, forger] = [await generateKeyPair("ES256"), await generateKeyPair("ES256")];
const jwk = { ...(await exportJWK(service.publicKey)), kid: "key-1", alg: "ES256", use: "sig" };
const keys = { keys: [jwk] } as Facts["keys"];

const draw: PublishedDraw = { commitment: commitmentOf(SEED), seed: SEED, lobbySize: 20_000, presaleLobbySize: 5 };
const undrawn: PublishedDraw = { ...draw, seed: null, lobbySize: null, presaleLobbySize: null };

interface Signing {
  readonly concertId?: string;
  readonly kid?: string;
  readonly type?: string;
  readonly isForged?: boolean;
  readonly expiredSeconds?: number;
}

const sign = (claims: Record<string, unknown>, signing: Signing = {}): Promise<string> => {
  const token = new SignJWT({ status: "WAITING", generation: 1, ...claims })
    .setProtectedHeader({ alg: "ES256", kid: signing.kid ?? "key-1", typ: signing.type ?? "JWT" })
    .setSubject("mina")
    .setAudience(signing.concertId ?? CONCERT);
  if (signing.expiredSeconds) token.setExpirationTime(Math.floor(Date.now() / 1000) - signing.expiredSeconds);
  return token.sign(signing.isForged ? forger.privateKey : service.privateKey);
};

const verify = (facts: Partial<Facts> = {}): Promise<Verification> =>
  verifyDraw({ concertId: CONCERT, draw, keys, ...facts });

const failures = ({ findings }: Verification): readonly string[] =>
  findings.filter(({ verdict }) => verdict === "FAIL").map((finding) => finding.text);

const textOf = ({ findings }: Verification): string =>
  findings.map(({ verdict, text }) => `${verdict} ${text}`).join("\n");

describe("Q7: verifyDraw", () => {
  it("verifies a draw as it was published", async () => {
    const verification = await verify({ notedCommitment: draw.commitment.toUpperCase() });

    expect(verification.outcome).toBe("VERIFIED");
    expect(verification.findings.map(({ verdict }) => verdict)).toEqual(["PASS", "PASS", "PASS", "PASS"]);
    expect(textOf(verification)).toContain("General lane: 20000 drawn");
    expect(textOf(verification)).toContain("from 1000000001 to 1000000005");
  });

  it.each<[string, Partial<PublishedDraw>, string]>([
    ["another seed", { seed: OTHER_SEED }, "does not match the commitment"],
    ["another commitment", { commitment: commitmentOf(OTHER_SEED) }, "does not match the commitment"],
    ["a seed that hides more digits", { seed: `${SEED}zz` }, "can't be recomputed"],
    ["no seed", { seed: null }, "the seed is not published"],
    ["no size", { lobbySize: null, presaleLobbySize: null }, "can't be recomputed"],
    ["a size that can't be", { lobbySize: 2_000_000_000 }, "can't be recomputed"],
  ])("fails on %s", async (_, change, reason) => {
    const verification = await verify({ draw: { ...draw, ...change } });

    expect(verification.outcome).toBe("FAILED");
    expect(failures(verification).join()).toContain(reason);
  });

  it("fails if the commitment is not the one that was noted", async () => {
    const verification = await verify({ notedCommitment: commitmentOf(OTHER_SEED) });

    expect(failures(verification)).toEqual([expect.stringContaining("not the one you noted")]);
  });

  it("says what to keep before the draw, and fails on a number shown before it", async () => {
    const waiting = await verify({ draw: undrawn, token: await sign({ arrival: 6 }) });
    const early = await verify({ draw: undrawn, token: await sign({ arrival: 6, number: 1 }) });

    expect(waiting.outcome).toBe("NOT_DRAWN");
    expect(textOf(waiting)).toContain(`The commitment is ${draw.commitment}.`);
    expect(textOf(waiting)).toContain("The token proves arrival 6");
    expect(failures(early)).toEqual([expect.stringContaining("number 1, although the lobby has not been drawn")]);
  });

  it("holds nobody's empty lobby against the draw", async () => {
    const verification = await verify({ draw: { ...draw, lobbySize: 0, presaleLobbySize: null } });

    expect(verification.outcome).toBe("VERIFIED");
    expect(textOf(verification)).toContain("the lobby was empty");
  });
});

describe("Q7: isBijection", () => {
  const order = laneOrder({ seed: SEED, lane: "PRESALE", lobbySize: 20 });

  it.each<[string, boolean, (arrival: number) => number]>([
    ["the draw", true, order.numberOf],
    ["a number that two arrivals share", false, (arrival) => order.numberOf(Math.max(arrival, PRESALE_START + 2))],
    ["a number beyond the lobby", false, (arrival) => order.numberOf(arrival) + 1],
    ["a number before the first", false, (arrival) => order.numberOf(arrival) - 1],
    ["a number of the other lane", false, (arrival) => arrival - PRESALE_START],
  ])("finds of %s: %p", (_, isOne, numberOf) => {
    expect(isBijection({ ...order, numberOf })).toBe(isOne);
  });
});

describe("Q7: the token", () => {
  it.each<[string, Record<string, number>, string]>([
    [
      "shows the number that was drawn",
      { arrival: 6, number: 3192 },
      "Arrival 6 was drawn number 3192, and the token shows",
    ],
    [
      "from the lobby shows no number yet",
      { arrival: 6 },
      "Arrival 6 was drawn number 3192, and the service must show",
    ],
    [
      "is of the presale lane",
      { arrival: PRESALE_START + 4, number: PRESALE_START + 5 },
      "(4 of the presale lane) was",
    ],
    ["joined after the draw", { arrival: 20_001, number: 20_001 }, "joined after the draw"],
    ["joined the presale late", { arrival: PRESALE_START + 6, number: PRESALE_START + 6 }, "joined after the draw"],
    ["shows no arrival", {}, "shows no arrival"],
  ])("passes where it %s", async (_, claims, text) => {
    const verification = await verify({ token: await sign(claims) });

    expect(verification.outcome).toBe("VERIFIED");
    expect(textOf(verification)).toContain(text);
  });

  it.each<[string, Record<string, number>, string]>([
    ["shows another number", { arrival: 6, number: 3191 }, "was drawn number 3192, but the token shows 3191"],
    ["shows the number of the other lane", { arrival: PRESALE_START + 4, number: 5 }, "but the token shows 5"],
    ["joined late and shows a better number", { arrival: 20_001, number: 7 }, "but the token shows 7"],
  ])("fails where it %s", async (_, claims, text) => {
    const verification = await verify({ token: await sign(claims) });

    expect(failures(verification)).toEqual([expect.stringContaining(text)]);
  });

  it("fails where it is of a lane that was not drawn", async () => {
    const facts = { draw: { ...draw, presaleLobbySize: null }, token: await sign({ arrival: PRESALE_START + 4 }) };

    expect(failures(await verify(facts))).toEqual([expect.stringContaining("whose draw can't be recomputed")]);
  });

  it("proves its place after it has expired", async () => {
    const token = await sign({ arrival: 6, number: 3192 }, { expiredSeconds: 3600 });

    expect((await verify({ token })).outcome).toBe("VERIFIED");
  });

  it.each<[string, () => Promise<string>, string]>([
    ["forged", () => sign({ arrival: 6, number: 3192 }, { isForged: true }), "forged or has been altered"],
    ["altered", async () => altered(await sign({ arrival: 6 }), { arrival: 7 }), "forged or has been altered"],
    ["signed with a key of no service", () => sign({ arrival: 6 }, { kid: "key-2" }), "does not publish"],
    ["unsigned", () => Promise.resolve(unsigned({ aud: CONCERT, arrival: 6 })), "not signed with ES256"],
    ["another concert's", () => sign({ arrival: 6 }, { concertId: "con_2" }), "for con_2, not for con_1"],
    ["a receipt", () => sign({ arrival: 6 }, { type: "encore-receipt+jwt" }), "not as a token"],
    ["about something else", () => sign({ arrival: "first" }), "shows no place"],
    ["no token", () => Promise.resolve("abc"), "not a token that can be checked"],
  ])("fails where it is %s", async (_, token, reason) => {
    const verification = await verify({ token: await token() });

    expect(failures(verification)).toEqual([expect.stringContaining(reason)]);
  });

  it("is not needed to ask for the number of an arrival", async () => {
    expect(textOf(await verify({ arrival: 6 }))).toContain("NOTE Arrival 6 was drawn number 3192.");
    expect(textOf(await verify({ arrival: 6, draw: undrawn }))).toContain("NOTE Arrival 6 has no number yet.");
  });
});

describe("Q7: the guide", () => {
  const numbers = (lane: LaneName, lobbySize: number, arrivals: readonly number[]): readonly number[] =>
    arrivals.map((arrival) => drawnNumber({ seed: SEED, lane, lobbySize }, arrival));

  it("works its example out as the draw does", async () => {
    const guide = await readFile("docs/guides/verify-the-draw.md", "utf8");

    expect(commitmentOf(SEED)).toBe("630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd");
    expect(numbers("GENERAL", 20_000, [6, 1, 2, 20_000])).toEqual([3192, 6779, 11_982, 11_986]);
    expect(numbers("PRESALE", 20_000, [6, 1, 2, 20_000])).toEqual([5669, 10_556, 11_609, 3185]);
    expect(numbers("GENERAL", 5, [1, 2, 3, 4, 5])).toEqual([2, 4, 3, 5, 1]);
    expect(numbers("PRESALE", 5, [1, 2, 3, 4, 5])).toEqual([1, 2, 4, 5, 3]);
    for (const text of [SEED, commitmentOf(SEED), "3192, 6779, 11982, 11986", "2, 4, 3, 5, 1", "1, 2, 4, 5, 3"]) {
      expect(guide).toContain(text);
    }
  });
});

describe("npm run verify-draw", () => {
  let published = draw;
  const server = createServer((request, response) => {
    const isKnown = request.url === "/.well-known/jwks.json" || request.url === `/v1/concerts/${CONCERT}/queue`;
    response.writeHead(isKnown ? 200 : 404, { "content-type": "application/json" });
    if (!isKnown) response.end(JSON.stringify({ code: "CONCERT_NOT_FOUND", status: 404 }));
    else response.end(JSON.stringify(request.url?.endsWith("jwks.json") ? keys : { draw: published }));
  });
  server.listen(0, "127.0.0.1");
  const listening = once(server, "listening");
  const folder = mkdtemp(join(tmpdir(), "verify-draw-"));

  afterAll(async () => {
    server.close();
    server.closeAllConnections();
    await rm(await folder, { recursive: true });
  });

  const run = async (...options: readonly string[]) => {
    await listening;
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const command = spawn(process.execPath, ["cli/verify-draw.ts", "--url", url, "--concert", CONCERT, ...options]);
    const [stdout, stderr, [code]] = await Promise.all([
      text(command.stdout),
      text(command.stderr),
      once(command, "close") as Promise<[number]>,
    ]);
    return { stdout, stderr, code };
  };

  it("exits 0 with the number of a token in a file, and writes the order of both lanes", async () => {
    published = draw;
    const [answerFile, csv] = [join(await folder, "answer.json"), join(await folder, "order.csv")];
    await writeFile(answerFile, JSON.stringify({ concertId: CONCERT, token: await sign({ arrival: 6 }) }));

    const verified = await run("--token-file", answerFile, "--all", csv);
    const repeated = await run("--all", csv);

    expect(verified).toMatchObject({ code: 0, stderr: "" });
    expect(verified.stdout).toContain("Arrival 6 was drawn number 3192");
    expect(verified.stdout).toMatch(/Verified\.\n$/);
    const lines = (await readFile(csv, "utf8")).trimEnd().split("\n");
    expect(lines).toHaveLength(1 + 20_000 + 5);
    expect([lines[0], lines[6], lines.at(-1)]).toEqual(["arrival,number", "6,3192", "1000000005,1000000003"]);
    expect(repeated).toMatchObject({ code: 2, stderr: expect.stringContaining("already exists") });
  });

  it("exits 1 where a check fails, 3 before the draw, and writes no order then", async () => {
    const csv = join(await folder, "none.csv");
    published = { ...draw, seed: OTHER_SEED };
    const tampered = await run();
    published = undrawn;
    const early = await run("--all", csv);

    expect(tampered).toMatchObject({ code: 1, stdout: expect.stringContaining("NOT verified") });
    expect(early).toMatchObject({ code: 3, stdout: expect.stringContaining("is not written") });
    await expect(readFile(csv)).rejects.toMatchObject({ code: "ENOENT" });
  });

  it.each<[number, string, readonly string[]]>([
    [2, "no concert con_9", ["--concert", "con_9"]],
    [2, "Pass only one of", ["--token", "x", "--arrival", "1"]],
    [2, "--lane must be one of", ["--arrival", "1", "--lane", "VIP"]],
    [2, "whole number from 1", ["--arrival", "0"]],
    [2, "64 hexadecimal digits", ["--commitment", "x"]],
    [2, "can't be read", ["--token-file", "no-such-file"]],
    [2, "See npm run verify-draw", ["--user", "mina"]],
    [4, "Nothing answers", ["--url", "http://127.0.0.1:1"]],
  ])("exits %i and says in a sentence: %s", async (code, sentence, options) => {
    const { stdout, stderr, ...exit } = await run(...options);

    expect(exit.code).toBe(code);
    expect(stdout).toBe("");
    expect(stderr).toContain(sentence);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });
});
