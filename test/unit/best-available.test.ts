import { describe, expect, it } from "@jest/globals";
import { refusedAsKeptBack } from "#functions/reservations/seating/accessible-units.ts";
import { type BestAvailable, pickBest } from "#functions/reservations/seating/best-available.ts";
import { type AccessibleUnit, type FocalPoint, type Section, seatId } from "#functions/seats/rules/seat-layout.ts";

/**
 * An example says what is asked for, draws the hall and the choice side by side, and names the rule that chose
 * and the reason. A line of a drawing is a row: its section and name, then its seats before, then its seats after.
 *
 *     .  free     F  the focal point, free     W  accessible seat       *  chosen
 *     x  taken    X  the focal point, taken    c  its companion seats   _  no seat
 *
 * Seats are numbered from the left edge. Sections are of grade R at 100 unless an example says otherwise.
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

2 seats of grade S: only the grade asked for
  A1  ....F....  ....F....
  B1  xxxxX....  xxxxX**..
  B is of grade S at 80
no-orphan: A is of grade R

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
  A is of grade R at 120
across-sections: A and B are 3 + 3 away, B and C 3 + 5, but at one price

4 seats: two prices, if there is no other way
  A1  ..Xx  **Xx
  B1  ..Xx  **Xx
  B is of grade S at 80
across-sections: no grade is asked for

4 seats of grade S: only the grade asked for
  A1  ..Xx  ..Xx
  B1  ..Xx  **Xx
  C1  ..xX  **xX
  B is of grade S at 80
  C is of grade S at 80
across-sections: A is of grade R

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

const NOW = 1000;

interface Example {
  readonly asks: BestAvailable;
  readonly rows: readonly DrawnRow[];
  readonly grades: ReadonlyMap<string, readonly [grade: string, price: number]>;
  readonly alsoTaken: readonly string[];
  readonly keptBackUntil: number | undefined;
  readonly tier: string | undefined;
}

interface DrawnRow {
  readonly section: string;
  readonly row: string;
  readonly before: string;
  readonly after: string;
}

const ASKED = /^(\d+) (accessible )?seats?(?: of section (\w))?(?: of grade (\w))?: /;
const ROW = /^ {2}(\w)(\w+) {2}([.xFXWc_]+)(?: {2}([.xFXWc_*]+))?$/;
const GRADE = /^ {2}(\w) is of grade (\w) at (\d+)$/;
const TAKEN = /^ {2}(\S+) is taken$/;
const KEPT_BACK = /^ {2}kept back until (\d+)$/;
const FOUND = /^([a-z-]+): ./;

/** What the lines of one kind say. */
const matches = (lines: readonly string[], kind: RegExp): readonly (readonly (string | undefined)[])[] =>
  lines.flatMap((line) => {
    const match = kind.exec(line);
    return match ? [match.slice(1)] : [];
  });

const readExample = (text: string): Example => {
  const lines = text.split("\n");
  const misread = lines.find((line) => ![ASKED, ROW, GRADE, TAKEN, KEPT_BACK, FOUND].some((kind) => kind.test(line)));
  if (misread !== undefined) throw new SyntaxError(`"${misread}" is not a line of an example.`);
  const [quantity, accessible, section, grade] = matches(lines, ASKED)[0] ?? [];
  const [tier] = matches(lines, FOUND)[0] ?? [];
  return {
    asks: { quantity: Number(quantity), section, grade, accessible: accessible !== undefined },
    rows: matches(lines, ROW).map(([section = "", row = "", before = "", after = ""]) => ({
      section,
      row,
      before,
      after,
    })),
    grades: new Map(
      matches(lines, GRADE).map(([section = "", grade = "", price]) => [section, [grade, Number(price)]]),
    ),
    alsoTaken: matches(lines, TAKEN).flatMap(([id]) => id ?? []),
    keptBackUntil: matches(lines, KEPT_BACK).map(([time]) => Number(time))[0],
    tier: tier === "none" ? undefined : tier,
  };
};

/** Numbers of the seats that are drawn by one of some characters. */
const numbersOf = (seats: string, characters: string): readonly number[] =>
  seats.split("").flatMap((seat, index) => (characters.includes(seat) ? index + 1 : []));

const idsOf = ({ section, row, ...seats }: DrawnRow, when: "before" | "after", characters: string) =>
  numbersOf(seats[when], characters).map((number) => seatId(section, row, number));

/** Companion seats belong to the accessible seat that they are drawn beside. */
const unitsOf = ({ row, before }: DrawnRow): readonly AccessibleUnit[] =>
  [...before.matchAll(/c*Wc*/g)].map(({ 0: unit, index }) => {
    const placed = (character: string) => numbersOf(unit, character).map((number) => `${row}-${index + number}`);
    return { seat: placed("W").join(), companions: placed("c") };
  });

const focalPointOf = (rows: readonly DrawnRow[]): FocalPoint | undefined =>
  rows.flatMap(({ row, before }) => numbersOf(before, "FX").map((number) => ({ row, number })))[0];

const hallOf = ({ rows, grades }: Example): readonly Section[] =>
  [...new Set(rows.map(({ section }) => section))].map((sectionId) => {
    const own = rows.filter(({ section }) => section === sectionId);
    const [grade, price] = grades.get(sectionId) ?? ["R", 100];
    const seatRows = own.map(({ row, before }) => ({
      row,
      from: before.search(/[^_]/) + 1,
      to: before.replace(/_+$/, "").length,
    }));
    const section: Section = { sectionId, name: sectionId, grade, price, rows: seatRows };
    return { ...section, focalPoint: focalPointOf(own), accessible: own.flatMap(unitsOf) };
  });

describe("the best available seats", () => {
  describe.each([
    ["side by side, leaving no single seat", WITHOUT_ORPHAN, "no-orphan"],
    ["side by side, though a single seat is left", ADJACENT, "adjacent"],
    ["in groups, nobody alone", NOBODY_ALONE, "nobody-alone"],
    ["across neighbouring sections", ACROSS_SECTIONS, "across-sections"],
    ["of accessible units", ACCESSIBLE, "accessible-unit"],
  ])("%s", (_, examples, ofTier) => {
    const texts = examples.trim().split("\n\n");

    it.each(texts.map((text) => [text.split("\n")[0], text]))("%s", (_name, text) => {
      const example = readExample(text ?? "");
      const taken = new Set([...example.rows.flatMap((row) => idsOf(row, "before", "xX")), ...example.alsoTaken]);

      const choice = pickBest(example.asks, hallOf(example), taken, { now: NOW, keptBackUntil: example.keptBackUntil });

      const chosen = example.rows.flatMap((row) => idsOf(row, "after", "*"));
      expect(choice?.seatIds.toSorted()).toEqual(example.tier === undefined ? undefined : chosen.toSorted());
      expect(choice?.tier).toBe(example.tier);
      expect([ofTier, undefined]).toContain(example.tier);
    });
  });

  it("of rows that are numbered on are around the middle, too", () => {
    const rows = [
      { row: "1", from: 1, to: 10 },
      { row: "2", from: 11, to: 20 },
    ];
    const firstRow = new Set(rows.slice(0, 1).flatMap(({ row }) => seatsIn(row, 1, 10)));

    expect(pickBest({ quantity: 2 }, [aSection("A", rows)], firstRow, { now: NOW })?.seatIds).toEqual([
      "A-2-15",
      "A-2-16",
    ]);
  });

  it("have their reason in words", () => {
    const rows = [{ row: "1", from: 1, to: 10 }];
    const ask = (quantity: number, ...numbers: readonly number[]) =>
      pickBest({ quantity }, [aSection("A", rows)], new Set(numbers.map((number) => seatId("A", "1", number))), {
        now: NOW,
      })?.reason;

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
    const lost = new Set<string>();
    const chosen: (readonly string[])[] = [];

    for (let choice = pickBest({ quantity: 2 }, hall, lost, { now: NOW }); choice; ) {
      chosen.push(choice.seatIds);
      for (const id of choice.seatIds) lost.add(id);
      choice = pickBest({ quantity: 2 }, hall, lost, { now: NOW });
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
      pickBest({ quantity }, hall, taken, { now: NOW });
      return looks;
    };

    // Sold out: at each seat for one, at every second for more. Free: at the first row of each section.
    expect(looksAt(true, 1)).toBe(90_000);
    expect(looksAt(true, 2)).toBe(45_000);
    expect(looksAt(false, 4)).toBe(90 * 40);
  });
});

const seatsIn = (row: string, from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => seatId("A", row, from + index));

const aSection = (sectionId: string, rows: Section["rows"]): Section => ({
  sectionId,
  name: sectionId,
  grade: "R",
  price: 100,
  rows,
});

describe("seats that are kept back", () => {
  const section: Section = {
    ...aSection("A", [{ row: "1", from: 1, to: 9 }]),
    accessible: [
      { seat: "1-1", companions: ["1-2"] },
      { seat: "1-9", companions: ["1-8", "1-7"] },
    ],
  };

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
