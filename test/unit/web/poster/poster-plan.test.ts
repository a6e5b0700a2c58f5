import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { PALETTES } from "#web/booking/poster/palettes.ts";
import { POSTER_HEIGHT, POSTER_WIDTH, posterPlan } from "#web/booking/poster/poster-plan.ts";
import { oneLine, titleLines, widthOf } from "#web/booking/poster/words.ts";

const SUBJECT = { concertId: "con_8Yq2mV0sT1", title: "겨울밤의 콘서트", artist: "하프 문" };

/** WCAG 2.2, relative luminance. */
const luminanceOf = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (one: string, other: string): number => {
  const [light = 0, dark = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};

describe("a drawn poster", () => {
  it("is the same for the same concert", () => {
    expect(posterPlan(SUBJECT)).toEqual(posterPlan({ ...SUBJECT }));
  });

  it("is another one for another concert", () => {
    const other = posterPlan({ ...SUBJECT, concertId: "con_another" });
    expect(other.shapes).not.toEqual(posterPlan(SUBJECT).shapes);
  });

  it("keeps its words on the paper and below its art, whatever they are", () => {
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(text, text, fc.string(), (title, artist, concertId) => {
        const plan = posterPlan({ concertId, title, artist });
        expect(plan.artHeight).toBeGreaterThan(POSTER_HEIGHT / 2.6);
        for (const { y, size } of plan.title) expect(y - size).toBeGreaterThan(plan.artHeight);
        for (const line of [...plan.title, plan.artist]) {
          expect(line.y).toBeLessThan(POSTER_HEIGHT);
          expect(widthOf(line.text) * line.size).toBeLessThan(POSTER_WIDTH);
        }
        expect(JSON.stringify(plan.shapes)).not.toMatch(/NaN|null/);
      }),
    );
  });
});

it("has words that can be read on every ground", () => {
  for (const { ground, ink } of PALETTES) expect(contrast(ground, ink)).toBeGreaterThan(7);
});

describe("the words of a poster", () => {
  it("are as large as the title allows", () => {
    expect(titleLines("봄", 252)).toEqual({ size: 46, lines: ["봄"] });
    expect(titleLines("Winter Nights", 252).lines).toEqual(["Winter", "Nights"]);
    expect(titleLines("서울시립교향악단 말러 교향곡 9번", 252).size).toBe(31);
  });

  it("are cut with a mark if there is no room", () => {
    expect(oneLine("Seoul Chamber Players and their many friends", 252, 17)).toMatch(/^Seoul Chamber .*…$/);
    expect(titleLines("long ".repeat(60), 252).lines.at(-1)).toMatch(/…$/);
    expect(titleLines("x".repeat(300), 252).lines).toHaveLength(4);
  });
});
