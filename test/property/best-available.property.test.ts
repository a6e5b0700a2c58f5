import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { keptBackSeats } from "#functions/reservations/seating/accessible-units.ts";
import { type BestAvailable, pickBest } from "#functions/reservations/seating/best-available.ts";
import { avoidableOrphans, orphansLeft, withoutOrphans } from "#functions/reservations/seating/orphan-rule.ts";
import { findSeat, type Seat, type Section, seatId, seatsOf } from "#functions/seats/rules/seat-layout.ts";

// The rules, against trying all choices of small halls one by one.

const placeOf = ({ row, number }: Seat): string => `${row}-${number}`;

/** Free seats and taken ones. In pieces, so that runs of each length are as frequent as single seats. */
const drawnRow = fc
  .array(fc.constantFrom(".x", "..x", "..x", "...x", "x", "....", "xx"), { minLength: 1, maxLength: 3 })
  .map((pieces) => pieces.join("").slice(0, 7));

const aSection = (sectionId: string): fc.Arbitrary<SectionSeats> =>
  fc
    .record({
      grade: fc.constantFrom("R", "R", "S"),
      price: fc.constantFrom(100, 100, 80),
      rows: fc.array(fc.record({ from: fc.constantFrom(1, 1, 2, 9), drawn: drawnRow }), { minLength: 1, maxLength: 2 }),
      focal: fc.option(fc.record({ row: fc.nat(1), number: fc.integer({ min: 1, max: 9 }) }), { nil: undefined }),
      units: fc.constantFrom([], [], [], [1], [2, 1], [0, 3]),
    })
    .map(({ grade, price, rows, focal, units }) => {
      const named = rows.map(({ from, drawn }, index) => ({
        row: String(index + 1),
        from,
        to: from + drawn.length - 1,
      }));
      const section = { sectionId, name: sectionId, grade, price, rows: named };
      const seats = seatsOf(section);
      const drawn = rows.map((row) => row.drawn).join("");
      return {
        section: {
          ...section,
          focalPoint: focal && { row: named[focal.row % named.length]?.row ?? "", number: focal.number },
          // The first at the first seat, the second behind it, each with this many companion seats.
          accessible: units.flatMap((companions, index) => {
            const first = index === 0 ? 0 : (units[0] ?? 0) + 1;
            const [seat, ...others] = seats.slice(first, first + companions + 1).map(placeOf);
            return seat === undefined ? [] : [{ seat, companions: others }];
          }),
        },
        taken: seats.filter((_, index) => drawn[index] === "x").map(({ seatId }) => seatId),
      };
    });

interface SectionSeats {
  readonly section: Section;
  readonly taken: readonly string[];
}

interface Hall {
  readonly sections: readonly Section[];
  readonly taken: ReadonlySet<string>;
}

const idsIn = (section: Section): readonly string[] => seatsOf(section).map((seat) => seat.seatId);

const aHall: fc.Arbitrary<Hall> = fc
  .tuple(aSection("A"), aSection("B"), aSection("C"), aSection("D"))
  .chain((all) => fc.constantFrom(1, 2, 3, 3, 4).map((count) => all.slice(0, count)))
  .map((parts) => ({
    sections: parts.map(({ section }) => section),
    taken: new Set(parts.flatMap(({ taken }) => taken)),
  }));

const aRequest: fc.Arbitrary<BestAvailable> = fc.record({
  quantity: fc.constantFrom(1, 2, 3, 4, 5, 6, 6),
  section: fc.constantFrom(undefined, undefined, undefined, "A"),
  grade: fc.constantFrom(undefined, undefined, "R"),
});

const KEPT_BACK = { now: 0 };

/** Without the seats that are kept back. */
const freeIn = ({ taken }: Hall, section: Section): readonly string[] => {
  const kept = keptBackSeats(section, KEPT_BACK);
  return idsIn(section).filter((id) => !taken.has(id) && !kept.has(id));
};

const isWanted = (each: Section, { section, grade }: BestAvailable): boolean =>
  (section ?? each.sectionId) === each.sectionId && (grade ?? each.grade) === each.grade;

const distanceIn = ({ rows, focalPoint }: Section, { row, number }: Seat): number => {
  const indexOf = (name: string): number => rows.findIndex((each) => each.row === name);
  const [first] = rows;
  const focalRow = rows[indexOf(focalPoint?.row ?? "1")] ?? first;
  const ownRow = rows[indexOf(row)] ?? first;
  if (focalRow === undefined || ownRow === undefined) throw new RangeError("A section has rows.");
  const focal = focalPoint?.number ?? (focalRow.from + focalRow.to) / 2;
  const isNumberedOn = ownRow.to < focalRow.from || focalRow.to < ownRow.from;
  const shift = isNumberedOn ? (ownRow.from + ownRow.to - focalRow.from - focalRow.to) / 2 : 0;
  return 2 * Math.abs(indexOf(row) - indexOf(focalRow.row)) + Math.abs(number - focal - shift);
};

const distanceOf = ({ sections }: Hall, ids: readonly string[]): number =>
  ids
    .flatMap((id) => sections.flatMap((section) => ({ section, seat: findSeat(section, id) })))
    .reduce((sum, { section, seat }) => sum + (seat ? distanceIn(section, seat) : 0), 0);

const besides = (id: string): readonly string[] => {
  const [section = "", row = "", number] = id.split("-");
  return [-1, 1].map((step) => seatId(section, row, Number(number) + step));
};

const isAlone = (id: string, ids: readonly string[]): boolean => !besides(id).some((other) => ids.includes(other));

/** Free seats with a chosen one beside them and no other free one. */
const newlySingle = (free: readonly string[], chosen: readonly string[]): readonly string[] => {
  const left = free.filter((id) => !chosen.includes(id));
  return left.filter(
    (id) => isAlone(id, left) && besides(id).some((other) => chosen.includes(other) && free.includes(other)),
  );
};

const subsets = (ids: readonly string[], size: number): readonly (readonly string[])[] =>
  size === 0
    ? [[]]
    : ids.flatMap((id, index) => subsets(ids.slice(index + 1), size - 1).map((others) => [id, ...others]));

const blocks = (free: readonly string[], quantity: number): readonly (readonly string[])[] =>
  free
    .map((id) => {
      const [section = "", row = "", number] = id.split("-");
      return Array.from({ length: quantity }, (_, index) => seatId(section, row, Number(number) + index));
    })
    .filter((ids) => ids.every((id) => free.includes(id)));

const splits = (free: readonly string[], quantity: number): readonly (readonly string[])[] =>
  subsets(
    free.filter((id) => !isAlone(id, free)),
    quantity,
  ).filter((ids) => ids.every((id) => !isAlone(id, ids)));

/** Chains of neighbouring sections, those of one price first, then the shortest first. */
const chainsOf = ({ sections }: Hall, request: BestAvailable): readonly (readonly Section[])[] =>
  [2, 3]
    .flatMap((width) =>
      sections.map((_, start) => sections.slice(start, start + width)).filter((all) => all.length === width),
    )
    .filter((chain) => chain.every((section) => isWanted(section, request)))
    .toSorted((a, b) => Number(isMixed(a)) - Number(isMixed(b)));

const isMixed = (chain: readonly Section[]): boolean => new Set(chain.map(({ price }) => price)).size > 1;

/** The tier of the best choice, and all choices that are as good by distance. */
const bestByTrial = (
  hall: Hall,
  request: BestAvailable,
): { readonly tier: string; readonly choices: readonly string[] } | undefined => {
  const { quantity } = request;
  const wanted = hall.sections.filter((section) => isWanted(section, request)).map((section) => freeIn(hall, section));
  const adjacent = wanted.flatMap((free) =>
    blocks(free, quantity).map((ids) => ({ ids, single: newlySingle(free, ids) })),
  );
  const chains = chainsOf(hall, request);
  const across = (mixed: boolean, width: number) => () =>
    chains
      .filter((chain) => isMixed(chain) === mixed && chain.length === width)
      .flatMap((chain) =>
        splits(
          chain.flatMap((section) => freeIn(hall, section)),
          quantity,
        ).filter((ids) => chain.every(({ sectionId }) => ids.some((id) => id.startsWith(sectionId)))),
      );
  const tiers: readonly (readonly [string, () => readonly (readonly string[])[]])[] = [
    ["no-orphan", () => adjacent.filter(({ single }) => single.length === 0).map(({ ids }) => ids)],
    ["adjacent", () => adjacent.map(({ ids }) => ids)],
    ["nobody-alone", () => wanted.flatMap((free) => splits(free, quantity))],
    ["across-sections", across(false, 2)],
    ["across-sections", across(false, 3)],
    ["across-sections", across(true, 2)],
    ["across-sections", across(true, 3)],
  ];
  for (const [tier, choices] of tiers) {
    const found = choices().map((ids) => ({ ids, distance: distanceOf(hall, ids) }));
    const nearest = Math.min(...found.map(({ distance }) => distance));
    if (found.length > 0) {
      return { tier, choices: found.filter(({ distance }) => distance === nearest).map(({ ids }) => ids.join(" ")) };
    }
  }
  return undefined;
};

const pick = (hall: Hall, request: BestAvailable, taken: ReadonlySet<string> = hall.taken) =>
  pickBest(request, hall.sections, taken, KEPT_BACK);

describe("the best available seats", () => {
  it("are as many as asked for, different, free, not kept back, and where they are wanted", () => {
    fc.assert(
      fc.property(aHall, aRequest, (hall, request) => {
        const seatIds = pick(hall, request)?.seatIds ?? [];

        expect([0, request.quantity]).toContain(new Set(seatIds).size);
        expect(seatIds).toHaveLength(new Set(seatIds).size);
        const wanted = hall.sections.filter((section) => isWanted(section, request));
        expect(wanted.flatMap((section) => freeIn(hall, section))).toEqual(expect.arrayContaining([...seatIds]));
      }),
      { numRuns: 2000 },
    );
  });

  it("are by the first rule that finds any, the nearest by that rule, and none only if no rule finds any", () => {
    fc.assert(
      fc.property(aHall, aRequest, (hall, request) => {
        const best = bestByTrial(hall, request);
        const choice = pick(hall, request);

        expect(choice?.tier).toBe(best?.tier);
        if (choice && best) expect(best.choices).toContain(choice.seatIds.join(" "));
      }),
      { numRuns: 2000 },
    );
  });

  it("side by side are never seats that the orphan rule would refuse", () => {
    fc.assert(
      fc.property(aHall, aRequest, (hall, request) => {
        const choice = pick(hall, request);
        if (choice?.tier !== "no-orphan" && choice?.tier !== "adjacent") return;

        expect(avoidableOrphans(hall.sections, hall.taken, KEPT_BACK, choice.seatIds)).toBeUndefined();
      }),
    );
  });

  it("are the same for the same input, in whatever order seats were taken", () => {
    fc.assert(
      fc.property(aHall, aRequest, (hall, request) => {
        const again = { sections: structuredClone(hall.sections), taken: new Set([...hall.taken].toReversed()) };

        expect(pick(again, request)).toEqual(pick(hall, request));
      }),
    );
  });

  it("after a lost race are not among the lost seats, and run out", () => {
    fc.assert(
      fc.property(aHall, aRequest, fc.nat(5), (hall, request, lostAt) => {
        const lost = new Set(hall.taken);
        let choice = pick(hall, request);
        for (let races = 0; choice; races += 1) {
          expect(races).toBeLessThan(hall.sections.flatMap(idsIn).length);
          expect(choice.seatIds.some((id) => lost.has(id))).toBe(false);
          lost.add(choice.seatIds[lostAt % choice.seatIds.length] ?? "");
          choice = pick(hall, request, lost);
        }
      }),
    );
  });

  it("of accessible units are of one whole unit, with the fewest to spare, then the nearest", () => {
    fc.assert(
      fc.property(aHall, aRequest, (hall, request) => {
        const { quantity } = request;
        const units = hall.sections
          .filter((section) => isWanted(section, request))
          .flatMap(({ sectionId, accessible = [] }) =>
            accessible.map(({ seat, companions }) => [seat, ...companions].map((place) => `${sectionId}-${place}`)),
          )
          .filter((ids) => ids.length >= quantity && !ids.some((id) => hall.taken.has(id)))
          .map((ids) => ({ seatIds: ids.slice(0, quantity), spare: ids.length - quantity }))
          .toSorted((a, b) => a.spare - b.spare || distanceOf(hall, a.seatIds) - distanceOf(hall, b.seatIds));

        expect(pick(hall, { ...request, accessible: true })?.seatIds).toEqual(units[0]?.seatIds);
      }),
    );
  });
});

/** A section with some seats taken, and some of the free ones chosen. */
const aChoice = fc
  .record({
    seats: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 20 }),
    rowLength: fc.integer({ min: 2, max: 10 }),
  })
  .map(({ seats, rowLength }) => {
    const rowOf = (index: number): number => Math.floor(index / rowLength) + 1;
    const idOf = (_: unknown, index: number): string => seatId("A", String(rowOf(index)), (index % rowLength) + 1);
    const rows = Array.from({ length: rowOf(seats.length - 1) }, (_, index) => ({
      row: String(index + 1),
      from: 1,
      to: Math.min(rowLength, seats.length - index * rowLength),
    }));
    const ids = seats.map(idOf);
    const drawn = (from: number, to: number) =>
      ids.filter((_, index) => from <= (seats[index] ?? 0) && (seats[index] ?? 0) <= to);
    const section: Section = { sectionId: "A", name: "A", grade: "R", price: 100, rows };
    return { section, taken: new Set(drawn(0, 2)), chosen: drawn(7, 9).slice(0, 6), free: drawn(3, 9) };
  });

/** Seats side by side, by their first number and how many they are. */
const groupsOf = (ids: readonly string[]): readonly { readonly from: number; readonly size: number }[] =>
  ids
    .filter((id) => !ids.includes(besides(id)[0] ?? ""))
    .map((id) => {
      const from = Number(id.split("-")[2]);
      let size = 1;
      while (ids.includes(id.replace(/\d+$/, String(from + size)))) size += 1;
      return { from, size };
    });

/** The fewest seats by which the groups of one row have to be moved, found by trying; Infinity if nothing avoids it. */
const movedByTrial = (row: string, chosen: readonly string[], free: readonly string[]): number => {
  const groups = groupsOf(chosen);
  const placements = (
    index: number,
    from: number,
  ): readonly { readonly ids: readonly string[]; readonly moved: number }[] => {
    const group = groups[index];
    if (group === undefined) return [{ ids: [], moved: 0 }];
    return Array.from({ length: 12 - from }, (_, step) => from + step).flatMap((start) => {
      const ids = Array.from({ length: group.size }, (_, seat) => seatId("A", row, start + seat));
      if (!ids.every((id) => free.includes(id))) return [];
      return placements(index + 1, start + group.size).map((others) => ({
        ids: [...ids, ...others.ids],
        moved: others.moved + group.size * Math.abs(start - group.from),
      }));
    });
  };
  return Math.min(
    ...placements(0, 1)
      .filter(({ ids }) => newlySingle(free, ids).length === 0)
      .map(({ moved }) => moved),
    Number.POSITIVE_INFINITY,
  );
};

describe("the orphan rule", () => {
  it("finds the seats that are newly left single", () => {
    fc.assert(
      fc.property(aChoice, ({ section, taken, chosen, free }) => {
        expect(orphansLeft(section, taken, chosen)).toEqual(newlySingle(free, chosen));
      }),
      { numRuns: 2000 },
    );
  });

  it("offers the nearest seats that leave none, as many in each row, and nothing only if there are no such seats", () => {
    fc.assert(
      fc.property(aChoice, ({ section, taken, chosen, free }) => {
        const inRow = (ids: readonly string[], row: string) => ids.filter((id) => id.split("-")[1] === row);
        const fewest = section.rows.map(({ row }) => movedByTrial(row, inRow(chosen, row), inRow(free, row)));
        const instead = withoutOrphans(section, taken, chosen);

        expect(instead === undefined).toBe(fewest.includes(Number.POSITIVE_INFINITY));
        if (instead === undefined) return;
        expect(newlySingle(free, instead)).toEqual([]);
        expect(free).toEqual(expect.arrayContaining([...instead]));
        for (const [index, { row }] of section.rows.entries()) {
          const [before, after] = [inRow(chosen, row), inRow(instead, row)];
          expect(new Set(after).size).toBe(before.length);
          const moved = after.map((id, seat) => Number(id.split("-")[2]) - Number(before[seat]?.split("-")[2]));
          expect(moved.reduce((sum, by) => sum + Math.abs(by), 0)).toBe(fewest[index]);
        }
        if (newlySingle(free, chosen).length === 0) expect(instead).toEqual(chosen);
      }),
      { numRuns: 2000 },
    );
  });
});
