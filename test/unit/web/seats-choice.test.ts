import { describe, expect, it } from "@jest/globals";
import { row, section, table } from "#test/unit/web/seats-sections.ts";
import { type Choice, lostSeats, parseChoice, press, totalOf } from "#web/booking/seats/choice.ts";
import { nearestEqual } from "#web/booking/seats/remark/nearest-equal.ts";
import { changedSeats, statusFor, statusOf } from "#web/booking/seats/seat-state.ts";
import type { SectionSeats } from "#web/booking/seats/section-seats.ts";
import { groupsSideBySide } from "#web/booking/seats/together.ts";

const stalls = section([row("1", 0, ["VVVV", "RRRR"]), row("2", 2, ["VVVV", "RRRR"])], {
  accessible: [{ seat: "A-2-8", companions: ["A-2-7"] }],
});
const boxes = section([table("1", 0), table("2", 6), table("3", 12)], { sectionId: "B", kind: "TABLES" });

const situation = (place: SectionSeats, state: string, choice: Choice, needs = false) => ({
  section: place,
  choice,
  limit: 4,
  statusOf: (seat: SectionSeats["seats"][number]) => statusFor(state, seat, { isKeptBack: true, isNeeded: needs }),
  priceOf: (category: string) => (category === "V" ? 150_000 : 100_000),
  isKeptBack: true,
});
const seatOf = (place: SectionSeats, seatId: string) => {
  const seat = place.seats.find((each) => each.seatId === seatId);
  if (seat === undefined) throw new Error(seatId);
  return seat;
};
/** Presses one seat after the other; the last objection, or the ids chosen. */
const pressing = (place: SectionSeats, state: string, ids: readonly string[], needs = false) => {
  let choice: Choice = [];
  for (const id of ids) {
    const result = press(situation(place, state, choice, needs), seatOf(place, id));
    if ("objection" in result) return result.objection;
    choice = result.choice;
  }
  return choice.map(({ seatId }) => seatId);
};
const FREE = "A".repeat(16);

describe("a press on a seat", () => {
  it("chooses it, and gives it back", () => {
    expect(pressing(stalls, FREE, ["A-1-1", "A-1-2"])).toEqual(["A-1-1", "A-1-2"]);
    expect(pressing(stalls, FREE, ["A-1-1", "A-1-2", "A-1-1"])).toEqual(["A-1-2"]);
  });

  it("says what has become of a taken seat", () => {
    expect(pressing(stalls, `H${FREE.slice(1)}`, ["A-1-1"])).toEqual({ reason: "TAKEN", status: "HELD" });
    expect(pressing(stalls, `S${FREE.slice(1)}`, ["A-1-1"])).toEqual({ reason: "TAKEN", status: "SOLD" });
  });

  it("chooses no more seats than one person may have", () => {
    const five = ["A-1-1", "A-1-2", "A-1-3", "A-1-4", "A-1-5"];
    expect(pressing(stalls, FREE, five)).toEqual({ reason: "LIMIT", seats: 1 });
  });

  it("takes a table that is sold whole as one, and gives it back as one", () => {
    const whole = ["B-1-1", "B-1-2", "B-1-3", "B-1-4"];
    expect(pressing(boxes, "A".repeat(12), ["B-1-3"])).toEqual(whole);
    expect(pressing(boxes, "A".repeat(12), ["B-1-3", "B-1-2"])).toEqual([]);
    expect(pressing(boxes, `AH${"A".repeat(10)}`, ["B-1-1"])).toEqual({ reason: "TABLE_BROKEN" });
    expect(pressing(boxes, "A".repeat(12), ["B-1-1", "B-2-1"])).toEqual({ reason: "LIMIT", seats: 4 });
  });

  it("leaves accessible seats to people who need them, and companions with them", () => {
    expect(pressing(stalls, FREE, ["A-2-8"])).toEqual({ reason: "KEPT_BACK", isCompanion: false });
    expect(pressing(stalls, FREE, ["A-2-7"], true)).toEqual({ reason: "COMPANION_ALONE" });
    expect(pressing(stalls, FREE, ["A-2-8", "A-2-7"], true)).toEqual(["A-2-8", "A-2-7"]);
    expect(pressing(stalls, FREE, ["A-2-8", "A-2-7", "A-2-8"], true)).toEqual([]);
  });
});

describe("a choice", () => {
  const choice: Choice = [
    { seatId: "A-1-1", sectionId: "A", index: 0, category: "V", price: 150_000 },
    { seatId: "A-1-2", sectionId: "A", index: 1, category: "V", price: 150_000 },
  ];

  it("costs its seats and their booking fees", () => {
    expect(totalOf(choice, 2000)).toBe(304_000);
  });

  it("knows which of its seats are lost", () => {
    expect(lostSeats(choice, "A", "AHAAAAAAAAAAAAAA").map(({ seatId }) => seatId)).toEqual(["A-1-2"]);
    expect(lostSeats(choice, "B", "SSSS")).toEqual([]);
  });

  it("is read back as it was stored, and thrown away if it is odd", () => {
    expect(parseChoice(JSON.parse(JSON.stringify(choice)))).toEqual(choice);
    for (const odd of [null, {}, [1], [{ seatId: 5 }], "x"]) expect(parseChoice(odd)).toBeUndefined();
  });
});

describe("the state of a section", () => {
  it("is read letter by letter, and what is unknown can't be chosen", () => {
    expect([0, 1, 2, 3, 4].map((at) => statusOf("AHSB?", at))).toEqual(["FREE", "HELD", "SOLD", "BLOCKED", "BLOCKED"]);
    expect(statusOf("A", 5)).toBe("BLOCKED");
  });

  it("says which seats changed", () => {
    expect(changedSeats("AAAA", "AHAS")).toEqual([1, 3]);
    expect(changedSeats("AAAA", "AAAA")).toEqual([]);
  });
});

describe("the nearest equal seats", () => {
  const find = (place: SectionSeats, state: string, lost: readonly string[], needsUnit = false) =>
    nearestEqual(
      {
        section: place,
        isFree: (seat) => statusFor(state, seat, { isKeptBack: true, isNeeded: needsUnit }) === "FREE",
      },
      lost.map((id) => seatOf(place, id)),
      needsUnit,
    )?.map(({ seatId }) => seatId);

  it("are the nearest of the same category, as many side by side", () => {
    expect(find(stalls, `HHAA${"A".repeat(12)}`, ["A-1-1", "A-1-2"])).toEqual(["A-1-3", "A-1-4"]);
    expect(find(stalls, `HHHA${"A".repeat(12)}`, ["A-1-1", "A-1-2"])).toEqual(["A-2-1", "A-2-2"]);
    expect(find(stalls, `AHAA${"A".repeat(12)}`, ["A-1-2"])).toEqual(["A-1-1"]);
  });

  it("are none if the category has none", () => {
    expect(find(stalls, `HHHHAAAASSSSAAAA`, ["A-1-1"])).toBeUndefined();
  });

  it("are a free table for a table", () => {
    const lost = ["B-1-1", "B-1-2", "B-1-3", "B-1-4"];
    expect(find(boxes, "HHHHASAAAAAA", lost)).toEqual(["B-3-1", "B-3-2", "B-3-3", "B-3-4"]);
  });

  it("never are accessible seats of people who need them", () => {
    expect(find(stalls, "SSSSHSSSSSSSSSAA", ["A-1-5"])).toBeUndefined();
  });
});

describe("seats side by side", () => {
  const groups = (place: SectionSeats, ids: readonly string[]) =>
    groupsSideBySide([place], ids).map((each) => each.length);

  it("are in one block, one after the other", () => {
    expect(groups(stalls, ["A-1-2", "A-1-3"])).toEqual([2]);
    expect(groups(stalls, ["A-1-4", "A-1-5"])).toEqual([1, 1]);
    expect(groups(stalls, ["A-1-8", "A-2-1"])).toEqual([1, 1]);
  });

  it("are all at one table", () => {
    expect(groups(boxes, ["B-1-1", "B-1-3", "B-2-1"])).toEqual([2, 1]);
  });
});
