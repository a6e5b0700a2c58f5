import { describe, expect, test } from "@jest/globals";
import { costOf, totalOf, usdPerThousand } from "#simulation/report/cost.ts";
import { htmlReport } from "#simulation/report/html-report.ts";
import { json } from "#simulation/report/markup.ts";
import { summary } from "#simulation/report/summary.ts";
import type { Sample, SimulationResult } from "#simulation/result.ts";

const sampleAt = (at: number): Sample => ({
  at,
  waiting: Math.max(0, 900_000 - 300 * at),
  live: Math.min(9600, Math.max(0, at) * 90),
  active: Math.min(10_000, Math.max(0, at) * 100),
  maxActive: 10_000,
  held: Math.min(6000, Math.max(0, at) * 30),
  sold: Math.min(50_000, Math.max(0, at - 120) * 20),
  requestsPerSecond: 41_234.5,
  edgeRequestsPerSecond: 5210,
  readUnitsPerSecond: 25_000,
  writeUnitsPerSecond: 1300,
});

/** A million users, a lobby of half an hour, sold out after 43 minutes. */
const sale: SimulationResult = {
  options: { users: 1_000_000, "max-active": 10_000, "crash-share": 0.01, profile: "evening rush" },
  virtualSeconds: 5400,
  realSeconds: 38.2,
  people: {
    users: 1_000_000,
    joins: 1_083_211,
    duplicateJoins: 83_211,
    admitted: 71_988,
    noShows: 2160,
    buyers: 24_911,
    leftWaiting: 88_412,
    refusedSoldOut: 839_600,
    stillWaiting: 0,
  },
  seats: { capacity: 50_000, sold: 50_000, soldOutAt: 2620 },
  ticks: { run: 1080, crashed: 11, overlapped: 22 },
  samples: Array.from({ length: 1081 }, (_, index) => sampleAt(index * 5 - 1800)),
  waits: {
    binSeconds: 15,
    counts: Array.from({ length: 200 }, (_, bin) => Math.max(0, 500 - 3 * bin)),
    medianSeconds: 1265,
    p95Seconds: 2441,
  },
  eta: {
    estimates: 791_000,
    withinRange: 0.913,
    medianError: 0.118,
    p90Error: 0.41,
    byWait: [
      { waitSecondsFrom: 0, waitSecondsTo: 300, estimates: 91_000, withinRange: 0.62, medianError: 0.44 },
      { waitSecondsFrom: 300, waitSecondsTo: 3600, estimates: 700_000, withinRange: 0.94, medianError: 0.11 },
    ],
  },
  chances: [
    { chance: "likely", shown: 18_100, gotSeats: 16_201 },
    { chance: "unlikely", shown: 967_600, gotSeats: 1699 },
  ],
  fairness: { inversions: 0, placesOffMedian: 3, placesOffMax: 412, lobbyChiSquared: 78.21, lobbyPValue: 0.5671 },
  lateness: { medianSeconds: 3, p95Seconds: 5, maxSeconds: 17, limitSeconds: 20 },
  traffic: {
    edge: { requests: 7_500_000, perSecondMax: 5210 },
    origin: { requests: 2_100_000, refused: 2_600_000, perSecondMax: 1925, perSecondLimit: 5000 },
    routes: [
      { route: "joinQueue", requests: 1_083_211, refused: 2_600_000, perSecondMax: 825, perSecondLimit: 825 },
      { route: "readQueueToken", requests: 900_000, refused: 0, perSecondMax: 820, perSecondLimit: 1200 },
    ],
  },
  usage: {
    httpRequests: 60_000_000,
    edgeRequests: 7_500_000,
    lambda: [
      { what: "polls", invocations: 58_000_000, meanMs: 5.2 },
      { what: "bookings", invocations: 2_000_000, meanMs: 30 },
    ],
    sqsRequests: 1_500_000,
    readUnits: 30_000_000,
    writeUnits: 4_000_000,
    storedBytes: 2_000_000_000,
  },
  checked: ["Q3: never above the cap"],
  violations: [],
};

/** Nobody came, and so nothing was updateStay. */
const emptySale: SimulationResult = {
  ...sale,
  people: { ...sale.people, users: 0, joins: 0, admitted: 0, buyers: 0 },
  seats: { capacity: 50_000, sold: 0, soldOutAt: null },
  samples: [],
  waits: { binSeconds: 15, counts: [], medianSeconds: Number.NaN, p95Seconds: Number.NaN },
  eta: { estimates: 0, withinRange: Number.NaN, medianError: Number.NaN, p90Error: Number.NaN, byWait: [] },
  chances: [],
  usage: { httpRequests: 0, edgeRequests: 0, lambda: [], sqsRequests: 0, readUnits: 0, writeUnits: 0, storedBytes: 0 },
};

const violated: SimulationResult = {
  ...sale,
  violations: Array.from({ length: 7 }, (_, index) => ({
    invariant: index % 2 === 0 ? "Q3" : "S1",
    at: 130 + index,
    what: `10,00${index} live admissions </script><b onclick='x("&")'>`,
  })),
};

describe("the cost of a sale", () => {
  test("is what was used times its list price", () => {
    const usdOf = Object.fromEntries(costOf(sale.usage).map(({ what, usd }) => [what, usd]));

    expect(usdOf["API Gateway, HTTP API requests"]).toBeCloseTo(60 * 1.23, 6);
    expect(usdOf["CloudFront, HTTPS requests"]).toBeCloseTo(7.5 * 1.2, 6);
    expect(usdOf["Lambda requests"]).toBeCloseTo(60 * 0.2, 6);
    expect(usdOf["SQS requests, standard queue"]).toBeCloseTo(1.5 * 0.4, 6);
    expect(usdOf["DynamoDB read request units"]).toBeCloseTo(30 * 0.1355, 6);
    expect(usdOf["DynamoDB write request units"]).toBeCloseTo(4 * 0.68, 6);
    expect(usdOf["DynamoDB storage, standard table"]).toBeCloseTo(2 * 0.270_75, 6);
  });

  test("counts half a gigabyte for each started millisecond of a function", () => {
    const polls = costOf(sale.usage).find(({ what }) => what.endsWith("polls"));

    expect(polls).toMatchObject({ quantity: 58_000_000 * 0.006 * 0.5, unit: "GB-seconds" });
    expect(polls?.usd).toBeCloseTo(174_000 * 0.000_013_333_4, 6);
  });

  test("adds up, and is given per thousand", () => {
    const total = totalOf(costOf(sale.usage));

    expect(total).toBeCloseTo(9 + 73.8 + 12 + 2.320_011_6 + 0.400_002 + 0.6 + 4.065 + 2.72 + 0.5415, 6);
    expect(usdPerThousand(total, 50_000)).toBeCloseTo(total / 50, 9);
    expect(usdPerThousand(total, 0)).toBeNull();
  });
});

describe("the summary", () => {
  test.each([
    /users +1,000,000\n/,
    /admitted +71,988 {2}7\.2% of users\n/,
    /sold +50,000 {2}of 50,000\n/,
    /sold out after +43 min 40 s\n/,
    /requests a person +12\.20* {2}edge and refused ones included\n/,
    /answered by the API +2\.10* {2}a person; at most 1,925 a second, of 5,000\n/,
    /joinQueue +1,083,211 {2}at most 825 a second, of 825; 2,600,000 refused\n/,
    /learned of their turn after +3 s {2}median; 95% within 5 s, all within 17 s of 20\n/,
    /median +21 min 5 s\n/,
    /in range, waits up to 5 min +62\.0% {2}median error 44\.0%, of 91,000\n/,
    /"likely" +18,100 {2}89\.5% of them got seats\n/,
    /412 at most\./,
    /\(chi-squared 78\.2, p 0\.567\)/,
    /total +\$105\.45\n/,
    /per 1,000 seats sold +\$2\.11\n/,
    /violated invariants +none$/,
  ])("has %s", (line) => {
    expect(summary(sale)).toMatch(line);
  });

  test("stays within a hundred columns", () => {
    for (const line of summary(sale).split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  });

  test("ends with the first few violations", () => {
    const text = summary(violated);

    expect(text).toMatch(/violated invariants +7\n/);
    expect(text).toContain("Q3 at 0:02:10: 10,000 live admissions");
    expect(text).toMatch(/and 2 more$/);
  });

  test("has no NaN for a sale that nobody came to", () => {
    expect(summary(emptySale)).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe("the report", () => {
  test("loads nothing", async () => {
    const page = await htmlReport(sale);

    expect(page).toContain('content="default-src &#39;none&#39;;');
    expect(page).not.toMatch(/<[^>]*\ssrc=|<link|<iframe|@import|url\(/);
    for (const [, element] of page.matchAll(/<(\w+)[^>]*\shref=/g)) expect(element).toBe("a");
  });

  test("shows the main numbers, describes each chart in words, and says how to repeat the run", async () => {
    const page = await htmlReport(sale);

    expect(page).toContain('<html lang="en">');
    for (const text of ["1,000,000", "43 min 40 s", "21 min 5 s", "$105.45"]) expect(page).toContain(text);
    expect(page.match(/role="img" aria-label="[^"]{20,}"/g)).toHaveLength(7);
    expect(page).toContain(
      "npm run simulate -- --users 1000000 --max-active 10000 --crash-share 0.01 --profile &#39;evening rush&#39;",
    );
    expect(page).toContain("No violations: all of them held to the end.");
  });

  test("keeps every table of a chart short", async () => {
    const page = await htmlReport(sale);

    const tables = [...page.matchAll(/<details>.*?<\/details>/gs)].map(([text]) => text.match(/<tr>/g)?.length ?? 0);
    expect(tables).toHaveLength(8);
    for (const rows of tables) expect(rows).toBeLessThanOrEqual(41);
  });

  test("lists violations, with their texts escaped", async () => {
    const page = await htmlReport(violated);

    expect(page).toContain("Violations: 7 of Q3, S1.");
    expect(page).toContain(
      "10,006 live admissions &lt;/script&gt;&lt;b onclick=&#39;x(&quot;&amp;&quot;)&#39;&gt;</td>",
    );
    expect(page).not.toContain("<b onclick");
  });

  test("keeps the names of chances and options inside their elements", async () => {
    const page = await htmlReport({
      ...sale,
      options: { "a<i>": "$(reboot) <i>" },
      chances: [{ chance: '"><i>', shown: 1, gotSeats: 1 }],
      usage: { ...sale.usage, lambda: [{ what: "</table><i>", invocations: 1, meanMs: 1 }] },
    });

    expect(page).not.toContain("<i>");
    expect(page).toContain("&#39;$(reboot) &lt;i&gt;&#39;");
  });

  test("says that there is nothing to draw for a sale that nobody came to", async () => {
    const page = await htmlReport(emptySale);

    expect(page.match(/There is nothing to draw/g)).toHaveLength(7);
    expect(page).not.toMatch(/>[^<]*(?:NaN|Infinity|undefined)[^<]*<\/(?:td|dd|p|figcaption)>/);
  });

  test("puts data into scripts so that they cannot end them", () => {
    expect(String(json({ name: "</script><!--" }))).not.toContain("<");
  });

  test("contains data that JSON can parse, even where a value is not a number", async () => {
    const page = await htmlReport({ ...sale, samples: [{ ...sampleAt(0), waiting: Number.NaN }] });

    const [, data] = /<script type="application\/json" id="chart-data">(.*?)<\/script>/s.exec(page) ?? [];
    expect(JSON.parse(data ?? "")).toMatchObject([
      { id: "queue-length", series: [{ values: [null] }] },
      {},
      {},
      {},
      {},
      {},
      {},
    ]);
  });
});
