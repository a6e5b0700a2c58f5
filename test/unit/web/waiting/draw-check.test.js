import { describe, expect, it } from "@jest/globals";
import { PRESALE_START } from "#contract/waiting/place.ts";
import { aPublicQueue } from "#test/unit/web/waiting/public-queues.ts";
import { parseArrival } from "#web/booking/draw/arrival-input.ts";
import { checkDraw, commitmentOf, isSound, ordinalOf } from "#web/booking/draw/draw-check.ts";
import { noteOf, parseNoted } from "#web/booking/place/noted-commitment.ts";
import { parseRemembered } from "#web/booking/place/remembered-place.ts";
const { draw } = aPublicQueue();
const NOTED = { commitment: draw.commitment, seenAt: "2026-12-01T10:00:00.000Z" };
const claimOf = (change = {}) => ({
    draw,
    arrival: 6,
    noted: NOTED,
    given: { arrival: 6, number: 3192 },
    ...change,
});
/** The result of a draw that has been made. */
const drawnCheck = async (claim) => {
    const check = await checkDraw(claim);
    if (check.kind !== "drawn")
        throw new Error(`The check is: ${check.kind}.`);
    return check;
};
describe("the check of a draw", () => {
    it("recomputes the example of the guide, and finds everything as it should be", async () => {
        const check = await drawnCheck(claimOf());
        expect(check).toEqual({
            kind: "drawn",
            lane: "GENERAL",
            lobbySize: 20000,
            number: 3192,
            seedFits: true,
            notedFits: true,
            givenFits: true,
        });
        expect(isSound(check)).toBe(true);
    });
    it("checks the presale lane with its own size", async () => {
        const presale = { ...draw, presaleLobbySize: 20000 };
        const check = await drawnCheck(claimOf({ draw: presale, arrival: PRESALE_START + 6, given: undefined }));
        expect(check).toMatchObject({ lane: "PRESALE", number: PRESALE_START + 5669, givenFits: undefined });
    });
    it.each([
        ["a seed that is not the one committed to", { draw: { ...draw, seed: "ff".repeat(32) } }, { seedFits: false }],
        [
            "another commitment than the one noted",
            { noted: { ...NOTED, commitment: "00".repeat(32) } },
            { notedFits: false },
        ],
        ["another number than the one drawn", { given: { arrival: 6, number: 3193 } }, { givenFits: false }],
    ])("finds %s", async (_, change, found) => {
        const check = await drawnCheck(claimOf(change));
        expect(check).toMatchObject(found);
        expect(isSound(check)).toBe(false);
    });
    it("says nothing of what it has no evidence for", async () => {
        const check = await drawnCheck(claimOf({ noted: undefined, given: { arrival: 7, number: 1 } }));
        expect(check).toMatchObject({ seedFits: true, notedFits: undefined, givenFits: undefined });
        expect(isSound(check)).toBe(true);
    });
    it("waits for the draw, and knows who came after it", async () => {
        const before = { ...draw, seed: null, lobbySize: null };
        expect(await checkDraw(claimOf({ draw: before }))).toEqual({ kind: "not drawn" });
        expect(await checkDraw(claimOf({ arrival: 20001 }))).toMatchObject({ kind: "came later", number: 20001 });
    });
    it("computes a commitment as the guide does", async () => {
        expect(await commitmentOf(draw.seed ?? "")).toBe(draw.commitment);
    });
});
describe("the commitment that a browser notes", () => {
    const before = aPublicQueue({ status: "LOBBY", draw: { seed: null, lobbySize: null }, at: -600 });
    it("is the first one seen before the draw", () => {
        const noted = noteOf(before, undefined);
        expect(noted).toEqual({ commitment: draw.commitment, seenAt: before.serverTime });
        expect(noteOf({ ...before, draw: { ...before.draw, commitment: "00" } }, noted)).toBe(noted);
        expect(noteOf(aPublicQueue(), undefined)).toBeUndefined();
    });
    it("is thrown away if storage has something odd", () => {
        expect([null, 3, {}, { commitment: 1, seenAt: "x" }, { commitment: "a", seenAt: "x" }].map(parseNoted)).toEqual(Array(5).fill(undefined));
        expect(parseNoted(NOTED)).toEqual(NOTED);
    });
});
describe("a remembered place", () => {
    const place = { arrival: 6, number: 3192, aheadAtFirst: 100, wasAdmitted: true };
    it("is read back as it was written", () => {
        expect(parseRemembered(place)).toEqual(place);
        expect(parseRemembered({ arrival: 6 })).toEqual({
            arrival: 6,
            number: null,
            aheadAtFirst: null,
            wasAdmitted: false,
        });
    });
    it.each([null, 3, "x", {}, { arrival: "6" }, { arrival: -1 }, { arrival: 1.5 }])("is nothing in %j", (json) => {
        expect(parseRemembered(json)).toBeUndefined();
    });
});
describe("an arrival number", () => {
    it.each([
        ["6", 6],
        [" 1,204 ", 1204],
        ["1 000 000 004", 1000000004],
        ["0", undefined],
        ["-3", undefined],
        ["six", undefined],
        ["99999999999", undefined],
        ["", undefined],
    ])("%j is %p", (text, arrival) => {
        expect(parseArrival(text)).toBe(arrival);
    });
    it("is counted from 1 in its lane", () => {
        expect([6, 1000000004].map(ordinalOf)).toEqual([6, 4]);
    });
});
