import type { input } from "zod/mini";
import type { NewConcertSchema } from "#contract/concerts.ts";
import type { NewPerformanceSchema } from "#contract/performances.ts";
import { PRESALE_GROUP } from "#local/identity/demo-users.ts";

export interface DemoConcert {
  /** The concert's name in idempotency keys. */
  readonly slug: string;
  readonly concert: input<typeof NewConcertSchema>;
  readonly performances: readonly input<typeof NewPerformanceSchema>[];
}

type Section = NonNullable<input<typeof NewPerformanceSchema>["sections"]>[number];

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Half past seven in the evening in Seoul, some days later. */
const evening = (baseMs: number, days: number): string =>
  at(Math.floor(baseMs / DAY_MS) * DAY_MS, days * DAY_MS + 10.5 * 60 * MINUTE_MS);

const at = (baseMs: number, offsetMs: number): string => new Date(baseMs + offsetMs).toISOString();

/** Seat numbers continue from row to row: 5 rows of 10 are the seats 1 to 50. */
const numberedThrough = (rows: number, seatsInRow: number): Section["rows"] =>
  Array.from({ length: rows }, (_, index) => ({
    row: String(index + 1),
    from: index * seatsInRow + 1,
    to: (index + 1) * seatsInRow,
  }));

const numberedByRow = (rows: number, seatsInRow: number): Section["rows"] =>
  Array.from({ length: rows }, (_, index) => ({ row: String(index + 1), from: 1, to: seatsInRow }));

const ARENA_RINGS = [
  { category: "VIP", price: 220_000 },
  { category: "R", price: 176_000 },
  { category: "S", price: 143_000 },
  { category: "A", price: 99_000 },
] as const;

/** Four rings of ten sections, 250 seats each. */
const arenaSections = (): Section[] =>
  ARENA_RINGS.flatMap(({ category, price }, ring) =>
    Array.from({ length: 10 }, (_, index) => {
      const sectionId = String((ring + 1) * 100 + index + 1);
      return { sectionId, label: `Section ${sectionId}`, category, price, rows: numberedByRow(10, 25) };
    }),
  );

/**
 * The demo data: a small hall and a theatre on sale now, and an arena whose sale opens two minutes later.
 * @param baseMs the time that all other times are counted from; the same time gives the same concerts.
 */
export const demoConcerts = (baseMs: number): readonly DemoConcert[] => {
  const onSale = { opensAt: at(baseMs, -MINUTE_MS), closesAt: at(baseMs, 60 * DAY_MS) };
  const hall: Section[] = [
    { sectionId: "A", label: "Hall", category: "R", price: 66_000, rows: numberedThrough(5, 10) },
  ];
  return [
    {
      slug: "hall",
      concert: { title: "Winter Nights", artist: "The Half Moons", venue: "Small Hall, Seoul", ...onSale },
      performances: [
        { startsAt: evening(baseMs, 30), sections: hall },
        { startsAt: evening(baseMs, 31), sections: hall },
      ],
    },
    {
      slug: "theatre",
      concert: { title: "Han River Suite", artist: "Seoul Chamber Players", venue: "Theatre, Busan", ...onSale },
      performances: [
        {
          startsAt: evening(baseMs, 40),
          sections: [
            { sectionId: "V", label: "Front stalls", category: "VIP", price: 150_000, rows: numberedByRow(4, 20) },
            { sectionId: "R", label: "Stalls", category: "R", price: 120_000, rows: numberedByRow(8, 24) },
            { sectionId: "S", label: "Balcony", category: "S", price: 80_000, rows: numberedByRow(10, 28) },
          ],
        },
      ],
    },
    {
      slug: "arena",
      concert: {
        title: "Neon Parade",
        artist: "LUMEN",
        venue: "Arena, Seoul",
        opensAt: at(baseMs, 2 * MINUTE_MS),
        closesAt: onSale.closesAt,
        queue: { maxActive: 1000, admitPerTick: 200, presale: { group: PRESALE_GROUP, sharePercent: 30 } },
      },
      performances: [{ startsAt: evening(baseMs, 50), sections: arenaSections() }],
    },
  ];
};
