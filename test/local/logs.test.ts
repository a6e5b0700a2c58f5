/** What the functions log on a whole journey, and while they refuse forged tokens, contains no secret and no token. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { decodeJwt, decodeProtectedHeader, generateKeyPair, SignJWT } from "jose";
import { PROJECT_DIR } from "#lib/project.ts";
import { fetchAccessToken } from "#local/identity/access-token.ts";
import { endAll, startReady } from "#test/local/support/start-process.ts";

/** Long, because the machine may be busy with other tests. */
const TIMEOUT_MS = 600_000;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "encore-logs-"));
});

afterEach(endAll);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** A token that says the same, under a key that nobody published. */
const forged = async (token: string, keyId: string): Promise<string> => {
  const { alg = "", typ } = decodeProtectedHeader(token);
  const { privateKey } = await generateKeyPair(alg);
  const header = { alg, kid: keyId, ...(typ !== undefined && { typ }) };
  return new SignJWT(decodeJwt(token)).setProtectedHeader(header).sign(privateKey);
};

const findConcert = async (url: string): Promise<string> => {
  const { items } = (await (await fetch(`${url}/v1/concerts`)).json()) as {
    readonly items: readonly { readonly concertId: string; readonly opensAt: string }[];
  };
  const open = items.find(({ opensAt }) => Date.parse(opensAt) <= Date.now());
  if (open === undefined) throw new Error("No concert is on sale.");
  return open.concertId;
};

/** Requests that are refused, or fail because a key can't be looked for again: their errors are logged. */
const sendForgedTokens = async (url: string, issuer: string): Promise<readonly number[]> => {
  const userToken = await fetchAccessToken(issuer, { user: "mina" });
  const expired = await fetchAccessToken(issuer, { user: "mina", expiresInSeconds: -60 });
  const authorization = `Bearer ${userToken}`;
  const queue = `${url}/v1/concerts/${await findConcert(url)}`;
  const joined = await fetch(`${queue}/queue-token`, { method: "POST", headers: { authorization } });
  const { token } = (await joined.json()) as { readonly token: string };
  const forgeries = ["key-1", "key-2", "key-3"].map(async (keyId) => [
    await fetch(`${url}/v1/balance`, { headers: { authorization: `Bearer ${await forged(userToken, keyId)}` } }),
    await fetch(`${queue}/performances`, { headers: { authorization, "queue-token": await forged(token, keyId) } }),
  ]);
  const responses = [
    await fetch(`${url}/v1/balance`, { headers: { authorization: `Bearer ${expired}` } }),
    await fetch(`${queue}/performances`, { headers: { authorization, "queue-token": userToken } }),
    ...(await Promise.all(forgeries)).flat(),
  ];
  return responses.map(({ status }) => status);
};

const createWebhook = async (url: string, issuer: string): Promise<string> => {
  const operatorToken = await fetchAccessToken(issuer, { user: "op", operator: true });
  const response = await fetch(`${url}/v1/admin/webhooks`, {
    method: "POST",
    headers: { authorization: `Bearer ${operatorToken}`, "content-type": "application/json" },
    body: JSON.stringify({ url: "http://127.0.0.1:9/hook" }),
  });
  const { secret } = (await response.json()) as { readonly secret: string };
  return secret;
};

test(
  "no secret and no token is in the functions' log",
  async () => {
    const data = join(folder, "data");
    const { ready, child, ended } = await startReady(folder, ["--data", data]);
    const { url, issuer } = ready;

    const webhookSecret = await createWebhook(url, issuer);
    const demo = ["cli/demo.ts", "--url", url, "--issuer", issuer];
    const { stdout } = await promisify(execFile)(process.execPath, demo, { cwd: PROJECT_DIR });
    const statuses = await sendForgedTokens(url, issuer);
    child.kill("SIGTERM");
    await ended;

    const log = await readFile(join(data, "functions.log"), "utf8");
    const secrets = JSON.parse(await readFile(join(data, "secrets.json"), "utf8")) as Readonly<
      Record<string, { readonly current: string }>
    >;
    expect(stdout).toContain("The journey is complete.");
    expect(new Set(statuses)).toEqual(new Set([401, 503]));
    expect(log).toContain("request failed");
    expect(log.split("\n").length).toBeGreaterThan(30);
    // Of signing, of webhooks and of the edge.
    expect(Object.values(secrets)).toHaveLength(3);
    for (const { current } of Object.values(secrets)) expect(log).not.toContain(current);
    expect(webhookSecret).toMatch(/^whsec_/);
    expect(log).not.toContain(webhookSecret);
    // Whatever begins like a token: each part is the Base64 of a JSON object.
    expect(log).not.toMatch(/eyJ[\w-]{8,}/);
  },
  TIMEOUT_MS,
);
