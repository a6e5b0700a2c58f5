import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { createEncoreClient } from "#client/encore-client.ts";
import { fetchAccessToken } from "#local/identity/access-token.ts";
import { allGone, endAll, runStart, startReady } from "#test/local/support/start-process.ts";

/** Long, because the machine may be busy with other tests. */
const START_TIMEOUT_MS = 400_000;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "encore-start-"));
});

afterEach(endAll);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test.each([
  ["an unknown option", ["--prot", "3000"], /^encore: Unknown option '--prot'.* See npm run start -- --help\.\n$/],
  ["an invalid port", ["--port", "http"], /^encore: --port must be a whole number from 0 to 65534, not "http"\.\n$/],
  ["an unknown seed", ["--seed", "lots"], /^encore: --seed must be one of demo, none, not "lots"\.\n$/],
  [
    "a function there is not",
    ["--without", "nothing"],
    /^encore: --without must be one of .*numberArrivals.*, not "nothing"\.\n$/,
  ],
  [
    "an engine that is no URL",
    ["--dynamodb", "localhost"],
    /^encore: --dynamodb must be a URL.*, not "localhost"\.\n$/,
  ],
])(
  "%s is refused with one line that says what to do",
  async (_what, options, line) => {
    const { ended } = runStart(options);

    const { code, stdout, stderr } = await ended;

    expect(stderr).toMatch(line);
    expect([code, stdout]).toEqual([1, ""]);
  },
  START_TIMEOUT_MS,
);

test(
  "a busy port is refused with one line that says what to do, and nothing is left running",
  async () => {
    const blocker = createServer().listen(0, "127.0.0.1");
    await once(blocker, "listening");
    const { port } = blocker.address() as AddressInfo;

    const { code, stderr } = await runStart(["--port", String(port)]).ended;
    blocker.close();

    expect(stderr).toBe(`encore: The service can't start. Port ${port} (--port) is in use. Choose another --port.\n`);
    expect(code).toBe(1);
  },
  START_TIMEOUT_MS,
);

test(
  "an engine that does not answer is refused with one line, and nothing is left running",
  async () => {
    const { code, stderr } = await runStart(["--port", "0", "--dynamodb", "http://127.0.0.1:9"]).ended;

    expect(stderr).toMatch(
      /^encore: The service can't start\. Nothing answers at http:\/\/127\.0\.0\.1:9\. .*--dynamodb.*\n$/,
    );
    expect(code).toBe(1);
  },
  START_TIMEOUT_MS,
);

test(
  "kept data is seeded once; Ctrl-C and even a kill leave nothing running",
  async () => {
    const data = join(folder, "data");
    const first = await startReady(folder, ["--data", data]);
    first.child.kill("SIGINT");
    const { code, stdout, stderr } = await first.ended;
    await allGone(first.ready);

    const second = await startReady(folder, ["--data", data, "--without", "numberArrivals"]);
    const { url, issuer } = second.ready;
    const client = createEncoreClient({ url, userToken: await fetchAccessToken(issuer, { user: "mina" }) });
    const { body } = await client.call("listConcerts");
    const params = { concertId: body.items[0]?.concertId ?? "" };
    await client.call("joinQueue", { params });
    await delay(3000);
    const place = await client.call("readQueueToken", { params }).catch((error: unknown) => error);
    second.child.kill("SIGKILL");
    await second.ended;
    await allGone(second.ready);

    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("Commands to paste");
    expect(body.items.map(({ title }) => title).toSorted()).toEqual([
      "Han River Suite",
      "Neon Parade",
      "Winter Nights",
    ]);
    expect(place).toMatchObject({ code: "QUEUE_TOKEN_NOT_FOUND" });
  },
  START_TIMEOUT_MS * 2,
);
