/**
 * What the types of the catalogues can't see: a text in the wrong language, an argument that one language leaves out, and
 * words that docs/guides/translating.md has decided against.
 */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { PROJECT_DIR } from "#lib/project.ts";

type Argument = string;
/** Messages as they are nested in a catalogue: texts, functions of formatted arguments, groups and lists of both. */
type Messages = string | ((...given: readonly Argument[]) => string) | { readonly [key: string]: Messages };

/** What a message is given, so that it can be found in what it says. */
const GIVEN: readonly Argument[] = Array.from({ length: 8 }, (_, place) => `⟦${place}⟧`);

interface Text {
  readonly key: string;
  readonly text: string;
}

const textsOf = (messages: Messages, key = ""): readonly Text[] => {
  if (typeof messages === "string") return [{ key, text: messages }];
  if (typeof messages === "function") return [{ key, text: messages(...GIVEN) }];
  return Object.entries(messages).flatMap(([name, inner]) => textsOf(inner, key === "" ? name : `${key}.${name}`));
};

const HANGUL = /[ㄱ-ㆎ가-힣]/;
const LETTERS = /\p{Letter}/u;
/** Names are the same everywhere. */
const NAMES = new Set(["API", "Encore"]);

const wordsOf = (text: string): string => text.replaceAll(/⟦\d⟧/g, "");
const isUntranslated = (korean: string, english: string): boolean =>
  korean === english && LETTERS.test(wordsOf(english)) && !NAMES.has(english);
const saidIn = (text: string): readonly Argument[] => GIVEN.filter((argument) => text.includes(argument));

/** What is wrong with a catalogue, key by key. */
const slipsOf = (english: Messages, korean: Messages): readonly string[] => {
  const koreanTexts = new Map(textsOf(korean).map(({ key, text }) => [key, text]));
  return textsOf(english).flatMap(({ key, text }) => {
    const other = koreanTexts.get(key) ?? "";
    const left = saidIn(text).filter((argument) => !other.includes(argument));
    return [
      ...(HANGUL.test(text) ? [`${key}: Korean in the English text`] : []),
      ...(isUntranslated(other, text) ? [`${key}: not translated`] : []),
      ...left.map((argument) => `${key}: the Korean text leaves ${argument} out`),
    ];
  });
};

/** Words for which there is another one, with a text that has them. */
const AVOIDED = {
  ko: [
    { use: "예매할 수 있는 시간", pattern: /입장 시간/, example: "입장 시간이 끝났어요." },
    { use: "좌석 포기하기", pattern: /놓아주|돌려주기/, example: "좌석 놓아주기" },
    { use: "대기열", pattern: /줄 서기|줄을 서/, example: "지금 줄을 서도 돼요." },
    { use: "대기 화면", pattern: /대기실로 가기|대기실에서 볼/, example: "대기실로 가기" },
    { use: "동반자석", pattern: /동반석/, example: "휠체어석과 동반석" },
    { use: "권종", pattern: /가격 종류/, example: "A-1 가격 종류" },
    { use: "내 예매", pattern: /마이페이지/, example: "마이페이지에서 볼 수 있어요." },
    { use: "예매", pattern: /예약|주문/, example: "예약을 취소할까요?" },
    { use: "할인 코드", pattern: /쿠폰|프로모션/, example: "쿠폰을 입력해 주세요." },
    { use: "휠체어석", pattern: /장애인석/, example: "장애인석만 남았어요." },
    { use: "no address of the reader", pattern: /고객님|당신|여러분/, example: "고객님의 순서예요." },
    { use: "-시- once", pattern: /하실 수 있으|되어집|되어졌|되어지/, example: "확인하실 수 있으십니다." },
    { use: "no honorific of a thing", pattern: /나오셨|있으세요\?/, example: "좌석이 나오셨어요." },
  ],
  en: [
    { use: "queue", pattern: /\bwaiting (?:room|list)\b|\bin line\b/i, example: "You are in line." },
    { use: "release", pattern: /\bgive (?:it|them) back\b|\bgiven back\b/i, example: "Give them back" },
    { use: "draw", pattern: /\bby lot\b|\blots are\b/i, example: "Numbers by lot" },
    { use: "turn", pattern: /\b(?:your|the) pass\b/i, example: "Your pass ends in 5 minutes." },
    { use: "top up", pattern: /\brecharge\b|\bdeposit\b/i, example: "Recharge your points." },
    { use: "calm words", pattern: /\boops\b|\bwhoops\b|\buh-oh\b/i, example: "Oops, that did not work." },
    { use: "what is known", pattern: /\bpayment (?:has )?failed\b/i, example: "Your payment failed." },
  ],
} as const;

const avoidedIn = (language: "en" | "ko", messages: Messages): readonly string[] =>
  textsOf(messages).flatMap(({ key, text }) =>
    AVOIDED[language].filter(({ pattern }) => pattern.test(text)).map(({ use }) => `${key}: use "${use}"`),
  );

const WEB = join(PROJECT_DIR, "web");
const folders = (await readdir(WEB, { recursive: true }))
  .filter((path) => path.endsWith("/messages.en.ts") && !path.includes("node_modules"))
  .map((path) => path.slice(0, -"/messages.en.ts".length))
  .toSorted();

const messagesIn = async (folder: string, language: "en" | "ko"): Promise<Messages> => {
  const { messages } = (await import(join(WEB, folder, `messages.${language}.ts`))) as { readonly messages: Messages };
  return messages;
};

describe("catalogues", () => {
  it("are there", () => {
    expect(folders).toContain("shared/ui");
    expect(folders.length).toBeGreaterThan(8);
  });

  it.each(folders)("say the same in both languages: %s", async (folder) => {
    expect(slipsOf(await messagesIn(folder, "en"), await messagesIn(folder, "ko"))).toEqual([]);
  });
});

describe.each(["en", "ko"] as const)("words to avoid: %s", (language) => {
  it.each(folders)("are not in %s", async (folder) => {
    expect(avoidedIn(language, await messagesIn(folder, language))).toEqual([]);
  });

  it.each(AVOIDED[language])("are noticed: $example", ({ example }) => {
    expect(avoidedIn(language, { text: example })).toHaveLength(1);
  });
});

describe("slips that are noticed", () => {
  it.each([
    { slip: "a text that was not translated", english: "Try again", korean: "Try again" },
    { slip: "Korean in an English text", english: "다시 시도", korean: "다시 시도해 주세요" },
    { slip: "an argument left out", english: (count: string) => `${count} left`, korean: () => "남았어요" },
  ])("$slip", ({ english, korean }) => {
    expect(slipsOf({ group: { text: english } }, { group: { text: korean } })).toHaveLength(1);
  });

  it("but not a name, or a text of arguments alone", () => {
    const typeOption = (name: string, won: string): string => `${name} · ${won}`;
    expect(slipsOf({ api: "API", typeOption }, { api: "API", typeOption })).toEqual([]);
  });
});
