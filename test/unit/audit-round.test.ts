import { describe, expect, it } from "@jest/globals";
import {
  type AuditRound,
  afterFailure,
  afterPage,
  findingsToReport,
  nextConcert,
  roundAt,
} from "#functions/audit/rules/audit-round.ts";
import {
  accountItem,
  entryItem,
  placeItem,
  seatItem,
  topUpItem,
  withoutPeople,
} from "#functions/audit/rules/finding.ts";
import { NO_POINTS, sumsThatDiffer } from "#functions/audit/rules/m4-points.ts";

const DAY = 24 * 3600;
/** Ten past four in the morning in Seoul, of the day after. */
const NIGHT = Date.UTC(2026, 11, 1, 19, 10) / 1000;

const begun = (): AuditRound => roundAt(undefined, NIGHT) as AuditRound;
const done = (round: AuditRound): AuditRound => ({ ...round, isDone: true });
const page = (nextCursor: string | null, points = NO_POINTS) => ({ points, nextCursor });

describe("a round of the daily audit", () => {
  it("begins once a day, at four in the morning in Seoul", () => {
    const round = begun();
    expect(roundAt(done(round), NIGHT + 60)).toBeUndefined();
    expect(roundAt(done(round), NIGHT + DAY - 900)).toBeUndefined();
    expect(roundAt(done(round), NIGHT + DAY - 599)).toMatchObject({ day: round.day + 1, concertId: "", isDone: false });
  });

  it("goes on until it is done, however long it takes", () => {
    const round = afterPage(begun(), "con_1", page("next"), 0);
    expect(roundAt(round, NIGHT + 3 * DAY)).toBe(round);
  });

  it("goes through the concerts by id, whichever come or go meanwhile", () => {
    const first = begun();
    expect(nextConcert(first, ["con_3", "con_1"])).toBe("con_1");
    const half = afterPage(first, "con_1", page("more"), 0);
    expect(nextConcert(half, ["con_3", "con_1"])).toBe("con_1");
    const second = afterPage(half, "con_1", page(null), 0);
    expect(nextConcert(second, ["con_0", "con_2", "con_3"])).toBe("con_2");
    expect(nextConcert(second, ["con_0", "con_1"])).toBeUndefined();
    expect(second.concerts).toBe(1);
  });

  it("adds up the sums of a concert, and forgets them with it", () => {
    const half = afterPage(begun(), "con_1", page("more", { ...NO_POINTS, toppedUp: 5 }), 0);
    expect(afterPage(half, "con_1", page("more", { ...NO_POINTS, toppedUp: 2 }), 0).points.toppedUp).toBe(7);
    expect(afterPage(half, "con_1", page(null), 0).points).toEqual(NO_POINTS);
  });

  it("leaves a concert out after three failures in a row, and that is a finding", () => {
    const once = afterFailure(afterPage(begun(), "con_1", page("more"), 0), "con_1");
    const twice = afterFailure(once, "con_1");
    expect(nextConcert(twice, ["con_1", "con_2"])).toBe("con_1");
    expect(twice.findings).toBe(0);
    const thrice = afterFailure(twice, "con_1");
    expect(nextConcert(thrice, ["con_1", "con_2"])).toBe("con_2");
    expect(thrice).toMatchObject({ findings: 1, concerts: 0 });
    expect(afterPage(once, "con_1", page("more"), 0).failures).toBe(0);
  });

  it("keeps its findings in view until a whole round has found nothing", () => {
    const bad = done(afterPage(begun(), "con_1", page(null), 2));
    expect(findingsToReport(bad)).toBe(2);
    const next = roundAt(bad, NIGHT + DAY) as AuditRound;
    expect(findingsToReport(next)).toBe(2);
    expect(findingsToReport(afterPage(next, "con_1", page(null), 3))).toBe(3);
    expect(findingsToReport(done(next))).toBe(0);
  });
});

describe("findings for a log", () => {
  it("name no person", () => {
    const items = [
      accountItem("mina"),
      entryItem("mina", 5),
      placeItem("con_1", "mina"),
      topUpItem("mina", "top_1"),
      seatItem("per_1", "A-1-1"),
    ];
    expect(withoutPeople(items)).toEqual(["topUp top_1", "seat per_1/A-1-1"]);
  });
});

describe("the sums of a concert", () => {
  it("say which of them do not match", () => {
    expect(sumsThatDiffer({ ...NO_POINTS, toppedUp: 5, balances: 5 })).toEqual([]);
    expect(sumsThatDiffer({ ...NO_POINTS, toppedUp: 5, takingsByEntries: 1 })).toEqual([
      "topped up − paid + refunded is 5, the balances are 0",
      "the takings are 1 by the ledgers and 0 by the payments",
    ]);
  });
});
