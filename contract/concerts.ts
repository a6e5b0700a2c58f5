import * as z from "zod/mini";
import {
  ConcertId,
  Count,
  Grade,
  NextCursor,
  PerformanceId,
  RowName,
  SeatId,
  SectionId,
  ServerTime,
  Time,
  Won,
} from "#contract/common.ts";

export const Name = z.string().check(z.trim(), z.minLength(1), z.maxLength(120));

export const Concert = z
  .object({
    concertId: ConcertId,
    title: Name,
    artist: Name,
    venue: Name,
    opensAt: Time.check(z.describe("When the sale opens. Who joins before is drawn by lot.")),
    closesAt: Time,
  })
  .register(z.globalRegistry, {
    id: "Concert",
    examples: [
      {
        concertId: "con_8Yq2mV0sT1",
        title: "Winter Nights",
        artist: "The Half Moons",
        venue: "Small Hall, Seoul",
        opensAt: "2026-12-01T11:00:00.000Z",
        closesAt: "2026-12-24T11:00:00.000Z",
      },
    ],
  });

/** A concert as it is read: with the clock that its opening is to be counted down by. */
export const ConcertNow = z.extend(Concert, { serverTime: ServerTime }).register(z.globalRegistry, {
  id: "ConcertNow",
  examples: [
    {
      concertId: "con_8Yq2mV0sT1",
      title: "Winter Nights",
      artist: "The Half Moons",
      venue: "Small Hall, Seoul",
      opensAt: "2026-12-01T11:00:00.000Z",
      closesAt: "2026-12-24T11:00:00.000Z",
      serverTime: "2026-12-01T10:58:20.000Z",
    },
  ],
});

export const ConcertList = z
  .object({ items: z.array(Concert), nextCursor: NextCursor, serverTime: ServerTime })
  .register(z.globalRegistry, { id: "ConcertList" });

export const SectionSummary = z.object({
  sectionId: SectionId,
  name: Name,
  grade: Grade,
  price: Won,
  capacity: Count,
  accessibleUnits: Count.check(z.describe("Accessible seats, each with its companion seats.")),
  seatsLeft: Count.check(z.describe("Seats neither held nor sold, at most 2 seconds old.")),
});

export const OrphanRule = z
  .enum(["OFF", "WARN", "REFUSE"])
  .check(z.describe("What becomes of a choice that leaves a single empty seat which another choice would not."));

export const Performance = z
  .object({
    performanceId: PerformanceId,
    concertId: ConcertId,
    startsAt: Time,
    salesOpenAt: Time,
    salesCloseAt: Time,
    cancellableUntil: Time.check(z.describe("Until then bought seats can be given back for a refund.")),
    seatLimit: z.int().check(z.describe("Seats one person may hold or buy.")),
    orphanRule: OrphanRule,
    accessibleUntil: Time.check(z.describe("Before then accessible units are kept back for those who ask for one.")),
    capacity: Count,
    seatsLeft: Count,
    sections: z.array(SectionSummary),
  })
  .register(z.globalRegistry, {
    id: "Performance",
    examples: [
      {
        performanceId: "per_4kD0aP7cQz",
        concertId: "con_8Yq2mV0sT1",
        startsAt: "2026-12-24T11:00:00.000Z",
        salesOpenAt: "2026-12-01T11:00:00.000Z",
        salesCloseAt: "2026-12-24T11:00:00.000Z",
        cancellableUntil: "2026-12-23T11:00:00.000Z",
        seatLimit: 4,
        orphanRule: "WARN",
        accessibleUntil: "2026-12-24T11:00:00.000Z",
        capacity: 50,
        seatsLeft: 37,
        sections: [
          {
            sectionId: "A",
            name: "Stalls",
            grade: "R",
            price: 150000,
            capacity: 50,
            accessibleUnits: 2,
            seatsLeft: 37,
          },
        ],
      },
    ],
  });

export const PerformanceList = z
  .object({ items: z.array(Performance), nextCursor: NextCursor, serverTime: ServerTime })
  .register(z.globalRegistry, { id: "PerformanceList" });

/** A seat as a reservation names it. */
export const Seat = z
  .object({ seatId: SeatId, section: SectionId, row: RowName, number: z.int(), grade: Grade, price: Won })
  .register(z.globalRegistry, {
    id: "Seat",
    examples: [{ seatId: "A-3-11", section: "A", row: "3", number: 11, grade: "R", price: 150000 }],
  });

export const SeatMap = z
  .object({
    performanceId: PerformanceId,
    seats: z.array(
      z.object({
        seatId: SeatId,
        section: SectionId,
        row: RowName,
        number: z.int(),
        grade: Grade,
        price: Won,
        status: z.enum(["AVAILABLE", "HELD", "SOLD"]),
        accessibility: z
          .optional(z.enum(["ACCESSIBLE", "COMPANION"]))
          .check(z.describe("Only on seats of an accessible unit; kept back until `accessibleUntil` of the date.")),
      }),
    ),
    serverTime: ServerTime,
  })
  .register(z.globalRegistry, {
    id: "SeatMap",
    examples: [
      {
        performanceId: "per_4kD0aP7cQz",
        seats: [
          { seatId: "A-3-11", section: "A", row: "3", number: 11, grade: "R", price: 150000, status: "AVAILABLE" },
          { seatId: "A-3-12", section: "A", row: "3", number: 12, grade: "R", price: 150000, status: "HELD" },
          {
            seatId: "A-3-20",
            section: "A",
            row: "3",
            number: 20,
            grade: "R",
            price: 150000,
            status: "AVAILABLE",
            accessibility: "ACCESSIBLE",
          },
        ],
        serverTime: "2026-12-01T11:02:00.000Z",
      },
    ],
  });
