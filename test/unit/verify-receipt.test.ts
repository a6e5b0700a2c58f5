import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { decodeJwt, decodeProtectedHeader, SignJWT } from "jose";
import { genuineReceipt, receiptIn } from "#cli/verify-receipt/genuine-receipt.ts";
import { receiptLines } from "#cli/verify-receipt/receipt-lines.ts";
import { receiptResponse } from "#functions/payments/rules/receipt.ts";
import { idAsLabel } from "#functions/reservations/rules/seat-rates.ts";
import { altered, unsigned } from "#test/support/key-server.ts";
import { ISSUER, KEY, OTHER_KEY, paymentOf, reservationOf } from "#test/support/receipts.ts";

const keys = { keys: [KEY.publicJwk] };
const reservation = reservationOf();
const answer = receiptResponse(reservation, await paymentOf(reservation), idAsLabel);
const receipt = answer.signedReceipt;

/** Signs something else with the service's key. */
const signAs = (typ: string | undefined, claims: Record<string, unknown>): Promise<string> =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: "ES256", kid: KEY.publicJwk.kid, ...(typ !== undefined && { typ }) })
    .setIssuer(ISSUER)
    .setSubject(reservation.userId)
    .sign(KEY.privateKey);

const forgery = async () =>
  receiptResponse(reservation, await paymentOf(reservation, OTHER_KEY), idAsLabel).signedReceipt;
/** Signed with another key, and says that it is the service's. */
const forgeryInItsName = () =>
  new SignJWT(decodeJwt(receipt))
    .setProtectedHeader({ alg: "ES256", kid: KEY.publicJwk.kid, typ: "encore-receipt-2+jwt" })
    .sign(OTHER_KEY.privateKey);

const STANDARD = { priceType: "standard", discount: 0, bookingFee: 0 };

/** Of the reservation above, signed before there were price types. */
const OLD_RECEIPT =
  "eyJhbGciOiJFUzI1NiIsImtpZCI6IkZUdjdNVkJka3hRWTh6bTlkQ3ZnN0ZKeXpqTVh6MjBLaEw5OXV4QVNETk0iLCJ0eXAiOiJlbmNvcmUtcmVjZWlwdCtqd3QifQ.eyJpc3MiOiJodHRwczovL2ExYjJjM2Q0ZTUuZXhlY3V0ZS1hcGkuYXAtbm9ydGhlYXN0LTIuYW1hem9uYXdzLmNvbSIsInN1YiI6IjQ0NzhiNGZjLTEwZjEtNzBhNS05YzJlLTNkMWYyYjZhN2M4MCIsImlhdCI6MTc5NjEyMzA1MCwicmVjZWlwdE51bWJlciI6IjIwMjYxMjAxLTFCNkYzQUFCNzUiLCJwYXltZW50SWQiOiJwYXlfWnQ2dlhoMW5SM2VXcTB1QmNMazVZZyIsInJlc2VydmF0aW9uSWQiOiJyZXNfWnQ2dlhoMW5SM2VXcTB1QmNMazVZZyIsImNvbmNlcnRJZCI6ImNvbl84WXEybVYwc1QxUXczZTRyTGs1WWdaIiwicGVyZm9ybWFuY2VJZCI6InBlcl80a0QwYVA3Y1F6WDV0Nll1blIzZVdxIiwic2VhdHMiOlt7ImdyYWRlIjoiUiIsInByaWNlIjoxNTAwMDAsInNlYXRJZHMiOlsiQS0zLTExIiwiQS0zLTEyIl19LHsiZ3JhZGUiOiJTIiwicHJpY2UiOjExMDAwMCwic2VhdElkcyI6WyJCLTEtNyJdfV0sImFtb3VudCI6NDEwMDAwLCJlbnRyeVNlcSI6MiwicGFpZEF0IjoiMjAyNi0xMi0wMVQxMTowNDoxMC4wMDBaIn0.KQwpx0f0cIsKKxUVUYNzoLBD43SJNl9Garg1_q_KF8jvan5pjcJ2gH_ft8pOWMkwlZUxynErcVSmrf0KbQ_QWA";

describe("genuineReceipt", () => {
  it("returns what a genuine receipt says", async () => {
    expect(await genuineReceipt(receipt, keys, ISSUER)).toEqual({
      iss: ISSUER,
      sub: reservation.userId,
      receiptNumber: answer.receiptNumber,
      paymentId: answer.paymentId,
      reservationId: answer.reservationId,
      concertId: answer.concertId,
      performanceId: answer.performanceId,
      seats: [
        { ...STANDARD, category: "R", price: 150_000, seatIds: ["A-3-11", "A-3-12"] },
        { ...STANDARD, category: "S", price: 110_000, seatIds: ["B-1-7"] },
      ],
      amount: 410_000,
      entrySeq: 2,
      paidAt: "2026-12-01T11:04:10.000Z",
    });
  });

  it("returns the same of a receipt that was issued before there were price types", async () => {
    const now = await genuineReceipt(receipt, keys, ISSUER);

    expect(decodeProtectedHeader(OLD_RECEIPT)).toMatchObject({ typ: "encore-receipt+jwt" });
    expect(await genuineReceipt(OLD_RECEIPT, keys, ISSUER)).toEqual(now);
    expect(receiptLines(await genuineReceipt(OLD_RECEIPT, keys, ISSUER))).toEqual(receiptLines(now));
  });

  it("says what each group of seats cost, piece by piece", async () => {
    const rated = reservationOf({
      rates: [{ category: "R", priceType: "youth", price: 90_000, bookingFee: 2000, discount: 9000 }],
      rateOf: { "A-3-12": 0, "B-1-7": 0, "A-3-11": 0 },
    });
    const { signedReceipt } = receiptResponse(rated, await paymentOf(rated), idAsLabel);

    expect(receiptLines(await genuineReceipt(signedReceipt, keys, ISSUER))).toContain(
      "  3 × R at 90,000 won (youth), less 9,000 won, and a booking fee of 2,000 won: A-3-11, A-3-12, B-1-7",
    );
  });

  it("takes any of several keys, and any issuer that has one if none is asked for", async () => {
    const several = { keys: [OTHER_KEY.publicJwk, KEY.publicJwk] };

    expect(await genuineReceipt(receipt, several, undefined)).toMatchObject({ iss: ISSUER });
  });

  it.each<[string, () => string | Promise<string>, string]>([
    ["a lower amount", () => altered(receipt, { amount: 1 }), "forged or has been altered"],
    ["other seats", () => altered(receipt, { seats: [] }), "forged or has been altered"],
    ["another user", () => altered(receipt, { sub: "jun" }), "forged or has been altered"],
    ["another key", forgery, "a key that the service does not publish"],
    ["another key, in the name of the service's", forgeryInItsName, "forged or has been altered"],
    ["no signature", () => unsigned(decodeJwt(receipt)), "not signed with ES256"],
    [
      "the type of a queue token",
      () => signAs("JWT", { aud: "con_1", generation: 1, status: "ADMITTED" }),
      "but not as a receipt",
    ],
    ["a receipt's claims in a queue token", () => signAs("JWT", decodeJwt(receipt)), "but not as a receipt"],
    ["no type", () => signAs(undefined, decodeJwt(receipt)), "but not as a receipt"],
    ["something else to say", () => signAs("encore-receipt-2+jwt", { amount: 1 }), "is not a receipt"],
    ["something else to say, in the first form", () => signAs("encore-receipt+jwt", { amount: 1 }), "is not a receipt"],
    ["the form of no JWS", () => "abc", "not a receipt that can be checked"],
  ])("refuses one with %s", async (_, forged, reason) => {
    await expect(genuineReceipt(await forged(), keys, ISSUER)).rejects.toMatchObject({
      name: "Refusal",
      message: expect.stringContaining(reason),
    });
  });

  it("refuses one of another issuer", async () => {
    await expect(genuineReceipt(receipt, keys, "https://other.example")).rejects.toThrow(
      `signed by ${ISSUER}, not by https://other.example`,
    );
  });
});

describe("receiptIn", () => {
  it.each([
    ["itself", `${receipt}\n`],
    ["what its QR code says", answer.qr],
    ["the answer", JSON.stringify(answer)],
    ["the answer, indented", JSON.stringify(answer, null, 2)],
  ])("finds the receipt in %s", (_, given) => {
    expect(receiptIn(given)).toBe(receipt);
  });
});

describe("npm run verify-receipt", () => {
  const server = createServer((request, response) => {
    const isKnown = request.url === "/.well-known/jwks.json";
    response.writeHead(isKnown ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(isKnown ? keys : {}));
  });
  let folder: string;
  let url: string;
  const file = (name: string) => join(folder, name);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "verify-receipt-"));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await writeFile(file("receipt.json"), JSON.stringify(answer));
    await writeFile(file("keys.json"), JSON.stringify(keys));
  });
  afterAll(async () => {
    server.close();
    server.closeAllConnections();
    await rm(folder, { recursive: true });
  });

  const run = async (...options: readonly string[]) => {
    const command = spawn(process.execPath, ["cli/verify-receipt.ts", ...options]);
    const [stdout, stderr, [code]] = await Promise.all([
      text(command.stdout),
      text(command.stderr),
      once(command, "close") as Promise<[number]>,
    ]);
    return { stdout, stderr, code };
  };

  it("exits 0 and prints what the receipt says, from two files alone", async () => {
    const { stdout, ...exit } = await run("--file", file("receipt.json"), "--keys", file("keys.json"));

    expect(exit).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe(
      `Receipt ${answer.receiptNumber}, signed by ${ISSUER}\n` +
        "  2 × R at 150,000 won: A-3-11, A-3-12\n" +
        "  1 × S at 110,000 won: B-1-7\n" +
        `  Total 410,000 won, paid at 2026-12-01T11:04:10.000Z by user ${reservation.userId}\n` +
        `  Payment ${answer.paymentId}, entry 2 of that user's ledger\n` +
        `  Reservation ${answer.reservationId}, performance ${answer.performanceId}, concert ${answer.concertId}\n` +
        "Genuine.\n",
    );
  });

  it("fetches the service's keys, and requires it as the issuer unless --issuer names another", async () => {
    const strange = await run("--receipt", answer.qr, "--url", url);
    const named = await run("--receipt", answer.qr, "--url", url, "--issuer", `${ISSUER}/`);

    expect(strange).toMatchObject({ code: 1, stderr: "" });
    expect(strange.stdout).toBe(`NOT genuine: The receipt is signed by ${ISSUER}, not by ${url}.\n`);
    expect(named).toMatchObject({ code: 0, stdout: expect.stringMatching(/\nGenuine\.\n$/) });
  });

  it("exits 1 and prints nothing that a forged receipt says", async () => {
    const forged = await run("--receipt", altered(receipt, { amount: 1 }), "--keys", file("keys.json"));

    expect(forged).toMatchObject({ code: 1, stderr: "" });
    expect(forged.stdout).toMatch(/^NOT genuine: .*altered.*\n$/);
  });

  it.each<[number, string, () => readonly string[]]>([
    [2, "Pass the receipt", () => ["--keys", file("keys.json")]],
    [2, "Pass the receipt", () => ["--keys", file("keys.json"), "--receipt", ""]],
    [2, "one of --receipt and --file", () => ["--receipt", "x", "--file", "y", "--keys", file("keys.json")]],
    [2, "one of --url and --keys", () => ["--receipt", receipt, "--url", url, "--keys", file("keys.json")]],
    [2, "Pass the keys with", () => ["--receipt", receipt]],
    [2, "can't be read", () => ["--file", file("no-such-file"), "--keys", file("keys.json")]],
    [2, "does not contain keys", () => ["--receipt", receipt, "--keys", file("receipt.json")]],
    [2, "--issuer must be a URL", () => ["--receipt", receipt, "--url", url, "--issuer", "encore"]],
    [2, "See npm run verify-receipt", () => ["--user", "mina"]],
    [4, "Nothing answers", () => ["--receipt", receipt, "--url", "http://127.0.0.1:1"]],
    [4, "not an Encore service", () => ["--receipt", receipt, "--url", `${url}/elsewhere`]],
  ])("exits %i and says in a sentence: %s", async (code, sentence, options) => {
    const { stdout, stderr, ...exit } = await run(...options());

    expect(exit.code).toBe(code);
    expect(stdout).toBe("");
    expect(stderr).toContain(sentence);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  it("exits 0 with its help", async () => {
    expect(await run("--help")).toMatchObject({
      code: 0,
      stderr: "",
      stdout: expect.stringContaining("Usage: npm run"),
    });
  });
});
