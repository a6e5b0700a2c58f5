import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { isUrgent, type Spoken, secondsLeft, speechAt } from "#web/booking/checkout/hold-clock.ts";

const END = "2026-12-01T11:07:30.000Z";
const endMs = Date.parse(END);

/** What is spoken while these seconds are left, one after the other. */
const spokenAt = (seconds: readonly number[], expiresAt = END): readonly number[] => {
  let spoken: Spoken | undefined;
  return seconds.flatMap((left) => {
    const speech = speechAt(spoken, expiresAt, left);
    spoken = speech.spoken;
    return speech.seconds === undefined ? [] : [speech.seconds];
  });
};

const down = (from: number): readonly number[] => Array.from({ length: from + 1 }, (_, index) => from - index);

describe("the time left", () => {
  it("is 0 from the moment the hold expires, and not before", () => {
    expect(secondsLeft(END, endMs - 300_000)).toBe(300);
    expect(secondsLeft(END, endMs - 1)).toBe(1);
    expect(secondsLeft(END, endMs)).toBe(0);
    expect(secondsLeft(END, endMs + 60_000)).toBe(0);
  });

  it("is calm until the last minute", () => {
    expect([300, 61, 60, 0].map(isUrgent)).toEqual([false, false, true, true]);
  });
});

describe("what is spoken", () => {
  it("is the time at 2 minutes, 1 minute, 20 seconds and the end, once each", () => {
    expect(spokenAt(down(300))).toEqual([120, 60, 20, 0]);
  });

  it("is nothing twice if the clock goes back a little", () => {
    expect(spokenAt([121, 120, 121, 120, 119, 120, 119])).toEqual([120]);
  });

  it("is only the lowest mark after a jump", () => {
    expect(spokenAt([300, 48, 47, 20, 19])).toEqual([48, 20]);
    expect(spokenAt([300, 0])).toEqual([0]);
    expect(spokenAt([130, 15, 0])).toEqual([15, 0]);
  });

  it("is the time at once if the page is opened in the last minute", () => {
    expect(spokenAt([45, 44, 20])).toEqual([45, 20]);
    expect(spokenAt([100, 99])).toEqual([]);
    expect(spokenAt([0, 0])).toEqual([]);
  });

  it("begins again when the hold is extended", () => {
    const first = speechAt(speechAt(undefined, END, 300).spoken, END, 20);
    expect(first.seconds).toBe(20);
    const later = "2026-12-01T11:09:30.000Z";
    const extended = speechAt(first.spoken, later, 140);
    expect(extended.seconds).toBeUndefined();
    expect(speechAt(extended.spoken, later, 120).seconds).toBe(120);
  });

  it("has each mark at most once, whatever the clock does", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 })), (seconds) => {
        const said = spokenAt([300, ...seconds]);
        expect(said.length).toBeLessThanOrEqual(4);
        expect(said.toSorted((one, other) => other - one)).toEqual(said);
      }),
    );
  });
});
