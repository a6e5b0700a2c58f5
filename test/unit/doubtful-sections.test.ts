import { describe, expect, it } from "@jest/globals";
import { doubtfulSections } from "#functions/reservations/rules/doubtful-sections.ts";
import { NOW } from "#test/support/queue-states.ts";

const counted = (sectionId: string, secondsAgo: number, nextExpiryIn?: number) => ({
  sectionId,
  count: { countedAt: NOW - secondsAgo, nextExpiryAt: nextExpiryIn === undefined ? undefined : NOW + nextExpiryIn },
});
const doubtful = (...args: Parameters<typeof doubtfulSections>) => [...doubtfulSections(...args)];

describe("the sections to read before somebody is refused", () => {
  it("are none if nobody has changed anything", () => {
    expect(doubtful([counted("A", 500), counted("B", 1, 60)], [], NOW)).toEqual([]);
  });

  it("are those of the caller's own changes, unless they were counted safely later", () => {
    const sections = [counted("A", 12), counted("B", 12), counted("C", 40)];
    const changes = [
      { sectionId: "A", at: NOW - 30 },
      { sectionId: "B", at: NOW - 40 },
      { sectionId: "B", at: NOW - 600 },
    ];

    expect(doubtful(sections, changes, NOW)).toEqual(["A"]);
  });

  it("count a change that another function's clock sees in the future, but no hold that is still on", () => {
    const sections = [counted("A", 1), counted("B", 1)];

    expect(
      doubtful(
        sections,
        [
          { sectionId: "A", at: NOW + 3 },
          { sectionId: "B", at: NOW + 300 },
        ],
        NOW,
      ),
    ).toEqual(["A"]);
  });

  it("see a release although the hold would have gone on", () => {
    const changes = [
      { sectionId: "A", at: NOW - 1 },
      { sectionId: "A", at: NOW + 300 },
    ];

    expect(doubtful([counted("A", 2, 299)], changes, NOW)).toEqual(["A"]);
  });

  it("are up to three in which a hold is over, the longest over first, and the caller's own besides", () => {
    const sections = [
      counted("A", 60, -1),
      counted("B", 60, -5),
      counted("C", 60, 0),
      counted("D", 60, -9),
      counted("E", 60, 1),
      counted("F", 60, 0),
    ];

    expect(doubtful(sections, [{ sectionId: "F", at: NOW }], NOW)).toEqual(["F", "D", "B", "A"]);
  });

  it("are none that were never counted, nor of changes that are long over", () => {
    const sections = [{ sectionId: "A", count: undefined }, counted("B", 5000)];
    const changes = [
      { sectionId: "A", at: NOW - 1 },
      { sectionId: "B", at: NOW - 4000 },
    ];

    expect(doubtful(sections, changes, NOW)).toEqual([]);
  });
});
