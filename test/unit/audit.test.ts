import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { auditLines } from "#cli/audit/audit-lines.ts";
import { type AuditPage, type Finding, isClean, readWholeAudit } from "#cli/audit/whole-audit.ts";
import { NOTHING_CHECKED } from "#functions/audit/audit-task.ts";
import { NO_POINTS } from "#functions/audit/rules/m4-points.ts";
import { renderProblem } from "#functions/shared/http/problem-details.ts";
import { Problem } from "#functions/shared/problem.ts";

const finding: Finding = {
  invariant: "S1",
  code: "RESERVATION_WITHOUT_SEAT",
  message: "Reservation res_1, PAID, lists seat A-3-11, which is free.",
  items: [
    { type: "reservation", id: "res_1" },
    { type: "seat", id: "per_1/A-3-11" },
  ],
};

const SECTIONS: AuditPage = {
  checked: { ...NOTHING_CHECKED, sections: 2, seats: 1200 },
  points: NO_POINTS,
  findings: [],
  nextCursor: "c1",
};
const BUYERS: AuditPage = {
  checked: { ...NOTHING_CHECKED, buyers: 40, reservations: 60, entries: 130, topUps: 50 },
  points: {
    toppedUp: 900,
    paid: 700,
    refunded: 100,
    balances: 300,
    takingsByEntries: 560,
    takingsByPayments: 560,
    bookingFeesByEntries: 30,
    bookingFeesByPayments: 30,
    cancellationFeesByEntries: 10,
    cancellationFeesByPayments: 10,
  },
  findings: [],
  nextCursor: null,
};
const CLEAN = [SECTIONS, { ...BUYERS, nextCursor: "c2" }, BUYERS];
const BROKEN = [
  { ...SECTIONS, findings: [finding] },
  { ...BUYERS, findings: [finding] },
];

const whole = (pages: readonly AuditPage[]) => {
  const cursors: (string | undefined)[] = [];
  const progress: number[] = [];
  const audit = readWholeAudit(
    (cursor) => {
      cursors.push(cursor);
      const page = pages[cursors.length - 1];
      return page ? Promise.resolve(page) : Promise.reject(new Error("no such page"));
    },
    ({ buyers }) => progress.push(buyers),
  );
  return audit.then((read) => ({ audit: read, cursors, progress }));
};

describe("readWholeAudit", () => {
  it("follows the cursors, adds up the pages, and reports its progress", async () => {
    const { audit, cursors, progress } = await whole(CLEAN);

    expect(cursors).toEqual([undefined, "c1", "c2"]);
    expect(progress).toEqual([0, 40, 80]);
    expect(audit.checked).toEqual({
      sections: 2,
      seats: 1200,
      buyers: 80,
      reservations: 120,
      entries: 260,
      topUps: 100,
      buyersInPart: 0,
    });
    expect(audit.points.balances).toBe(600);
    expect(isClean(audit)).toBe(true);
  });

  it("reports a finding once, however many pages contain it", async () => {
    const { audit } = await whole(BROKEN);

    expect(audit.findings).toEqual([finding]);
    expect(isClean(audit)).toBe(false);
  });

  it.each([
    ["balances", { balances: 301 }, "topped up − paid + refunded is 300, the balances are 301"],
    ["takings", { takingsByPayments: 500 }, "the takings are 560 by the ledgers and 500 by the payments"],
    ["booking fees", { bookingFeesByEntries: 0 }, "the booking fees are 0 by the ledgers and 30 by the payments"],
    [
      "cancellation fees",
      { cancellationFeesByPayments: 0 },
      "the cancellation fees are 10 by the ledgers and 0 by the payments",
    ],
  ])("M4: is not clean if the %s do not add up over all pages", async (_, change, sentence) => {
    const { audit } = await whole([SECTIONS, { ...BUYERS, points: { ...BUYERS.points, ...change } }]);

    expect(isClean(audit)).toBe(false);
    expect(auditLines(audit).join("\n")).toContain(
      `FAIL  M4  Points are conserved.\n      Across all pages, ${sentence}.`,
    );
  });
});

/** Answers as the service and as its identity provider. */
const server = createServer((request, response) => {
  const { status, body } = answerTo(request);
  response.writeHead(status, { "content-type": status === 200 ? "application/json" : "application/problem+json" });
  response.end(JSON.stringify(body));
});

let pages: Readonly<Record<string, readonly AuditPage[]>> = {};
let tokens: (string | undefined)[] = [];

const refusal = (problem: Problem) => {
  const { statusCode = 500, body } = renderProblem(problem, "request");
  return { status: statusCode, body: JSON.parse(body ?? "") as unknown };
};

const answerTo = ({ url = "", headers }: IncomingMessage): { readonly status: number; readonly body: unknown } => {
  const { pathname, searchParams } = new URL(url, "http://service");
  if (pathname === "/oauth2/token") return { status: 200, body: { access_token: "local-token" } };
  if (pathname === "/v1/concerts") {
    return { status: 200, body: { items: Object.keys(pages).map((concertId) => ({ concertId })), nextCursor: null } };
  }
  if (!pathname.startsWith("/v1/")) return { status: 404, body: {} };
  tokens.push(headers.authorization);
  if (headers.authorization === "Bearer of-a-user") return refusal(new Problem("FORBIDDEN"));
  const ofConcert = pages[/^\/v1\/admin\/concerts\/(\w+)\/audit$/.exec(pathname)?.[1] ?? ""];
  if (ofConcert === undefined) return refusal(new Problem("CONCERT_NOT_FOUND"));
  const cursor = searchParams.get("cursor");
  const index = cursor === null ? 0 : ofConcert.findIndex(({ nextCursor }) => nextCursor === cursor) + 1;
  return { status: 200, body: ofConcert[index] };
};

describe("npm run audit", () => {
  let url: string;
  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  beforeEach(() => {
    pages = { con_1: CLEAN, con_2: CLEAN };
    tokens = [];
  });

  const run = async (options: readonly string[], token?: string) => {
    const { ENCORE_TOKEN: _, ...environment } = process.env;
    const env = token === undefined ? environment : { ...environment, ENCORE_TOKEN: token };
    const command = spawn(process.execPath, ["cli/audit.ts", ...options], { env });
    const [stdout, stderr, [code]] = await Promise.all([
      text(command.stdout),
      text(command.stderr),
      once(command, "close") as Promise<[number]>,
    ]);
    return { stdout, stderr, code };
  };

  it("exits 0 and prints what was checked, for one concert", async () => {
    const { stdout, ...exit } = await run(["--url", url, "--concert", "con_1"], "operator-token");

    expect(exit).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe(
      `Concert con_1 at ${url}\n` +
        "      2 sections, 1,200 taken seats, 80 buyers, 120 reservations, 260 ledger entries, 100 top-ups\n" +
        "      The buyers topped up 1,800, paid 1,400, were refunded 200 and have 600 won.\n" +
        "      The concert took 1,120 for seats and 60 of booking fees, and kept 20 of refunds.\n" +
        "ok    S1  A seat has one owner, and reservations own their seats.\n" +
        "ok    S5  No user has more seats than the limit, and the counts are right.\n" +
        "ok    S6  Availability equals a recount.\n" +
        "ok    M1  Each balance is the sum of its entries, numbered without a gap.\n" +
        "ok    M3  Each paid reservation has one payment, one debit and one receipt; each top-up has one entry.\n" +
        "ok    M4  Points are conserved.\n" +
        "ok    M6  What was called off is refunded in full.\n" +
        "Clean.\n",
    );
    expect(new Set(tokens)).toEqual(new Set(["Bearer operator-token"]));
  });

  it("exits 1 and names what is wrong, of all concerts, with a token of the local identity provider", async () => {
    pages = { con_1: CLEAN, con_2: BROKEN };

    const { stdout, ...exit } = await run(["--url", url, "--issuer", url]);

    expect(exit).toEqual({ code: 1, stderr: "" });
    expect(stdout).toContain(
      "FAIL  S1  A seat has one owner, and reservations own their seats.\n" +
        `      RESERVATION_WITHOUT_SEAT: ${finding.message}\n` +
        "        reservation res_1, seat per_1/A-3-11\n" +
        "ok    S5",
    );
    expect(stdout).toMatch(
      /\nNOT clean: con_2\. docs\/reference\/invariants\.md lists the invariants; docs\/guides\/self-audit\.md says what to do\.\n$/,
    );
    expect(new Set(tokens)).toEqual(new Set(["Bearer local-token"]));
  });

  it("mentions buyers that were checked in part", async () => {
    pages = { con_1: [{ ...BUYERS, checked: { ...BUYERS.checked, buyersInPart: 2 } }] };

    const { stdout, code } = await run(["--url", url], "operator-token");

    expect(code).toBe(0);
    expect(stdout).toContain("2 buyers with a very long history were checked in part");
  });

  it.each<[string, () => readonly string[], string | undefined]>([
    ["Pass the service's address", () => [], undefined],
    ["--url must be a URL", () => ["--url", "encore"], undefined],
    ["--concert needs a concert id", () => ["--url", url, "--concert", ""], "token"],
    ["See npm run audit", () => ["--user", "mina"], undefined],
    ["ENCORE_TOKEN", () => ["--url", "https://encore.example"], undefined],
    ["No identity provider answers", () => ["--url", url, "--issuer", "http://127.0.0.1:1"], undefined],
    ["Nothing answers at http://127.0.0.1:1.", () => ["--url", "http://127.0.0.1:1"], "token"],
    ["not an Encore service", () => ["--url", `${url}/elsewhere`], "token"],
    ["403 FORBIDDEN", () => ["--url", url], "of-a-user"],
    ["404 CONCERT_NOT_FOUND", () => ["--url", url, "--concert", "con_none"], "token"],
  ])("exits 2 and says in a sentence: %s", async (sentence, options, token) => {
    const { stdout, stderr, code } = await run(options(), token);

    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(sentence);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  it("exits 0 with its help", async () => {
    expect(await run(["--help"])).toMatchObject({
      code: 0,
      stderr: "",
      stdout: expect.stringContaining("Usage: npm run audit"),
    });
  });
});
