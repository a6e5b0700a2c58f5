import { describe, expect } from "@jest/globals";
import { SUITE_MARK } from "#cli/stage/suite-mark.ts";
import { holdBy } from "#test/conformance/support/bookings.ts";
import { type ApiResponse, call, newKey } from "#test/conformance/support/client.ts";
import { inSeconds } from "#test/conformance/support/concerts.ts";
import { withOpenConcert } from "#test/conformance/support/open-concert.ts";
import { until } from "#test/conformance/support/polling.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import type { Page, Performance, Reservation } from "#test/conformance/support/shapes.ts";
import { operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);
const sale = withOpenConcert({ guests: 2 });

interface Chart {
  readonly chartId: string;
  readonly version: number;
  readonly basedOn: string | null;
  readonly status: "DRAFT" | "PUBLISHED";
  readonly capacity: number;
  readonly sections: readonly { readonly sectionId: string; readonly kind: string; readonly capacity: number }[];
}

interface ChartSection {
  readonly rows: readonly {
    readonly row: string;
    readonly blocks: readonly (readonly { readonly seat: string; readonly label: string }[])[];
  }[];
}

/** Odd numbers left and even numbers right of an aisle, and a balcony row with odd numbers only. */
const STALLS = {
  sectionId: "A",
  label: "1층 A구역",
  category: "R",
  rows: [
    {
      row: "1",
      label: "1열",
      blocks: [
        ["5", "3", "1"],
        ["2", "4", "6"],
      ],
    },
    { row: "2", label: "2열", blocks: [["12", "12½"], [{ seat: "W1", label: "휠체어 1", category: "VIP" }]] },
    { row: "3", label: "3열", from: 1, to: 9, step: 2 },
  ],
};
const STANDING = { sectionId: "F", label: "스탠딩", category: "ST", standing: { capacity: 20 } };
const TABLES = {
  sectionId: "T",
  label: "테이블석",
  category: "T",
  tables: [
    { table: "1", seats: { from: 1, to: 4 }, sold: "WHOLE" },
    { table: "2", seats: { from: 1, to: 4 } },
  ],
};

const begin = (
  { name = "Small Hall", ...more }: { readonly name?: string; readonly basedOn?: string } = {},
  key = newKey(),
) => call<Chart>("POST", "/v1/admin/charts", { user: operator, key, body: { name: `${name} ${SUITE_MARK}`, ...more } });

interface Section {
  readonly sectionId: string;
  readonly [field: string]: unknown;
}

const put = (chartId: string, section: Section, sectionId = section.sectionId) =>
  call("PUT", `/v1/admin/charts/${chartId}/sections/${sectionId}`, { user: operator, body: section });

const publish = (chartId: string, sections: readonly string[]) =>
  call<Chart>("POST", `/v1/admin/charts/${chartId}/publication`, { user: operator, body: { sections } });

const published = async (...sections: readonly Section[]): Promise<Chart> => {
  const { body } = await begin();
  for (const section of sections) expect((await put(body.chartId, section)).status).toBe(204);
  const response = await publish(
    body.chartId,
    sections.map(({ sectionId }) => sectionId),
  );
  expect(response.status).toBe(200);
  return response.body;
};

const prices = (amounts: Readonly<Record<string, number>>) =>
  Object.entries(amounts).map(([category, amount]) => ({
    category,
    types: [{ priceType: "standard", name: { ko: "일반", en: "Standard" }, amount }],
  }));

const newDate = (body: object): Promise<ApiResponse<Performance>> =>
  call<Performance>("POST", `/v1/admin/concerts/${sale.concertId}/performances`, {
    user: operator,
    key: newKey(),
    body: { startsAt: inSeconds(86_400), ...body },
  });

const onChart = async (chart: Chart, amounts: Readonly<Record<string, number>>): Promise<string> => {
  const response = await newDate({ chartId: chart.chartId, prices: prices(amounts), seatLimit: 10 });
  expect(response.status).toBe(201);
  return response.body.performanceId;
};

const holdNow = (performanceId: string, wish: object, by = sale.guest): Promise<ApiResponse<Reservation>> =>
  holdBy(by, performanceId, wish, newKey());

const seatIdsOf = ({ body }: ApiResponse<Reservation>) => body.seats.map(({ seatId }) => seatId);

describe("A chart", () => {
  test("is a draft until it is published; then anybody may read it, for a year", async () => {
    const draft = await begin();
    expect([draft.status, draft.body.status, draft.body.version]).toEqual([201, "DRAFT", 1]);
    expectProblem(await call("GET", `/v1/charts/${draft.body.chartId}`), 404, "CHART_NOT_FOUND");

    await put(draft.body.chartId, STALLS);
    await put(draft.body.chartId, STANDING);
    const { body } = await publish(draft.body.chartId, ["F", "A"]);
    const read = await call<Chart>("GET", `/v1/charts/${draft.body.chartId}`);

    expect(read.body).toEqual(body);
    expect(read.headers.get("cache-control")).toContain(`max-age=${365 * 24 * 3600}`);
    expect(body.sections.map(({ sectionId, kind, capacity }) => [sectionId, kind, capacity])).toEqual([
      ["F", "STANDING", 20],
      ["A", "SEATS", 14],
    ]);
    expect(body.capacity).toBe(34);
  });

  test("shows the seats of a section, block by block, by id and by printed label", async () => {
    const { chartId } = await published(STALLS);

    const { status, body } = await call<ChartSection>("GET", `/v1/charts/${chartId}/sections/A`);

    expect(status).toBe(200);
    expect(body.rows.map(({ blocks }) => blocks.map((block) => block.map(({ seat }) => seat)))).toEqual([
      [
        ["5", "3", "1"],
        ["2", "4", "6"],
      ],
      [["12", "12x2"], ["W1"]],
      [["1", "3", "5", "7", "9"]],
    ]);
    expect(body.rows[1]?.blocks.flat().map(({ label }) => label)).toEqual(["12", "12½", "휠체어 1"]);
  });

  test("is listed for operators, drafts included", async () => {
    const { body } = await begin({ name: `Hall ${newKey()}` });

    await until("the list shows the draft", async () => {
      const list = await call<Page<Chart>>("GET", "/v1/admin/charts?limit=100", { user: operator });
      return list.body.items.some(({ chartId }) => chartId === body.chartId) ? true : undefined;
    });
  });

  test("a repeat with the same key begins no second draft, and another request with it is refused", async () => {
    const key = newKey();

    const [first, second] = [await begin({ name: "One" }, key), await begin({ name: "One" }, key)];

    expect(second.body.chartId).toBe(first.body.chartId);
    expect(second.headers.get("idempotency-replayed")).toBe("true");
    expectProblem(await begin({ name: "Two" }, key), 422, "IDEMPOTENCY_KEY_REUSED");
  });

  test("never changes once it is published: CHART_PUBLISHED; a change is a new version, and dates keep theirs", async () => {
    const chart = await published(STALLS);
    const performanceId = await onChart(chart, { R: 50_000, VIP: 70_000 });

    expectProblem(await put(chart.chartId, STALLS), 409, "CHART_PUBLISHED");
    const next = await begin({ name: "Small Hall", basedOn: chart.chartId });
    await put(next.body.chartId, { ...STALLS, rows: [{ row: "9", from: 1, to: 2 }] });
    const second = await publish(next.body.chartId, ["A"]);

    expect([next.body.version, next.body.basedOn]).toEqual([2, chart.chartId]);
    expect(second.body.capacity).toBe(2);
    expect((await holdNow(performanceId, { seatIds: ["A-3-9"] })).status).toBe(201);
  });

  test("publishing twice gives the same chart", async () => {
    const chart = await published(STANDING);

    expect((await publish(chart.chartId, ["F"])).body).toEqual(chart);
  });

  test("CHART_INCOMPLETE: 409, and what is missing", async () => {
    const { body } = await begin();
    await put(body.chartId, STANDING);
    await put(body.chartId, {
      ...STALLS,
      floor: "2",
      rows: [{ row: "1", from: 1, to: 2, continuesIn: { section: "B", row: "1" } }],
    });

    const problem = expectProblem(await publish(body.chartId, ["A", "C"]), 409, "CHART_INCOMPLETE");

    expect(problem["faults"]).toEqual([
      "Section C is listed, but has not been put.",
      "Section F has been put, but is not listed.",
      "Section A is on floor 2, which the chart lacks.",
      "Row 1 of section A continues in row 1 of section B, which the chart lacks.",
    ]);
    expectProblem(await call("GET", `/v1/charts/${body.chartId}`), 404, "CHART_NOT_FOUND");
  });

  test("404: a chart or a section that does not exist", async () => {
    const chart = await published(STANDING);

    expectProblem(await put("cht_none", STANDING), 404, "CHART_NOT_FOUND");
    expectProblem(await publish("cht_none", ["F"]), 404, "CHART_NOT_FOUND");
    expectProblem(await begin({ name: "Next", basedOn: "cht_none" }), 404, "CHART_NOT_FOUND");
    expectProblem(await call("GET", "/v1/charts/cht_none/sections/F"), 404, "CHART_NOT_FOUND");
    expectProblem(await call("GET", `/v1/charts/${chart.chartId}/sections/Z`), 404, "SECTION_NOT_FOUND");
    expectProblem(await newDate({ chartId: "cht_none", prices: prices({ R: 1 }) }), 404, "CHART_NOT_FOUND");
  });

  test.each([
    ["rows and standing", { ...STANDING, rows: STALLS.rows }],
    ["neither", { sectionId: "A", category: "R" }],
    ["1,001 seats", { ...STALLS, rows: [{ row: "1", from: 1, to: 1001 }] }],
    ["a row twice", { ...STALLS, rows: [STALLS.rows[0], STALLS.rows[0]] }],
    ["two seats with one id", { ...STALLS, rows: [{ row: "1", blocks: [[{ seat: "1" }, { seat: "1" }]] }] }],
    ["a seat without a category", { ...STALLS, category: undefined }],
    ["a companion seat that does not exist", { ...STALLS, accessible: [{ seat: "2-W1", companions: ["2-9"] }] }],
    ["a label of 41 characters", { ...STALLS, label: "석".repeat(41) }],
    ["another section than in the path", { ...STALLS, sectionId: "B" }],
    [
      "an outline of two points",
      {
        ...STALLS,
        outline: [
          [0, 0],
          [1, 1],
        ],
      },
    ],
  ])("400: a section with %s", async (_, section) => {
    const { body } = await begin();

    expectInvalid(await put(body.chartId, section, "A"));
    expectProblem(await publish(body.chartId, ["A"]), 409, "CHART_INCOMPLETE");
  });

  test("takes sections of up to 256 KB, and no larger ones", async () => {
    const { body } = await begin();
    const labelled = (length: number) => ({
      sectionId: "A",
      category: "R",
      rows: Array.from({ length: 10 }, (_, row) => ({
        row: String(row),
        blocks: [Array.from({ length: 100 }, (_seat, seat) => ({ seat: String(seat), label: "석".repeat(length) }))],
      })),
    });

    expect((await put(body.chartId, labelled(30))).status).toBe(204);
    const padded = JSON.stringify(STANDING).padEnd(256 * 1024 + 1);
    const path = `/v1/admin/charts/${body.chartId}/sections/F`;
    const headers = { "content-type": "application/json" };
    expectProblem(await call("PUT", path, { user: operator, rawBody: padded, headers }), 413, "PAYLOAD_TOO_LARGE");
  });
});

describe("A performance on a chart", () => {
  test("sells seats by their printed labels, at the price of their category", async () => {
    const performanceId = await onChart(await published(STALLS), { R: 50_000, VIP: 70_000 });

    const { status, body } = await holdNow(performanceId, { seatIds: ["A-2-12x2", "A-2-W1"] });

    expect(status).toBe(201);
    expect(body.seats).toMatchObject([
      { label: "1층 A구역 2열 12½", category: "R", price: 50_000 },
      { label: "1층 A구역 2열 휠체어 1", category: "VIP", price: 70_000 },
    ]);
    expect(body.amount).toBe(120_000);
    const refused = await holdNow(performanceId, { seatIds: ["A-2-12x2", "A-2-12"] }, sale.rival);
    expect(expectProblem(refused, 409, "SEAT_TAKEN")).toMatchObject({
      seatIds: ["A-2-12x2"],
      labels: { "A-2-12x2": "1층 A구역 2열 12½" },
    });
  });

  test("S7: seats beside each other are never on two sides of an aisle", async () => {
    const performanceId = await onChart(await published(STALLS), { R: 50_000, VIP: 70_000 });

    const [first, second] = [
      await holdNow(performanceId, { bestAvailable: { quantity: 3 } }),
      await holdNow(performanceId, { bestAvailable: { quantity: 3 } }, sale.rival),
    ];

    const halves = [
      ["A-1-5", "A-1-3", "A-1-1"],
      ["A-1-2", "A-1-4", "A-1-6"],
    ];
    for (const choice of [first, second]) expect(halves).toContainEqual(seatIdsOf(choice));
  });

  test("gives standing places out in order, and to nobody by choice: STANDING_BY_QUANTITY", async () => {
    const performanceId = await onChart(await published(STANDING), { ST: 110_000 });

    const first = await holdNow(performanceId, { bestAvailable: { quantity: 3, section: "F" } });
    const chosen = await holdNow(performanceId, { seatIds: ["F-0-17"] });

    expect(seatIdsOf(first)).toEqual(["F-0-1", "F-0-2", "F-0-3"]);
    expect(first.body.seats.map(({ label }) => label)).toEqual(["스탠딩 1", "스탠딩 2", "스탠딩 3"]);
    expect(expectProblem(chosen, 409, "STANDING_BY_QUANTITY")).toMatchObject({
      seatIds: ["F-0-17"],
      labels: { "F-0-17": "스탠딩 17" },
    });
  });

  test("sells a table by the seat or whole: TABLE_SOLD_WHOLE", async () => {
    const performanceId = await onChart(await published(TABLES), { T: 90_000 });

    const part = await holdNow(performanceId, { seatIds: ["T-1-1", "T-1-2"] });
    const whole = await holdNow(performanceId, { seatIds: ["T-1-1", "T-1-2", "T-1-3", "T-1-4"] });
    const bySeat = await holdNow(performanceId, { seatIds: ["T-2-2"] });

    expect(expectProblem(part, 409, "TABLE_SOLD_WHOLE")["seatIds"]).toEqual(["T-1-1", "T-1-2"]);
    expect([whole.status, bySeat.status]).toEqual([201, 201]);
  });

  test("400: without a price for each category, with one for another, or with chart and sections at once", async () => {
    const { chartId } = await published(STALLS);

    expectInvalid(await newDate({ chartId, prices: prices({ R: 1000 }) }));
    expectInvalid(await newDate({ chartId, prices: prices({ R: 1000, VIP: 2000, S: 500 }) }));
    expectInvalid(await newDate({ chartId, sections: [STALLS], prices: prices({ R: 1000, VIP: 2000 }) }));
    expectInvalid(await newDate({ prices: prices({ R: 1000 }) }));
  });
});
