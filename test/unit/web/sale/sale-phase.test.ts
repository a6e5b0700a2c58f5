import { expect, it } from "@jest/globals";
import { groupsBySale, salePhase } from "#web/booking/sale/sale-phase.ts";

const SALE = { opensAt: "2026-12-01T11:00:00.000Z", closesAt: "2026-12-24T11:00:00.000Z" };
const at = (iso: string): number => Date.parse(iso);

it("follows a sale to the second", () => {
  expect(salePhase(SALE, at("2026-11-30T10:59:59Z"))).toBe("later");
  expect(salePhase(SALE, at("2026-11-30T11:00:00Z"))).toBe("soon");
  expect(salePhase(SALE, at("2026-12-01T10:59:59Z"))).toBe("soon");
  expect(salePhase(SALE, at("2026-12-01T11:00:00Z"))).toBe("open");
  expect(salePhase(SALE, at("2026-12-24T10:59:59Z"))).toBe("open");
  expect(salePhase(SALE, at("2026-12-24T11:00:00Z"))).toBe("over");
});

it("puts first what can be bought or soon can", () => {
  const concert = (name: string, opensAt: string, closesAt: string) => ({ name, opensAt, closesAt });
  const groups = groupsBySale(
    [
      concert("far", "2027-03-01T00:00:00Z", "2027-04-01T00:00:00Z"),
      concert("next", "2027-01-01T00:00:00Z", "2027-04-01T00:00:00Z"),
      concert("today", "2026-12-01T20:00:00Z", "2027-01-01T00:00:00Z"),
      concert("now", "2026-11-01T00:00:00Z", "2027-01-01T00:00:00Z"),
      concert("past", "2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z"),
    ],
    at("2026-12-01T12:00:00Z"),
  );
  expect(groups.map(({ phase, concerts }) => [phase, concerts.map(({ name }) => name)])).toEqual([
    ["soon", ["today"]],
    ["open", ["now"]],
    ["later", ["next", "far"]],
    ["over", ["past"]],
  ]);
});
