import type { input } from "zod/mini";
import type { ChartDocument } from "#client/upload-chart.ts";
import type { NewConcertSchema } from "#contract/concerts.ts";
import type { NewPerformanceSchema } from "#contract/performances.ts";
import type { NewPromotionSchema } from "#contract/promotions.ts";
import { PRESALE_GROUP } from "#local/identity/demo-users.ts";
import { ARENA } from "#local/seed/halls/arena.ts";
import { numberedSeats, numbersFrom, rowLabel } from "#local/seed/halls/seat-labels.ts";
import { THEATRE } from "#local/seed/halls/theatre.ts";

export interface DemoConcert {
  /** The concert's name in idempotency keys. */
  readonly slug: string;
  readonly concert: input<typeof NewConcertSchema>;
  /** The hall of all its performances. Without one, the performances list their own sections. */
  readonly chart?: ChartDocument;
  readonly performances: readonly Performance[];
  /** A promotion code of the concert, to try. */
  readonly promotion?: input<typeof NewPromotionSchema>;
}

type Performance = input<typeof NewPerformanceSchema>;
type PriceType = NonNullable<Performance["prices"]>[number]["types"][number];
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
    label: rowLabel(index + 1),
    blocks: [numberedSeats(numbersFrom(index * seatsInRow + 1, (index + 1) * seatsInRow))],
  }));

const standard = (amount: number): PriceType => ({
  priceType: "standard",
  name: { ko: "일반", en: "Standard" },
  amount,
});

/** A price for people who show at the door that they may have it. */
const reduced = (
  priceType: string,
  name: PriceType["name"],
  eligibility: NonNullable<PriceType["eligibility"]>,
  amount: number,
): PriceType => ({ priceType, name, amount, eligibility, checkedAtDoor: true });

/** What a theatre asks of whom: the standard price, youths 30 % less, veterans and companions half. */
const theatreTypes = (amount: number): PriceType[] => [
  standard(amount),
  reduced(
    "youth",
    { ko: "청소년", en: "Youth" },
    { ko: "만 13세부터 18세까지", en: "Aged 13 to 18" },
    (amount * 7) / 10,
  ),
  reduced(
    "veteran",
    { ko: "국가유공자", en: "Veteran" },
    { ko: "국가유공자증 소지자", en: "Holders of a veteran's card" },
    amount / 2,
  ),
  {
    ...reduced(
      "companion",
      { ko: "휠체어석 동반자", en: "Companion" },
      { ko: "휠체어석 관객의 동반자", en: "Companions of somebody in a wheelchair place" },
      amount / 2,
    ),
    maxPerAccessibleSeat: 2,
  },
];

const prices = (
  amounts: Readonly<Record<string, number>>,
  typesOf: (amount: number) => PriceType[] = (amount) => [standard(amount)],
): Performance["prices"] => Object.entries(amounts).map(([category, amount]) => ({ category, types: typesOf(amount) }));

/**
 * The demo data: a small hall and a theatre on sale now, and an arena whose sale opens two minutes later.
 * @param baseMs the time that all other times are counted from; the same time gives the same concerts.
 */
export const demoConcerts = (baseMs: number): readonly DemoConcert[] => {
  const onSale = { opensAt: at(baseMs, -MINUTE_MS), closesAt: evening(baseMs, 60) };
  const hall: Section[] = [
    { sectionId: "A", label: "1층", category: "R", price: 66_000, rows: numberedThrough(5, 10) },
  ];
  return [
    {
      slug: "hall",
      concert: {
        title: "Winter Nights",
        artist: "The Half Moons",
        venue: "Small Hall, Seoul",
        kind: "CONCERT",
        ageLimit: 8,
        runningMinutes: 100,
        organiser: "Half Moon Live",
        contact: "02-555-0100",
        description: "새 음반의 노래로 여는 겨울밤.\nSongs from the new record, in a hall of fifty seats.",
        ...onSale,
      },
      performances: [
        { startsAt: evening(baseMs, 30), sections: hall },
        { startsAt: evening(baseMs, 31), sections: hall },
      ],
    },
    {
      slug: "theatre",
      concert: {
        title: "Han River Suite",
        artist: "Seoul Chamber Players",
        venue: "Theatre, Busan",
        kind: "CLASSICAL",
        ageLimit: 8,
        runningMinutes: 110,
        organiser: "Seoul Chamber Players",
        contact: "051-555-0100",
        description:
          "한강을 따라 걷는 다섯 악장.\nFive movements along the river, with an interval of fifteen minutes.",
        ...onSale,
      },
      chart: THEATRE,
      performances: [
        {
          startsAt: evening(baseMs, 40),
          prices: prices({ VIP: 150_000, R: 120_000, S: 80_000, 박스: 180_000 }, theatreTypes),
          refundRule: "kr-performance",
        },
      ],
      promotion: { code: "HANRIVER", percentOff: 10, usesMax: 100 },
    },
    {
      slug: "arena",
      concert: {
        title: "Neon Parade",
        artist: "LUMEN",
        venue: "Arena, Seoul",
        kind: "CONCERT",
        ageLimit: 12,
        runningMinutes: 150,
        organiser: "Neon Live",
        contact: "02-555-0199",
        description: "스탠딩과 좌석.\nStanding in front of the stage, and ten thousand seats around it.",
        opensAt: at(baseMs, 2 * MINUTE_MS),
        closesAt: onSale.closesAt,
        queue: { maxActive: 1000, admitPerTick: 200, presale: { group: PRESALE_GROUP, sharePercent: 30 } },
      },
      chart: ARENA,
      performances: [
        {
          startsAt: evening(baseMs, 50),
          prices: prices({ 스탠딩: 154_000, VIP: 220_000, R: 176_000, S: 143_000, A: 99_000 }),
          bookingFee: 2_000,
        },
      ],
    },
  ];
};
