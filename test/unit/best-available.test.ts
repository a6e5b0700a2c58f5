import { describe, expect, it } from "@jest/globals";
import { refusedAsKeptBack } from "#functions/reservations/seating/accessible-units.ts";
import { pickBest, type SeatsOnSale } from "#functions/reservations/seating/best-available.ts";
import { chosenStandingPlaces } from "#functions/reservations/seating/standing.ts";
import { lackingTheirTable } from "#functions/reservations/seating/tables.ts";
import type { BestAvailable } from "#functions/reservations/seating/wish.ts";
import {
  findSeat,
  type LayoutForm,
  type Section,
  seatId,
  sectionFrom,
  type TakenSeats,
} from "#functions/seats/rules/seat-layout.ts";

/**
 * An example says what is asked for, draws the hall and the choice side by side, and names the rule that chose
 * and the reason. A line of a drawing is a row: its section and name, then its seats before, then its seats after.
 *
 *     .  free     F  the focal point, free     W  accessible seat       *  chosen
 *     x  taken    X  the focal point, taken    c  its companion seats   _  no seat
 *     s  free, of category S at 80                                      |  an aisle
 *
 * Seats are numbered from the left edge, without aisles. Sections have rows of seats of category R at 100 unless an
 * example says otherwise. A line may be a table, or all places of a standing section.
 */
const WITHOUT_ORPHAN = `
1 seat: the focal point itself
  A1  ....F....  ....*....
  A2  .........  .........
no-orphan: nothing is nearer, and four seats are left on either side

2 seats: around the focal point
  A1  ....F....  ...**....
  A2  .........  .........
no-orphan: 4-5 and 5-6 are both 1 away, so the lower numbers

2 seats: around the middle, if no focal point is given
  A1  ........  ...**...
  A2  ........  ........
no-orphan: the middle of the first row is between 4 and 5

3 seats: around a focal point further back
  A1  .......  .......
  A2  .......  .......
  A3  ...F...  ..***..
  A4  .......  .......
no-orphan: the focal row is the best, not the first

2 seats: a row further rather than three seats aside
  A1  ..xxXxx..  ..xxXxx..
  A2  .........  ...**....
no-orphan: A2 is 2 + 2 for the row and 1 + 0 aside, 5; 1-2 in A1 are 4 + 3 aside, 7

2 seats: the first row, if a row further is as far
  A1  x..xXx..x  x**xXx..x
  A2  .........  .........
no-orphan: 2-3 and 7-8 in A1 and 4-5 in A2 are all 5 away

3 seats: behind the focal point, if its row begins at a higher number
  A1  __xxXxx__  __xxXxx__
  A2  .........  ...***...
no-orphan: seats of one number lie behind each other

3 seats: beside a taken focal point
  A1  ...X...  ***X...
no-orphan: either side fits and is as far, so the lower numbers

2 seats: at the end of a row
  A1  ....F  ...**
no-orphan: three seats are left on the other side

2 seats: not the nearest, if that leaves a single seat
  A1  x..F..x  x**F..x
no-orphan: 3-4 would leave 2 single and 4-5 would leave 6; 2-3 leave three together

4 seats: moved up to the end of the row
  A1  .....F..  ....****
no-orphan: 4-7 are nearer but would leave 8 single; 5-8 are nearer than 3-6

3 seats: a gap that fits rather than a nearer one of one seat more
  A1  x..F.x...x  x..F.x***x
no-orphan: four seats for three leave one single, wherever the three sit

2 seats: another row rather than a single seat left
  A1  x.F.x  x.F.x
  A2  .....  **...
no-orphan: in A1 one of three is left; in A2 1-2 and 4-5 are as far, 2-3 and 3-4 leave a single seat

1 seat: a seat that is single already
  A1  .x.xF.  .x*xF.
no-orphan: either of 5-6 would leave the other single, and 3 is nearer than 1

1 seat: not the middle of three
  A1  x.F.x  x*F.x
no-orphan: the middle would leave two single seats

2 seats: the section with the nearer seats
  A1  ..X..__  ..X..__
  B1  ...F...  ..**...
no-orphan: A offers 2 + 1 from its focal point, B 1 + 0 from its own

2 seats: the section listed first, if another is as good
  A1  ..F...  ..**..
  B1  ..F...  ..F...
no-orphan: both are 1 away

2 seats of section B: only the section asked for
  A1  ....F....  ....F....
  B1  xxxxX....  xxxxX**..
no-orphan: A would be nearer, but B is asked for

2 seats of category S: only the category asked for
  A1  ....F....  ....F....
  B1  xxxxX....  xxxxX**..
  B is of category S at 80
no-orphan: A is of category R

2 seats: not the seats that are kept back
  A1  ..WcF..  **WcF..
no-orphan: 3-4 are kept back, and of 5-7 one would be left single beside them

2 seats: all seats, from the time until which they were kept back
  A1  ..WcF..  ..W**..
  kept back until 1000
no-orphan: 3-4 are seats like others by now`;

const ADJACENT = `
2 seats: the only gap, of one seat more
  A1  x.F.x  x**.x
adjacent: 2-3 and 3-4 both leave a single seat and are as far

4 seats: the nearest of such gaps
  A1  x.....x  x****.x
  A2  x.....x  x.....x
adjacent: five seats for four in both rows; A1 is nearer, and 2-5 and 3-6 are as far

1 seat: one of two seats
  A1  x..xX  x.*xX
adjacent: either leaves the other single, and 3 is nearer`;

const NOBODY_ALONE = `
4 seats: two and two in one row
  A1  ..X..  **X**
  A2  ..x..  ..x..
nobody-alone: nowhere are four side by side, and A1 is nearer

5 seats: three and two, not four and one
  A1  ....X  .***X
  A2  ..x.x  **x.x
nobody-alone: four in A1 would leave one alone, and 2-4 are nearer than 1-3

6 seats: three groups nearby rather than two further back
  A1  ..X..  **X**
  A2  ..x..  **x..
  A3  xxxxx  xxxxx
  A4  ....x  ....x
nobody-alone: 3 + 3 + 7 away; four of A4 alone are 28

6 seats: two groups rather than three, if they are as near
  A1  ..Xxx..  **Xxx..
  A2  x....xx  x****xx
nobody-alone: 3 + 12 away, and with the other pair of A1 3 + 7 + 5

4 seats: groups of the section that has them nearer
  A1  ..xxX..  ..xxX..
  B1  ..X..xx  **X**xx
nobody-alone: A has pairs 7 and 3 away, B 3 and 3

2 seats: nothing for two apart
  A1  .x.x.
  A2  x.x.x
none: both would sit alone

3 seats: nothing for three, where there are pairs
  A1  ..x..
  A2  ..x..
none: three are two and one, and one would sit alone

5 seats: nothing for five, where there are pairs
  A1  ..x..
  A2  ..x..
none: eight seats are free, but pairs do not make five`;

const ACROSS_SECTIONS = `
4 seats: a pair in each of two
  A1  x..xx  x**xx
  B1  xx..x  xx**x
across-sections: neither section has four without somebody alone

6 seats: a pair in each of three
  A1  ..xxx  **xxx
  B1  ..xxx  **xxx
  C1  ..xxx  **xxx
across-sections: two sections have four seats

6 seats: two sections rather than three
  A1  ..Xxxxxx  ..Xxxxxx
  B1  ..Xxxxxx  **Xxxxxx
  C1  xXxx....  xXxx****
across-sections: A, B and C are 3 + 3 + 5 away, B and C 3 + 14, but two sections are less apart

4 seats: one price rather than nearer seats
  A1  ..Xx  ..Xx
  B1  ..Xx  **Xx
  C1  ..xX  **xX
  A is of category V at 120
across-sections: A and B are 3 + 3 away, B and C 3 + 5, but at one price

4 seats: two prices, if there is no other way
  A1  ..Xx  **Xx
  B1  ..Xx  **Xx
  B is of category S at 80
across-sections: no category is asked for

4 seats of category S: only the category asked for
  A1  ..Xx  ..Xx
  B1  ..Xx  **Xx
  C1  ..xX  **xX
  B is of category S at 80
  C is of category S at 80
across-sections: A is of category R

4 seats: nothing over a section between
  A1  ..xx
  B1  xxxx
  C1  ..xx
none: A and C do not lie beside each other

4 seats of section A: nothing beyond the section asked for
  A1  ..xx
  B1  ..xx
none: a request for A is not sent to B`;

const ACCESSIBLE = `
2 accessible seats: an accessible seat with its companion
  A1  Wc.F.cW  **.F.cW
accessible-unit: both units fit and are as far, so the one listed first

2 accessible seats: the nearer of two that fit
  A1  Wc...F.cW  Wc...F.**
accessible-unit: the right one is 3 + 2 away, the left one 5 + 4

2 accessible seats: the one with the fewest seats to spare
  A1  Wcc.F...cW  Wcc.F...**
accessible-unit: the left one is nearer, but a party of three may need its third seat

2 accessible seats: as many companion seats as are asked for
  A1  Wcc.F  **c.F
accessible-unit: 3 is left over and is kept back with the rest

1 accessible seat: the accessible seat alone
  A1  cW..F  c*..F
accessible-unit: a party of one needs no companion seat

1 accessible seat: nothing, if some of each unit is taken
  A1  Wc..F
  A-1-2 is taken
none: a unit is let together or not at all

3 accessible seats: nothing, if no unit is large enough
  A1  Wc.F.cW
none: units are not put together`;

const BLOCKS = `
2 seats: no pair across an aisle
  A1  xxxxxx.|.xxxxxxxxxxxxx|xxxxxxx
none: 7 and 8 are on either side of the aisle, and nobody else is beside them

3 seats: even numbers left and odd numbers right of the centre
  A1  ...|...  ***|...
  A1 is numbered 2 4 6 1 3 5
no-orphan: 2 4 6 and 1 3 5 are as far; 1 2 3 are not side by side

3 seats: the other half, if it is nearer
  A1  ...|F..  ...|***
  A1 is numbered 2 4 6 1 3 5
no-orphan: 1 is the focal point

2 seats: the end of a block is the end of a row
  A1  ....|F....  ....|**...
no-orphan: three seats are left, and none on the other side of 5-6

2 seats: one seat left at an aisle is single
  A1  xx...|.F.xx  xx...|.F.xx
  A2  ....|......  ....|..**..
no-orphan: of 3-5 and of 6-8 one would be left wherever the two sit

4 seats: a whole block rather than four across the aisle
  A1  x..|X...x...  x..|X...x...
  A2  ....|....xxx  ****|....xxx
no-orphan: nowhere in A1 are four side by side, and 1-4 in A2 are nearer than 5-8

4 seats: two and two on either side of an aisle
  A1  xx..|F.xxx  xx**|**xxx
nobody-alone: nowhere are four side by side, and nobody is alone in a pair

2 seats: an aisle counts nothing in the distance
  A1  ..|xXx|..  **|xXx|..
no-orphan: 1-2 and 6-7 are both 3 + 2 away

2 seats: lettered seats are side by side as they stand
  A1  ....F..  ...**..
  A1 is numbered a b c d e f g
no-orphan: d and e are 1 away, like e and f, and come first

1 seat: a row that is numbered from the right is centred
  A1  xxxXxxx  xxxXxxx
  A2  .....    ..*..
  A2 is numbered 5 4 3 2 1
no-orphan: the middle of five seats is behind the middle of seven, not 4 behind 4

2 seats: a seat that is not there parts a row
  A1  ._F.x.  ._**x.
no-orphan: 1 is no neighbour of 3
`;

const BORDERS = `
4 seats: side by side across the border of two sections
  A1  xx..  xx**
  B1  ..xx  **xx
  A1 continues in B1
no-orphan: four are side by side, two in A and two in B

4 seats: two and two, if the rows do not go on in each other
  A1  xx..  xx**
  B1  ..xx  **xx
across-sections: nothing says that A-1-4 and B-1-1 are side by side

2 seats: no single seat on the other side of a border
  A1  xF..  x**.
  B1  .xxx  .xxx
  A1 continues in B1
no-orphan: 2-3 leave two seats, one of them in B

2 seats: a single seat beyond the border
  A1  xx..  xx..
  B1  .xx..  .xx**
  A1 continues in B1
no-orphan: of the three at the border one would be left wherever the two sit

2 seats of section A: only the section asked for, though it goes on
  A1  xxx.
  B1  ...x
  A1 continues in B1
none: A-1-4 has its neighbour in B

1 seat of section A: the seat at the border
  A1  xxx.  xxx*
  B1  ..x.  ..x.
  A1 continues in B1
no-orphan: two are left side by side in B

4 seats: across three sections, if the one between is narrow
  A1  xxx.  xxx*
  B1  ..  **
  C1  .xxx  *xxx
  A1 continues in B1
  B1 continues in C1
no-orphan: one in A, two in B and one in C are side by side

5 seats: a group reaches over the border
  A1  xF.x..|xxx.  x**x..|xxx*
  B1  ..xx  **xx
  A1 continues in B1
nobody-alone: three at the border and a pair in A

2 seats: only the last block goes on
  A1  .|xX  .|xX
  B1  .|.x..  .|.x**
  A1 continues in B1
no-orphan: A-1-1, B-1-1 and B-1-2 each stand alone
`;

const BY_CATEGORY = `
2 seats of category S: of a row that has two
  A1  ..Fssss  ..F**ss
no-orphan: 4-5 leave two seats of either category

2 seats of category S: a free seat of another category is free
  A1  xFssx  xF**x
adjacent: 2 is left single, though nobody asked for its category

2 seats of category S: not beside a seat that would be left single
  A1  x.ssXss..  x.ssX**..
no-orphan: 3-4 would leave 2 single, which is of category R

1 seat of category R: not the seat between two that cost less
  A1  xs.sxX.x..  xs.sxX*x..
no-orphan: 3 would leave 2 and 4 single

4 seats: two prices side by side rather than apart
  A1  x..ssX  x****X
no-orphan: no category is asked for
`;

const TABLES = `
4 seats: all at one table
  T1  x.x.x.  x.x.x.
  T2  .x.x..  *x*x**
  T has tables
no-orphan: everybody at a table is together, and of the first one three seats are left

2 seats: the first free ones of the nearest table
  T1  xxxx  xxxx
  T2  .x..  *x*.
  T3  ....  ....
  T has tables
no-orphan: one is left at T2, but at a table no seat is single

2 seats: the table that the focal point is at
  T1  ....  ....
  T2  .F..  **..
  T3  ....  ....
  T has tables
no-orphan: the seats of a table are all as far

6 seats: groups at two tables
  T1  ....  ****
  T2  ....  **..
  T has tables
nobody-alone: no table has six seats, and four and two are nearer than three and three

4 seats: a table that is sold whole
  T1  ..x.  ..x.
  T2  ....  ****
  T has tables
  T1 is sold whole
  T2 is sold whole
no-orphan: T2 has exactly four seats, and all are free

3 seats: no part of a table that is sold whole
  T1  ....  ....
  T2  .....  ***..
  T has tables
  T1 is sold whole
no-orphan: one seat of T1 would be left

8 seats: two whole tables
  T1  ....  ****
  T2  ......  ......
  T3  ....  ****
  T has tables
  T1 is sold whole
  T2 is sold whole
  T3 is sold whole
nobody-alone: groups of the size of their tables, so T2 with its six fits nobody

2 seats: nothing, if every table has one free seat
  T1  x.xx
  T2  xxx.
  T has tables
none: two tables are not together
`;

const STANDING = `
2 seats of section S: the lowest free standing places
  A1  ....  ....
  S0  x.x...  x*x*..
  S is standing
standing: entry numbers 2 and 4 need not follow each other

3 seats: standing, if there is nothing else
  S0  xx..  xx..
  T0  ......  ***...
  S is standing
  T is standing
standing: S has two places, and a party stays in one section

2 seats of category V: a category of standing places alone
  A1  ....  ....
  V0  ....  **..
  V is standing
  V is of category V at 60
standing: whoever asks for V asks to stand

2 seats: nobody who looks for seats ends up standing
  A1  xxxx
  S0  ....
  S is standing
none: A has no seats left, and a wish for seats is not answered with standing places

2 seats of category R: nor if both are of one category
  A1  xxxx
  S0  ....
  S is standing
none: A has seats of R, though none is free
`;

const NOW = 1000;

interface Example {
  readonly asks: BestAvailable;
  readonly rows: readonly DrawnRow[];
  readonly categories: ReadonlyMap<string, readonly [category: string, price: number]>;
  readonly tables: readonly string[];
  readonly standing: readonly string[];
  readonly soldWhole: readonly string[];
  readonly continuing: ReadonlyMap<string, string>;
  readonly alsoTaken: readonly string[];
  readonly keptBackUntil: number | undefined;
  readonly tier: string | undefined;
}

interface DrawnRow {
  readonly section: string;
  readonly row: string;
  readonly before: string;
  readonly after: string;
  /** By place; its number from the left edge, if absent. */
  readonly seats: readonly string[];
}

const ASKED = /^(\d+) (accessible )?seats?(?: of section (\w))?(?: of category (\w))?: /;
const ROW = /^ {2}(\w)(\w+) {2}([.xFXWcs_|]+)(?: {2,}([.xFXWcs_|*]+))?$/;
const CATEGORY = /^ {2}(\w) is of category (\w) at (\d+)$/;
const NUMBERED = /^ {2}(\w+) is numbered (.+)$/;
const TABLE = /^ {2}(\w) has tables$/;
const STANDS = /^ {2}(\w) is standing$/;
const WHOLE = /^ {2}(\w+) is sold whole$/;
const CONTINUES = /^ {2}(\w+) continues in (\w+)$/;
const TAKEN = /^ {2}(\S+) is taken$/;
const KEPT_BACK = /^ {2}kept back until (\d+)$/;
const FOUND = /^([a-z-]+): ./;
const KINDS = [ASKED, ROW, CATEGORY, NUMBERED, TABLE, STANDS, WHOLE, CONTINUES, TAKEN, KEPT_BACK, FOUND];

/** What the lines of one kind say. */
const matches = (lines: readonly string[], kind: RegExp): readonly (readonly (string | undefined)[])[] =>
  lines.flatMap((line) => {
    const match = kind.exec(line);
    return match ? [match.slice(1)] : [];
  });

const names = (lines: readonly string[], kind: RegExp): readonly string[] =>
  matches(lines, kind).flatMap(([name]) => name ?? []);

const pairs = (lines: readonly string[], kind: RegExp): ReadonlyMap<string, string> =>
  new Map(matches(lines, kind).map(([one = "", other = ""]) => [one, other]));

const readExample = (text: string): Example => {
  const lines = text.split("\n");
  const misread = lines.find((line) => !KINDS.some((kind) => kind.test(line)));
  if (misread !== undefined) throw new SyntaxError(`"${misread}" is not a line of an example.`);
  const [quantity, accessible, section, category] = matches(lines, ASKED)[0] ?? [];
  const [tier] = matches(lines, FOUND)[0] ?? [];
  const numbered = pairs(lines, NUMBERED);
  return {
    asks: { quantity: Number(quantity), section, category, accessible: accessible !== undefined },
    rows: matches(lines, ROW).map(([letter = "", row = "", before = "", after = ""]) => ({
      section: letter,
      row,
      before,
      after,
      seats:
        numbered.get(letter + row)?.split(" ") ??
        before
          .replaceAll("|", "")
          .split("")
          .map((_, i) => String(i + 1)),
    })),
    categories: new Map(
      matches(lines, CATEGORY).map(([letter = "", name = "", price]) => [letter, [name, Number(price)]]),
    ),
    tables: names(lines, TABLE),
    standing: names(lines, STANDS),
    soldWhole: names(lines, WHOLE),
    continuing: pairs(lines, CONTINUES),
    alsoTaken: names(lines, TAKEN),
    keptBackUntil: matches(lines, KEPT_BACK).map(([time]) => Number(time))[0],
    tier: tier === "none" ? undefined : tier,
  };
};

/** Places of the seats that are drawn by one of some characters, from 0. */
const placesOf = (seats: string, characters: string): readonly number[] =>
  seats
    .replaceAll("|", "")
    .split("")
    .flatMap((seat, place) => (characters.includes(seat) ? place : []));

const idsOf = ({ section, row, seats, ...drawn }: DrawnRow, when: "before" | "after", characters: string) =>
  placesOf(drawn[when], characters).map((place) => seatId(section, row, seats[place] ?? ""));

/** Companion seats belong to the accessible seat that they are drawn beside. */
const unitsOf = ({ row, before, seats }: DrawnRow): NonNullable<LayoutForm["accessible"]> =>
  [...before.replaceAll("|", "").matchAll(/c*Wc*/g)].map(({ 0: unit, index }) => {
    const placed = (character: string) => placesOf(unit, character).map((place) => `${row}-${seats[index + place]}`);
    return { seat: placed("W").join(), companions: placed("c") };
  });

const focalPointOf = (rows: readonly DrawnRow[]): LayoutForm["focalPoint"] =>
  rows.flatMap(({ row, before, seats }) =>
    placesOf(before, "FX").map((place) => ({ row, seat: seats[place] ?? "" })),
  )[0];

/** The seats of a row, in blocks: they end at an aisle and at a gap. */
const blocksOf = ({ before, seats }: DrawnRow) => {
  const blocks: { readonly seat: string; readonly label: string; readonly category?: string }[][] = [[]];
  let place = 0;
  for (const drawn of before) {
    if (drawn === "|" || drawn === "_") blocks.push([]);
    else {
      const seat = seats[place] ?? "";
      blocks.at(-1)?.push({ seat, label: seat, ...(drawn === "s" && { category: "S" }) });
    }
    if (drawn !== "|") place += 1;
  }
  return blocks.filter((block) => block.length > 0);
};

const formOf = (example: Example, sectionId: string): LayoutForm => {
  const own = example.rows.filter(({ section }) => section === sectionId);
  const [category] = example.categories.get(sectionId) ?? ["R"];
  const beginning = { sectionId, category };
  if (example.standing.includes(sectionId)) {
    return { ...beginning, standing: { capacity: own.flatMap(({ seats }) => seats).length } };
  }
  const placed = { ...beginning, focalPoint: focalPointOf(own), accessible: own.flatMap(unitsOf) };
  if (example.tables.includes(sectionId)) {
    const sold = ({ section, row }: DrawnRow) => (example.soldWhole.includes(section + row) ? "WHOLE" : "BY_SEAT");
    const tables = own.map((row) => ({ table: row.row, seats: blocksOf(row).flat(), sold: sold(row) }) as const);
    return { ...placed, tables };
  }
  const rows = own.map((row) => {
    const next = example.continuing.get(row.section + row.row);
    const continuesIn = next === undefined ? undefined : { section: next.slice(0, 1), row: next.slice(1) };
    return { row: row.row, blocks: blocksOf(row), continuesIn };
  });
  return { ...placed, rows };
};

const hallOf = (example: Example): readonly Section[] =>
  [...new Set(example.rows.map(({ section }) => section))].map((sectionId) => sectionFrom(formOf(example, sectionId)));

const indexesIn = (section: Section, ids: readonly string[]): TakenSeats =>
  new Set(ids.flatMap((id) => findSeat(section, id)?.index ?? []));

/** A hall at this moment, with seats of these ids taken. */
const onSale = (sections: readonly Section[], taken: readonly string[], keptBackUntil?: number): SeatsOnSale => ({
  sections,
  takenIn: (section) => indexesIn(section, taken),
  keptBack: { now: NOW, keptBackUntil },
  priceOf: () => 100,
});

describe("the best available seats", () => {
  describe.each([
    ["side by side, leaving no single seat", WITHOUT_ORPHAN, "no-orphan"],
    ["side by side, though a single seat is left", ADJACENT, "adjacent"],
    ["in groups, nobody alone", NOBODY_ALONE, "nobody-alone"],
    ["across neighbouring sections", ACROSS_SECTIONS, "across-sections"],
    ["of accessible units", ACCESSIBLE, "accessible-unit"],
    ["in blocks", BLOCKS, undefined],
    ["across the borders of sections", BORDERS, undefined],
    ["of one category", BY_CATEGORY, undefined],
    ["at tables", TABLES, undefined],
    ["standing", STANDING, undefined],
  ])("%s", (_, examples, ofTier) => {
    const texts = examples.trim().split("\n\n");

    it.each(texts.map((text) => [text.split("\n")[0], text]))("%s", (_name, text) => {
      const example = readExample(text ?? "");
      const taken = [...example.rows.flatMap((row) => idsOf(row, "before", "xX")), ...example.alsoTaken];
      const prices = new Map([["R", 100], ["S", 80], ...example.categories.values()]);

      const choice = pickBest(example.asks, {
        ...onSale(hallOf(example), taken, example.keptBackUntil),
        priceOf: (category) => prices.get(category) ?? 0,
      });

      const chosen = example.rows.flatMap((row) => idsOf(row, "after", "*"));
      expect(choice?.seatIds.toSorted()).toEqual(example.tier === undefined ? undefined : chosen.toSorted());
      expect(choice?.tier).toBe(example.tier);
      expect([ofTier ?? example.tier, undefined]).toContain(example.tier);
    });
  });

  it("of rows that are numbered on are around the middle, too", () => {
    const rows = [
      { row: "1", from: 1, to: 10 },
      { row: "2", from: 11, to: 20 },
    ];
    const firstRow = rows.slice(0, 1).flatMap(({ row }) => seatsIn(row, 1, 10));

    expect(pickBest({ quantity: 2 }, onSale([aSection("A", rows)], firstRow))?.seatIds).toEqual(["A-2-15", "A-2-16"]);
  });

  it("S7: two people get no pair from 7 and 8 of 28 seats with aisles after 7 and 21", () => {
    const rows = [{ row: "1", blocks: [rangeOf(1, 7), rangeOf(8, 21), rangeOf(22, 28)] }];
    const taken = [...seatsIn("1", 1, 6), ...seatsIn("1", 9, 28)];

    expect(pickBest({ quantity: 2 }, onSale([aSection("A", rows)], taken))).toBeUndefined();
    // Without aisles they are a pair.
    const plain = [{ row: "1", ...rangeOf(1, 28) }];
    expect(pickBest({ quantity: 2 }, onSale([aSection("A", plain)], taken))?.seatIds).toEqual(["A-1-7", "A-1-8"]);
  });

  it("S7: three get 2 4 6 or 1 3 5 of an empty row 2 4 6 | 1 3 5, never 1 2 3", () => {
    const rows = [{ row: "1", blocks: [rangeOf(2, 6, 2), rangeOf(1, 5, 2)] }];
    const ask = (...taken: readonly string[]) =>
      pickBest({ quantity: 3 }, onSale([aSection("A", rows)], taken))?.seatIds;

    expect(ask()).toEqual(["A-1-2", "A-1-4", "A-1-6"]);
    expect(ask("A-1-4")).toEqual(["A-1-1", "A-1-3", "A-1-5"]);
    expect(ask("A-1-4", "A-1-5")).toBeUndefined();
  });

  it("S7: rows that go on in a circle end with the one listed last", () => {
    const ring = ["A", "B", "C"].map((sectionId, index, all) =>
      aSection(sectionId, [
        { row: "1", ...rangeOf(1, 2), continuesIn: { section: all[(index + 1) % all.length] ?? "", row: "1" } },
      ]),
    );

    expect(pickBest({ quantity: 6 }, onSale(ring, []))?.seatIds).toEqual(ring.flatMap(idsOfAll));
    expect(pickBest({ quantity: 4 }, onSale(ring, ["B-1-1", "B-1-2"]))?.tier).toBeUndefined();
  });

  it("may be chosen in a wish for one category with whatever neighbours", () => {
    const rows = [
      {
        row: "1",
        blocks: [
          { ...rangeOf(1, 3), category: "R" },
          { ...rangeOf(4, 6), category: "S" },
        ],
      },
    ];
    const hall = onSale([aSection("A", rows)], []);

    expect(pickBest({ quantity: 3, category: "S" }, hall)?.seatIds).toEqual(["A-1-4", "A-1-5", "A-1-6"]);
    expect(pickBest({ quantity: 3, category: "T" }, hall)).toBeUndefined();
  });

  it("of an accessible unit may be of two categories, unless one is asked for", () => {
    const rows = [
      {
        row: "1",
        blocks: [
          { ...rangeOf(1, 1), category: "S" },
          { ...rangeOf(2, 4), category: "R" },
        ],
      },
    ];
    const hall = onSale([aSection("A", rows, [{ seat: "1-1", companions: ["1-2"] }])], []);

    expect(pickBest({ quantity: 2, accessible: true }, hall)?.seatIds).toEqual(["A-1-1", "A-1-2"]);
    expect(pickBest({ quantity: 2, accessible: true, category: "S" }, hall)).toBeUndefined();
    expect(pickBest({ quantity: 1, accessible: true, category: "S" }, hall)?.seatIds).toEqual(["A-1-1"]);
  });

  it("have their reason in words", () => {
    const rows = [{ row: "1", from: 1, to: 10 }];
    const ask = (quantity: number, ...numbers: readonly number[]) =>
      pickBest(
        { quantity },
        onSale(
          [aSection("A", rows)],
          numbers.map((number) => seatId("A", "1", String(number))),
        ),
      )?.reason;

    expect(ask(2)).toBe("2 in row 1 of section A, the nearest to the focal point without leaving a single empty seat.");
    expect(ask(9)).toBe(
      "9 in row 1 of section A, the nearest to the focal point; any block of this size leaves a single empty seat.",
    );
    expect(ask(9, 5)).toBe(
      "No 9 free seats are side by side; 4 in row 1 of section A, 5 in row 1 of section A: nobody sits alone.",
    );
  });

  it("after a lost race are the next best, until there are none", () => {
    const hall = [aSection("A", [{ row: "1", from: 1, to: 6 }])];
    const lost: string[] = [];
    const chosen: (readonly string[])[] = [];

    for (let choice = pickBest({ quantity: 2 }, onSale(hall, lost)); choice; ) {
      chosen.push(choice.seatIds);
      lost.push(...choice.seatIds);
      choice = pickBest({ quantity: 2 }, onSale(hall, lost));
    }

    expect(chosen).toEqual([
      ["A-1-3", "A-1-4"],
      ["A-1-1", "A-1-2"],
      ["A-1-5", "A-1-6"],
    ]);
  });

  it("take few looks at a hall of 90,000 seats", () => {
    const rows = Array.from({ length: 25 }, (_, index) => ({ row: String(index + 1), from: 1, to: 40 }));
    const hall = Array.from({ length: 90 }, (_, index) => aSection(`S${index}`, rows));
    const looksAt = (isTaken: boolean, quantity: number): number => {
      let looks = 0;
      const taken = {
        has: () => {
          looks += 1;
          return isTaken;
        },
      };
      pickBest({ quantity }, { ...onSale(hall, []), takenIn: () => taken });
      return looks;
    };

    // Sold out: at each seat for one, at every second for more. Free: at the first row of each section.
    expect(looksAt(true, 1)).toBe(90_000);
    expect(looksAt(true, 2)).toBe(45_000);
    expect(looksAt(false, 4)).toBe(90 * 40);
  });
});

const rangeOf = (from: number, to: number, step = 1) => ({ from, to, step });

const idsOfAll = ({ seats }: Section): readonly string[] => seats.map((seat) => seat.seatId);

const seatsIn = (row: string, from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => seatId("A", row, String(from + index)));

const aSection = (
  sectionId: string,
  rows: NonNullable<LayoutForm["rows"]>,
  accessible: LayoutForm["accessible"] = [],
): Section => sectionFrom({ sectionId, category: "R", rows, accessible });

describe("seats that are kept back", () => {
  const section = aSection(
    "A",
    [{ row: "1", from: 1, to: 9 }],
    [
      { seat: "1-1", companions: ["1-2"] },
      { seat: "1-9", companions: ["1-8", "1-7"] },
    ],
  );

  it.each([
    ["to everybody who does not ask for them", false, ["A-1-1", "A-1-2", "A-1-3"], ["A-1-1", "A-1-2"]],
    ["to nobody who asks for an accessible seat with its companion seats", true, ["A-1-9", "A-1-8"], []],
    ["to nobody who asks for an accessible seat alone", true, ["A-1-9"], []],
    ["to somebody who asks for a companion seat alone", true, ["A-1-8", "A-1-4"], ["A-1-8"]],
    ["to somebody who asks for a companion seat of another unit", true, ["A-1-1", "A-1-2", "A-1-8"], ["A-1-8"]],
  ])("are refused %s", (_, accessible, chosen, refused) => {
    expect(refusedAsKeptBack(section, chosen, { now: NOW, accessible })).toEqual(refused);
  });

  it("are released at the set time, not a second before", () => {
    const refusedAt = (now: number) =>
      refusedAsKeptBack(section, ["A-1-1"], { now, keptBackUntil: NOW, accessible: false });

    expect(refusedAt(NOW - 1)).toEqual(["A-1-1"]);
    expect(refusedAt(NOW)).toEqual([]);
  });
});

describe("seats of one's own choice", () => {
  const tables = [
    { table: "1", seats: ["1", "2"], sold: "WHOLE" },
    { table: "2", seats: ["1", "2"], sold: "BY_SEAT" },
    { table: "3", seats: ["1", "2", "3"], sold: "WHOLE" },
  ] as const;
  const hall = [
    sectionFrom({ sectionId: "T", tables }),
    sectionFrom({ sectionId: "S", standing: { capacity: 3 } }),
    aSection("A", [{ row: "1", from: 1, to: 3 }]),
  ];

  it.each([
    [["T-1-1", "T-1-2", "T-2-1", "A-1-1"], []],
    [["T-1-2", "T-2-1"], ["T-1-2"]],
    [
      ["T-3-3", "T-1-1", "T-1-2", "T-3-1"],
      ["T-3-1", "T-3-3"],
    ],
  ])("%s lack the other seats of their tables: %s", (chosen, lacking) => {
    expect(lackingTheirTable(hall, chosen)).toEqual(lacking);
  });

  it("are no standing places", () => {
    expect(chosenStandingPlaces(hall, ["A-1-1", "S-0-2", "T-2-1", "S-0-9"])).toEqual(["S-0-2"]);
    expect(chosenStandingPlaces(hall, ["A-1-1", "T-2-1"])).toEqual([]);
  });
});
