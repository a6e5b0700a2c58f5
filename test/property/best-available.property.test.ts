import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { keptBackSeats } from "#functions/reservations/seating/accessible-units.ts";
import { pickBest } from "#functions/reservations/seating/best-available.ts";
import type { Choice } from "#functions/reservations/seating/choice.ts";
import { nextBest } from "#functions/reservations/seating/next-best.ts";
import { avoidableOrphans, orphansLeft, withoutOrphans } from "#functions/reservations/seating/orphan-rule.ts";
import { sectionsBeside } from "#functions/reservations/seating/stretch.ts";
import type { BestAvailable } from "#functions/reservations/seating/wish.ts";
import { findSeat, type LayoutForm, type Seat, type Section, sectionFrom } from "#functions/seats/rules/seat-layout.ts";

// The rules, against trying all choices of small halls one by one.

/** Free seats and taken ones. In pieces, so that runs of each length are as frequent as single seats. `|` is an aisle. */
const drawnRow = fc
  .array(fc.constantFrom(".x", "..x", "..x", "...x", "x", "....", "xx", "|", ".|."), { minLength: 1, maxLength: 3 })
  .map((pieces) => pieces.join("").slice(0, 7))
  .filter((drawn) => /[.x]/.test(drawn));

/** How the seats of a row are called, by the place of each. */
const NAMINGS: readonly ((place: number) => string)[] = [
  (place) => String(place + 1),
  (place) => String(place + 1),
  (place) => String(place + 2),
  (place) => String(place + 9),
  (place) => String(20 - place),
  (place) => String(2 * place + 1),
  (place) => String.fromCodePoint(97 + place),
];

interface DrawnRow {
  readonly drawn: string;
  readonly naming: number;
  /** Of this many seats from its end the category is S. */
  readonly ofS: number;
}

const aRow: fc.Arbitrary<DrawnRow> = fc.record({
  drawn: drawnRow,
  naming: fc.nat(NAMINGS.length - 1),
  ofS: fc.constantFrom(0, 0, 0, 2, 3),
});

/** The seats of a row, in blocks. */
const blocksOf = ({ drawn, naming, ofS }: DrawnRow) => {
  const seats = drawn.replaceAll("|", "").length;
  let place = 0;
  const blocks = drawn.split("|").map((block) =>
    Array.from(block, () => {
      const seat = NAMINGS[naming]?.(place) ?? "";
      const category = place >= seats - ofS ? "S" : undefined;
      place += 1;
      return { seat, label: seat, category };
    }),
  );
  return blocks.filter((block) => block.length > 0);
};

interface SectionSeats {
  readonly section: Section;
  readonly taken: readonly string[];
}

const withTaken = (form: LayoutForm, drawn: string): SectionSeats => {
  const section = sectionFrom(form);
  return { section, taken: section.seats.filter(({ index }) => drawn[index] === "x").map((seat) => seat.seatId) };
};

const aSection = (sectionId: string, next: string): fc.Arbitrary<SectionSeats> =>
  fc
    .record({
      category: fc.constantFrom("R", "R", "V"),
      rows: fc.array(aRow, { minLength: 1, maxLength: 2 }),
      focal: fc.option(fc.record({ row: fc.nat(1), place: fc.nat(6) }), { nil: undefined }),
      units: fc.constantFrom([], [], [], [1], [2, 1], [0, 3]),
      goesOn: fc.tuple(fc.constantFrom(true, false, false), fc.constantFrom(true, false, false)),
      kind: fc.constantFrom("rows", "rows", "rows", "rows", "tables"),
      whole: fc.tuple(fc.boolean(), fc.boolean()),
    })
    .map(({ category, rows, focal, units, goesOn, kind, whole }) => {
      const named = rows.map((row, index) => ({ row: String(index + 1), blocks: blocksOf(row) }));
      const places = named.flatMap(({ row, blocks }) => blocks.flat().map(({ seat }) => ({ row, seat })));
      const own = places.filter(({ row }) => row === named[(focal?.row ?? 0) % named.length]?.row);
      // The first at the first seat, the second behind it, each with this many companion seats.
      const accessible = units.flatMap((companions, index) => {
        const first = index === 0 ? 0 : (units[0] ?? 0) + 1;
        const [seat, ...others] = places
          .slice(first, first + companions + 1)
          .map((place) => `${place.row}-${place.seat}`);
        return seat === undefined ? [] : [{ seat, companions: others }];
      });
      const form = {
        sectionId,
        category,
        focalPoint: focal && own[focal.place % own.length],
        accessible,
        ...(kind === "rows" && {
          rows: named.map((row, index) => ({
            ...row,
            continuesIn: goesOn[index] === true ? { section: next, row: row.row } : undefined,
          })),
        }),
        ...(kind === "tables" && {
          tables: named.map(({ row, blocks }, index) => {
            const sold = whole[index] === true ? ("WHOLE" as const) : ("BY_SEAT" as const);
            return { table: row, seats: blocks.flat(), sold };
          }),
        }),
      };
      return withTaken(form, rows.map(({ drawn }) => drawn.replaceAll("|", "")).join(""));
    });

interface Hall {
  readonly sections: readonly Section[];
  readonly taken: ReadonlySet<string>;
}

const idsIn = (section: Section): readonly string[] => section.seats.map((seat) => seat.seatId);

/** D goes on in A, A in B, B in C: not only in the order of the layout, and not in a circle. */
const aHall: fc.Arbitrary<Hall> = fc
  .tuple(aSection("A", "B"), aSection("B", "C"), aSection("C", "E"), aSection("D", "A"))
  .chain((all) => fc.constantFrom(1, 2, 3, 3, 4).map((count) => all.slice(0, count)))
  .map((parts) => ({
    sections: parts.map(({ section }) => section),
    taken: new Set(parts.flatMap(({ taken }) => taken)),
  }));

const aRequest: fc.Arbitrary<BestAvailable> = fc.record({
  quantity: fc.constantFrom(1, 2, 3, 4, 5, 6, 6),
  section: fc.constantFrom(undefined, undefined, undefined, "A"),
  category: fc.constantFrom(undefined, undefined, "R", "S"),
});

const PRICES: Readonly<Record<string, number>> = { R: 100, S: 80, V: 100 };

const KEPT_BACK = { now: 0 };

const takingIn = (taken: Iterable<string>) => {
  const ids = [...taken];
  return (section: Section) => new Set(ids.flatMap((id) => findSeat(section, id)?.index ?? []));
};

const seatsById = ({ sections }: Hall): ReadonlyMap<string, Seat> =>
  new Map(sections.flatMap(({ seats }) => seats.map((seat) => [seat.seatId, seat])));

/** Without the seats that are kept back. */
const freeIn = ({ taken }: Hall, section: Section): readonly string[] => {
  const kept = keptBackSeats(section, KEPT_BACK);
  return section.seats.filter(({ seatId, index }) => !taken.has(seatId) && !kept.has(index)).map((seat) => seat.seatId);
};

const isWanted = (each: Seat, { section, category }: BestAvailable): boolean =>
  (section ?? each.section) === each.section && (category ?? each.category) === each.category;

/** The free seats of a section that a request may get. */
const wantedIn = (hall: Hall, section: Section, request: BestAvailable): readonly string[] => {
  const free = new Set(freeIn(hall, section));
  return section.seats.filter((seat) => free.has(seat.seatId) && isWanted(seat, request)).map((seat) => seat.seatId);
};

const distanceIn = ({ kind, rows, seats, focalSeat }: Section, seat: Seat): number => {
  const inRow = (name: string | undefined): readonly Seat[] => seats.filter(({ row }) => row === name);
  const focalRow = inRow(focalSeat === undefined ? rows[0]?.row : seats[focalSeat]?.row);
  const ownRow = inRow(seat.row);
  const indexOf = (row: readonly Seat[]): number => rows.findIndex(({ row: name }) => name === row[0]?.row);
  const across = 2 * Math.abs(indexOf(ownRow) - indexOf(focalRow));
  if (kind === "TABLES") return across;
  const isNumbered = (row: readonly Seat[]): boolean =>
    row.every((each, place) => /^\d+$/.test(each.seat) && Number(each.seat) === Number(row[0]?.seat) + place);
  const numbersOf = (row: readonly Seat[]): readonly number[] => row.map((each) => Number(each.seat));
  const focal =
    focalSeat === undefined ? (focalRow.length - 1) / 2 : focalRow.findIndex(({ index }) => index === focalSeat);
  const byNumber =
    isNumbered(ownRow) &&
    isNumbered(focalRow) &&
    numbersOf(ownRow).some((number) => numbersOf(focalRow).includes(number));
  if (byNumber) return across + Math.abs(Number(seat.seat) - Number(focalRow[0]?.seat) - focal);
  const fromMiddle = ownRow.findIndex(({ index }) => index === seat.index) - (ownRow.length - 1) / 2;
  return across + Math.abs(fromMiddle - (focal - (focalRow.length - 1) / 2));
};

const distanceOf = (hall: Hall, ids: readonly string[]): number => {
  const seats = seatsById(hall);
  return ids.reduce((sum, id) => {
    const seat = seats.get(id);
    const section = hall.sections.find(({ sectionId }) => sectionId === seat?.section);
    return seat && section ? sum + distanceIn(section, seat) : Number.NaN;
  }, 0);
};

const neighboursKnown = new WeakMap<readonly Section[], ReadonlyMap<string, readonly string[]>>();

/** The seats beside each seat of rows, from the blocks and from what goes on where. */
const neighboursIn = (sections: readonly Section[]): ReadonlyMap<string, readonly string[]> => {
  const known = neighboursKnown.get(sections);
  if (known !== undefined) return known;
  const beside = new Map<string, string[]>();
  const join = (one: Seat | undefined, other: Seat | undefined): void => {
    if (one === undefined || other === undefined) return;
    beside.set(one.seatId, [...(beside.get(one.seatId) ?? []), other.seatId]);
    beside.set(other.seatId, [...(beside.get(other.seatId) ?? []), one.seatId]);
  };
  for (const { kind, rows, seats } of sections) {
    if (kind !== "SEATS") continue;
    for (const { blocks, continuesIn } of rows) {
      for (const { from, to } of blocks)
        for (let index = from; index < to; index += 1) join(seats[index], seats[index + 1]);
      const next = sections.find(
        ({ sectionId, kind: other }) => sectionId === continuesIn?.section && other === "SEATS",
      );
      const first = next?.rows.find(({ row }) => row === continuesIn?.row)?.blocks[0]?.from ?? -1;
      join(seats[blocks.at(-1)?.to ?? -1], next?.seats[first]);
    }
  }
  neighboursKnown.set(sections, beside);
  return beside;
};

type Neighbours = ReturnType<typeof neighboursIn>;

const isAlone = (beside: Neighbours, id: string, ids: readonly string[]): boolean =>
  !(beside.get(id) ?? []).some((other) => ids.includes(other));

/** Free seats with a chosen one beside them and no other free one. */
const newlySingle = (beside: Neighbours, free: readonly string[], chosen: readonly string[]): readonly string[] => {
  const left = free.filter((id) => !chosen.includes(id));
  return left.filter(
    (id) =>
      isAlone(beside, id, left) &&
      (beside.get(id) ?? []).some((other) => chosen.includes(other) && free.includes(other)),
  );
};

/** Tables of a section, as ids of seats. */
const tablesOf = ({ kind, rows, seats }: Section) =>
  kind === "TABLES"
    ? rows.map(({ row, isSoldWhole }) => ({
        isSoldWhole,
        ids: seats.filter((seat) => seat.row === row).map((seat) => seat.seatId),
      }))
    : [];

/** The groups of so many people that may sit together: side by side, or the first free ones of a table. */
const groupsOfSize = (hall: Hall, wanted: readonly string[], size: number): readonly (readonly string[])[] => {
  const beside = neighboursIn(hall.sections);
  const rows = wanted.flatMap((id) => {
    let paths: readonly (readonly string[])[] = [[id]];
    for (let count = 1; count < size; count += 1) {
      paths = paths.flatMap((path) =>
        (beside.get(path.at(-1) ?? "") ?? [])
          .filter((next) => wanted.includes(next) && !path.includes(next))
          .map((next) => [...path, next]),
      );
    }
    return paths;
  });
  const order = [...seatsById(hall).keys()];
  const isFirst = (path: readonly string[]): boolean => size === 1 || followsInStretch(hall, order, path);
  const atTables = hall.sections.flatMap(tablesOf).flatMap(({ isSoldWhole, ids }) => {
    const free = ids.filter((id) => wanted.includes(id));
    if (free.length < size || (isSoldWhole && (free.length < ids.length || size !== ids.length))) return [];
    return [free.slice(0, size)];
  });
  const tableSeats = new Set(hall.sections.flatMap(tablesOf).flatMap(({ ids }) => ids));
  return [...rows.filter((path) => !tableSeats.has(path[0] ?? "") && isFirst(path)), ...atTables];
};

/** Each path is found in both directions; the one that goes on counts. */
const followsInStretch = (
  { sections }: Hall,
  order: readonly string[],
  [one = "", two = ""]: readonly string[],
): boolean => {
  if (one.split("-")[0] === two.split("-")[0] && order.indexOf(two) === order.indexOf(one) + 1) return true;
  return sections.some(({ seats, rows }) =>
    rows.some(({ blocks, continuesIn }) => {
      const last = seats[blocks.at(-1)?.to ?? -1]?.seatId;
      const next = sections.find(({ sectionId, kind }) => sectionId === continuesIn?.section && kind === "SEATS");
      const first = next?.rows.find(({ row }) => row === continuesIn?.row)?.blocks[0]?.from ?? -1;
      return last === one && next?.seats[first]?.seatId === two;
    }),
  );
};

/** The wanted free seats that are side by side or at one table, as far as they go. */
const runsOf = (hall: Hall, beside: Neighbours, wanted: readonly string[]): ReadonlyMap<string, number> => {
  const tables = hall.sections.flatMap(tablesOf);
  const runs = new Map<string, number>();
  for (const [run, start] of wanted.entries()) {
    const open = [start];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const id = next;
      if (runs.has(id)) continue;
      runs.set(id, run);
      const table = tables.find(({ ids }) => ids.includes(id))?.ids ?? [];
      open.push(...[...(beside.get(id) ?? []), ...table].filter((other) => wanted.includes(other)));
    }
  }
  return runs;
};

const subsets = ([first, ...others]: readonly string[]): readonly (readonly string[])[] => {
  if (first === undefined) return [[]];
  const without = subsets(others);
  return [...without, ...without.map((some) => [first, ...some])];
};

/**
 * Choices in which everybody sits with somebody, in groups that may be chosen. A run of free seats that reaches over a
 * border has one group at most: people in it are side by side.
 */
const splits = (
  hall: Hall,
  wanted: readonly string[],
  quantity: number,
  mayBeGroup: (ids: readonly string[]) => boolean = () => true,
): readonly (readonly string[])[] => {
  const beside = neighboursIn(hall.sections);
  const runs = runsOf(hall, beside, wanted);
  const byRun = [...new Set(runs.values())].map((run) => {
    const own = wanted.filter((id) => runs.get(id) === run);
    const groups = [2, 3, 4, 5, 6].flatMap((size) => groupsOfSize(hall, own, size)).filter(mayBeGroup);
    const isOfOneRow = new Set(own.map((id) => id.split("-", 1)[0])).size === 1 && own.some((id) => beside.has(id));
    // In one section also several groups in a run, wherever they are.
    return isOfOneRow && mayBeGroup(own)
      ? subsets(own).filter((ids) => ids.every((id) => !isAlone(beside, id, ids)))
      : groups;
  });
  const choose = (index: number, people: number): readonly (readonly string[])[] => {
    if (people === 0) return [[]];
    const groups = byRun[index];
    if (groups === undefined) return [];
    const withGroup = groups
      .filter((group) => group.length > 0 && group.length <= people)
      .flatMap((group) => choose(index + 1, people - group.length).map((others) => [...group, ...others]));
    return [...choose(index + 1, people), ...withGroup];
  };
  return choose(0, quantity);
};

/** Chains of neighbouring sections. */
const chainsOf = ({ sections }: Hall, request: BestAvailable): readonly (readonly Section[])[] =>
  [2, 3]
    .flatMap((width) =>
      sections.map((_, start) => sections.slice(start, start + width)).filter((all) => all.length === width),
    )
    .filter((chain) => chain.every(({ seats }) => seats.some((seat) => isWanted(seat, request))));

const isMixed = (chain: readonly Section[], request: BestAvailable): boolean => {
  const wanted = chain.flatMap(({ seats }) => seats).filter((seat) => isWanted(seat, request));
  return new Set(wanted.map(({ category }) => PRICES[category])).size > 1;
};

/** The tier of the best choice, and all choices that are as good by distance. */
const bestByTrial = (
  hall: Hall,
  request: BestAvailable,
): { readonly tier: string; readonly choices: readonly string[] } | undefined => {
  const { quantity } = request;
  const beside = neighboursIn(hall.sections);
  const free = hall.sections.flatMap((section) => freeIn(hall, section));
  const wanted = hall.sections.flatMap((section) => wantedIn(hall, section, request));
  const adjacent = groupsOfSize(hall, wanted, quantity).map((ids) => ({ ids, single: newlySingle(beside, free, ids) }));
  const touches =
    ({ sectionId }: Section) =>
    (ids: readonly string[]): boolean =>
      ids.some((id) => id.startsWith(sectionId));
  // Groups of this rule do not reach over a border: without the borders, they can't.
  const borderless = { ...hall, sections: hall.sections.map(withoutBorders) };
  const across = (mixed: boolean, width: number) => () =>
    chainsOf(hall, request)
      .filter((chain) => isMixed(chain, request) === mixed && chain.length === width)
      .flatMap((chain) =>
        splits(
          borderless,
          chain.flatMap((section) => wantedIn(hall, section, request)),
          quantity,
        ).filter((ids) => chain.every((section) => touches(section)(ids))),
      );
  const inOne = () => hall.sections.flatMap((section) => splits(hall, wanted, quantity, touches(section)));
  const tiers: readonly (readonly [string, () => readonly (readonly string[])[]])[] = [
    ["no-orphan", () => adjacent.filter(({ single }) => single.length === 0).map(({ ids }) => ids)],
    ["adjacent", () => adjacent.map(({ ids }) => ids)],
    ["nobody-alone", inOne],
    ["across-sections", across(false, 2)],
    ["across-sections", across(false, 3)],
    ["across-sections", across(true, 2)],
    ["across-sections", across(true, 3)],
  ];
  for (const [tier, choices] of tiers) {
    const found = choices().map((ids) => ({ ids, distance: distanceOf(hall, ids) }));
    const nearest = Math.min(...found.map(({ distance }) => distance));
    if (found.length > 0) {
      return { tier, choices: found.filter(({ distance }) => distance === nearest).map(({ ids }) => named(ids)) };
    }
  }
  return undefined;
};

const named = (ids: readonly string[]): string => ids.toSorted().join(" ");

const withoutBorders = (section: Section): Section => ({
  ...section,
  rows: section.rows.map((row) => ({ ...row, continuesIn: undefined })),
});

const pick = (hall: Hall, request: BestAvailable, taken: ReadonlySet<string> = hall.taken) =>
  pickBest(request, {
    sections: hall.sections,
    takenIn: takingIn(taken),
    keptBack: KEPT_BACK,
    priceOf: (category) => PRICES[category] ?? 0,
  });

describe("the best available seats", () => {
  it("are as many as asked for, different, free, not kept back, and where they are wanted", () => {
    fc.assert(
      fc.property(aHall, aRequest, (hall, request) => {
        const seatIds = pick(hall, request)?.seatIds ?? [];

        expect([0, request.quantity]).toContain(new Set(seatIds).size);
        expect(seatIds).toHaveLength(new Set(seatIds).size);
        const wanted = hall.sections.flatMap((section) => wantedIn(hall, section, request));
        expect(wanted).toEqual(expect.arrayContaining([...seatIds]));
      }),
      { numRuns: 2000 },
    );
  });

  it("S7: are by the first rule that finds any, the nearest by that rule, and none only if no rule finds any", () => {
    fc.assert(
      fc.property(aHall, aRequest, (hall, request) => {
        const best = bestByTrial(hall, request);
        const choice = pick(hall, request);

        expect(choice?.tier).toBe(best?.tier);
        if (choice && best) expect(best.choices).toContain(named(choice.seatIds));
      }),
      { numRuns: 2000 },
    );
  });

  it("side by side are never seats that the orphan rule would refuse", () => {
    fc.assert(
      fc.property(aHall, aRequest, (hall, request) => {
        const choice = pick(hall, request);
        if (choice?.tier !== "no-orphan" && choice?.tier !== "adjacent") return;

        expect(avoidableOrphans(hall.sections, takingIn(hall.taken), KEPT_BACK, choice.seatIds)).toBeUndefined();
      }),
    );
  });

  it("S7: of one's own choice are judged alike by the sections of a choice with those beside them, and by all", () => {
    fc.assert(
      fc.property(aHall, fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), (hall, picks) => {
        const free = hall.sections.flatMap((section) => freeIn(hall, section));
        const chosen = free.filter((_, index) => picks.some((pickedAt) => pickedAt % free.length === index));
        const touched = hall.sections.filter(({ sectionId }) => chosen.some((id) => id.startsWith(sectionId)));
        const judged = (sections: readonly Section[]) =>
          avoidableOrphans(sections, takingIn(hall.taken), KEPT_BACK, chosen);

        expect(judged(sectionsBeside(hall.sections, touched))).toEqual(judged(hall.sections));
      }),
      { numRuns: 1000 },
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

  it("passed over one by one are those that are found by searching the whole hall again each time", () => {
    fc.assert(
      fc.property(aHall, aRequest, fc.nat(6), (hall, request, passedOver) => {
        const onSale = (taken: Iterable<string>) => ({
          sections: hall.sections,
          takenIn: takingIn(taken),
          keptBack: KEPT_BACK,
          priceOf: (category: string) => PRICES[category] ?? 0,
        });
        const taken = new Set(hall.taken);
        const choices: Choice[] = [];
        while (choices.length <= passedOver) {
          const choice = pickBest(request, onSale(taken));
          if (choice === undefined) break;
          choices.push(choice);
          for (const seatId of choice.seatIds) taken.add(seatId);
        }

        const seatsAhead = passedOver * request.quantity;
        const next = nextBest({ ...request, lost: new Set(), seatsAhead }, onSale(hall.taken));

        expect(next).toEqual(choices[passedOver % choices.length]);
      }),
      { numRuns: 2000 },
    );
  });

  it("of accessible units are of one whole unit, with the fewest to spare, then the nearest", () => {
    fc.assert(
      fc.property(aHall, aRequest, (hall, request) => {
        const { quantity } = request;
        const units = hall.sections
          .flatMap(({ accessible, seats }) =>
            accessible.map(({ seat, companions }) => [seat, ...companions].map((index) => seats[index]?.seatId ?? "")),
          )
          .filter((ids) => ids.length >= quantity && !ids.some((id) => hall.taken.has(id)))
          .filter((ids) => {
            const given = ids.slice(0, quantity);
            const seats = seatsById(hall);
            const whole = hall.sections.flatMap(tablesOf).filter(({ isSoldWhole }) => isSoldWhole);
            const isPart = whole.some(
              (table) => table.ids.some((id) => given.includes(id)) && !table.ids.every((id) => given.includes(id)),
            );
            return !isPart && given.every((id) => isWanted(seats.get(id) as Seat, request));
          })
          .map((ids) => ({ seatIds: ids.slice(0, quantity), spare: ids.length - quantity }))
          .toSorted((a, b) => a.spare - b.spare || distanceOf(hall, a.seatIds) - distanceOf(hall, b.seatIds));

        expect(pick(hall, { ...request, accessible: true })?.seatIds).toEqual(units[0]?.seatIds);
      }),
    );
  });
});

/** Two sections with some seats taken, and some of the free ones chosen. Row 1 of the first may go on in the second. */
const aChoice = fc
  .record({
    seats: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 20 }),
    rowLength: fc.integer({ min: 2, max: 10 }),
    aisle: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
    ofS: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
    beyond: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 }),
    goesOn: fc.boolean(),
  })
  .map(({ seats, rowLength, aisle, ofS, beyond, goesOn }) => {
    const rowCount = Math.ceil(seats.length / rowLength);
    const rows = Array.from({ length: rowCount }, (_, index) => {
      const length = Math.min(rowLength, seats.length - index * rowLength);
      const all = Array.from({ length }, (_seat, place) => ({
        seat: String(place + 1),
        label: String(place + 1),
        category: ofS !== undefined && place >= ofS ? "S" : "R",
      }));
      const blocks = aisle === undefined ? [all] : [all.slice(0, aisle), all.slice(aisle)];
      const continuesIn = goesOn && index === 0 ? { section: "B", row: "1" } : undefined;
      return { row: String(index + 1), blocks: blocks.filter((block) => block.length > 0), continuesIn };
    });
    const sections = [
      sectionFrom({ sectionId: "A", rows }),
      sectionFrom({ sectionId: "B", category: "R", rows: [{ row: "1", from: 1, to: beyond.length }] }),
    ];
    const ids = sections.flatMap(idsIn);
    const numbers = [...seats, ...beyond];
    const drawn = (from: number, to: number) =>
      ids.filter((_, index) => from <= (numbers[index] ?? 0) && (numbers[index] ?? 0) <= to);
    return { sections, taken: drawn(0, 2), chosen: drawn(7, 9).slice(0, 6), free: drawn(3, 9) };
  });

/** Seats side by side, as far as they go, in order: by the neighbour map alone. */
const stretchesIn = (sections: readonly Section[]): readonly (readonly string[])[] => {
  const ids = sections.flatMap(idsIn);
  const hall = { sections, taken: new Set<string>() };
  const beside = neighboursIn(sections);
  const follows = (one: string): string | undefined =>
    (beside.get(one) ?? []).find((two) => followsInStretch(hall, ids, [one, two]));
  const later = new Set(ids.map(follows));
  return ids
    .filter((id) => !later.has(id))
    .map((first) => {
      const stretch = [first];
      for (let next = follows(first); next !== undefined; next = follows(next)) stretch.push(next);
      return stretch;
    });
};

/** Groups of chosen seats in a stretch, by the place of the first and how many they are. */
const groupsOf = (stretch: readonly string[], ids: readonly string[]) =>
  stretch.flatMap((id, from) => {
    if (!ids.includes(id) || ids.includes(stretch[from - 1] ?? "")) return [];
    let size = 1;
    while (ids.includes(stretch[from + size] ?? "")) size += 1;
    return [{ from, size }];
  });

/** The fewest seats by which the groups of a stretch have to be moved, found by trying; Infinity if nothing avoids it. */
const movedByTrial = (
  sections: readonly Section[],
  stretch: readonly string[],
  chosen: readonly string[],
  free: readonly string[],
): number => {
  const seats = seatsById({ sections, taken: new Set() });
  const beside = neighboursIn(sections);
  const groups = groupsOf(stretch, chosen);
  const placements = (
    index: number,
    from: number,
  ): readonly { readonly ids: readonly string[]; readonly moved: number }[] => {
    const group = groups[index];
    if (group === undefined) return [{ ids: [], moved: 0 }];
    const before = stretch.slice(group.from, group.from + group.size).flatMap((id) => seats.get(id) ?? []);
    return stretch.flatMap((_, start) => {
      const ids = stretch.slice(start, start + group.size);
      if (start < from || ids.length < group.size || !ids.every((id) => free.includes(id))) return [];
      const fits = ids.every((id, place) => {
        const seat = seats.get(id);
        return seat?.category === before[place]?.category && before.some(({ section }) => section === seat?.section);
      });
      if (!fits) return [];
      return placements(index + 1, start + group.size).map((others) => ({
        ids: [...ids, ...others.ids],
        moved: others.moved + group.size * Math.abs(start - group.from),
      }));
    });
  };
  return Math.min(
    ...placements(0, 0)
      .filter(({ ids }) => newlySingle(beside, free, ids).length === 0)
      .map(({ moved }) => moved),
    Number.POSITIVE_INFINITY,
  );
};

describe("the orphan rule", () => {
  it("S7: finds the seats that are newly left single", () => {
    fc.assert(
      fc.property(aChoice, ({ sections, taken, chosen, free }) => {
        const beside = neighboursIn(sections);
        expect(orphansLeft(sections, takingIn(taken), chosen).toSorted()).toEqual(
          newlySingle(beside, free, chosen).toSorted(),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it("offers the nearest seats that leave none, as many in each stretch of seats, and nothing only if there are no such seats", () => {
    fc.assert(
      fc.property(aChoice, ({ sections, taken, chosen, free }) => {
        const stretches = stretchesIn(sections);
        const inStretch = (ids: readonly string[], stretch: readonly string[]) =>
          stretch.filter((id) => ids.includes(id));
        const fewest = stretches.map((stretch) => movedByTrial(sections, stretch, inStretch(chosen, stretch), free));
        const instead = withoutOrphans(sections, takingIn(taken), chosen);

        expect(instead === undefined).toBe(fewest.includes(Number.POSITIVE_INFINITY));
        if (instead === undefined) return;
        expect(newlySingle(neighboursIn(sections), free, instead)).toEqual([]);
        expect(free).toEqual(expect.arrayContaining([...instead]));
        for (const [index, stretch] of stretches.entries()) {
          const [before, after] = [inStretch(chosen, stretch), inStretch(instead, stretch)];
          expect(new Set(after).size).toBe(before.length);
          const moved = after.map((id, seat) => stretch.indexOf(id) - stretch.indexOf(before[seat] ?? ""));
          expect(moved.reduce((sum, by) => sum + Math.abs(by), 0)).toBe(fewest[index]);
        }
        if (newlySingle(neighboursIn(sections), free, chosen).length === 0) {
          expect(instead.toSorted()).toEqual(chosen.toSorted());
        }
      }),
      { numRuns: 2000 },
    );
  });
});
