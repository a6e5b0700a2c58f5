import { describe, expect, it, test } from "@jest/globals";
import {
  isMade,
  type Made,
  madeInCatalog,
  madeReservations,
  madeTopUps,
  type StoredItem,
} from "#cli/clean-stage/made-things.ts";
import { SUITE_MARK } from "#cli/stage/suite-mark.ts";
import type { TableName } from "#functions/shared/grants.ts";

const concert = (id: string, artist: string): StoredItem => ({ pk: `CONCERT#${id}`, sk: "CONCERT", artist });
const date = (concertId: string, id: string, chartId: string): StoredItem => ({
  pk: `CONCERT#${concertId}`,
  sk: `PERF#${id}`,
  chartId,
});
const chart = (id: string, name: string): StoredItem => ({ pk: `CHART#${id}`, sk: "CHART", name });

const CATALOG: readonly StoredItem[] = [
  concert("suite", `The Half Moons ${SUITE_MARK}`),
  concert("real", "The Half Moons"),
  { pk: "CONCERT#real", sk: "DESCRIPTION", artist: `Nobody ${SUITE_MARK}` },
  date("suite", "p1", "own"),
  date("suite", "p2", "shared"),
  date("real", "p3", "shared"),
  chart("own", "Hall"),
  chart("shared", "Hall"),
  chart("draft", `Hall ${SUITE_MARK}`),
  chart("marked-but-used", `Hall ${SUITE_MARK}`),
  date("real", "p4", "marked-but-used"),
];

const made: Made = {
  users: new Set(["u1"]),
  ...madeInCatalog(CATALOG),
  reservations: new Set(["r1"]),
  topUps: new Set(["t1"]),
};

describe("what clean-stage removes", () => {
  it("is the suite's concerts with their dates, and charts that no other concert uses", () => {
    expect(madeInCatalog(CATALOG)).toEqual({
      concerts: new Set(["suite"]),
      performances: new Set(["p1", "p2"]),
      charts: new Set(["own", "draft"]),
    });
  });

  it("is the reservations of its users and of its concerts", () => {
    const reservation = (id: string, userId: string, concertId: string) => ({
      pk: `RES#${id}`,
      sk: "RESERVATION",
      userId,
      concertId,
    });

    const found = madeReservations(
      [reservation("r1", "u1", "real"), reservation("r2", "u2", "suite"), reservation("r3", "u2", "real")],
      made,
    );

    expect(found).toEqual(new Set(["r1", "r2"]));
  });

  it("is the top-ups of its users", () => {
    const topUp = (user: string, id: string) => ({ pk: `USER#${user}`, sk: `TOP_UP#${id}` });

    expect(madeTopUps([topUp("u1", "t1"), topUp("u2", "t2"), { pk: "USER#u1", sk: "BALANCE" }], made)).toEqual(
      new Set(["t1"]),
    );
  });

  test.each<[TableName, Partial<StoredItem>]>([
    ["queue", { pk: "QUEUE#suite" }],
    ["queue", { pk: "TOKEN#real#u1" }],
    ["queue", { pk: "TOKEN#suite#u2" }],
    ["queue", { pk: "COHORT#suite#12" }],
    ["catalog", { pk: "CONCERT#suite", sk: "PERF#p1" }],
    ["catalog", { pk: "PERF-CHANGES#p2" }],
    ["catalog", { pk: "OPEN-CALL-OFFS", sk: "p1" }],
    ["catalog", { pk: "CHARTS", chartId: "own" }],
    ["catalog", { pk: "PROMOTION-ATTEMPTS#u1" }],
    ["seats", { pk: "PERF#p1#A" }],
    ["reservations", { pk: "RES#r1", sk: "PAYMENT" }],
    ["balance", { pk: "USER#u1" }],
    ["balance", { pk: "GATEWAY#t1" }],
    ["events", { pk: "WEBHOOKS", createdBy: "u1" }],
    ["events", { pk: "EVENTS#1#2", event: '{"data":{"concertId":"suite"}}' }],
  ])("has an item of %s: %o", (table, item) => {
    expect(isMade(table, { pk: "", sk: "", ...item }, made)).toBe(true);
  });

  test.each<[TableName, Partial<StoredItem>]>([
    ["queue", { pk: "QUEUE#real" }],
    ["queue", { pk: "SIGNING-KEYS", sk: "SIGNING-KEYS" }],
    ["queue", { pk: "TOKEN#real#u2" }],
    ["catalog", { pk: "CONCERT#real", sk: "PERF#p3" }],
    ["catalog", { pk: "CHART#shared" }],
    ["seats", { pk: "PERF#p3#A" }],
    ["seats", { pk: "SWEEP", sk: "POSITION" }],
    ["reservations", { pk: "RES#r3" }],
    ["balance", { pk: "USER#u2" }],
    ["events", { pk: "WEBHOOKS", sk: "COUNT" }],
    ["events", { pk: "EVENTS#1#2", event: '{"data":{"concertId":"real"}}' }],
    ["events", { pk: "SOMETHING-NEW#suite" }],
  ])("never has an item of %s: %o", (table, item) => {
    expect(isMade(table, { pk: "", sk: "", ...item }, made)).toBe(false);
  });
});
