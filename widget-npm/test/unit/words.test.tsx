import { cleanup } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { AssistedChatProps, Language } from "@assisted-chat/widget";
import { Drawn } from "./scripted/drawn.js";
import { after as afterCs } from "../../src/words/after/cs.js";
import { after as afterEn } from "../../src/words/after/en.js";
import { after as afterKo } from "../../src/words/after/ko.js";
import { before as beforeCs } from "../../src/words/before/cs.js";
import { before as beforeEn } from "../../src/words/before/en.js";
import { before as beforeKo } from "../../src/words/before/ko.js";
import { initials, shortName } from "../../src/words/names.js";

const ENGLISH: Readonly<Record<string, string>> = { ...beforeEn, ...afterEn };
const OTHERS: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ["cs", { ...beforeCs, ...afterCs }],
  ["ko", { ...beforeKo, ...afterKo }],
];

describe("every language", () => {
  test.each(OTHERS)("%s says all that English says, and names nothing that English does not", (_, words) => {
    expect(Object.keys(words)).toEqual(Object.keys(ENGLISH));
    for (const [key, text] of Object.entries(words)) {
      expect(text.trim(), key).not.toBe("");
      const places = (of: string): readonly string[] => of.match(/\{\w+\}/g) ?? [];
      for (const place of places(text)) expect(places(ENGLISH[key] ?? ""), key).toContain(place);
    }
  });

  test("Czech never bends a name, and Korean never leaves one bare", () => {
    const [[, czech], [, korean]] = OTHERS as [(typeof OTHERS)[number], (typeof OTHERS)[number]];
    for (const text of Object.values(czech)) expect(text).not.toMatch(/\b(s|pro|od|k|u|o|bez) \{name\}/i);
    for (const text of Object.values(korean)) expect(text).not.toMatch(/\{name\}(?! 님)/);
  });
});

describe("the language", () => {
  let drawn: Drawn;
  afterEach(() => {
    cleanup();
    drawn.journey.stop();
    document.documentElement.lang = "";
  });
  const launcher = async (props: AssistedChatProps): Promise<string | null> => {
    drawn = new Drawn(props);
    return (await drawn.find("launcher")).textContent;
  };

  test.each<[Language, string]>([
    ["en", "Get help with this form"],
    ["cs", "Pomoc s formulářem"],
    ["ko", "이 양식 도움받기"],
  ])("%s is spoken when the page asks for it", async (language, said) => {
    expect(await launcher({ language })).toBe(said);
    expect(drawn.shadow.querySelector(".root")?.getAttribute("lang")).toBe(language);
  });

  test("is the page's own when nothing is asked for, and Czech when nobody knows", async () => {
    document.documentElement.lang = "ko-KR";
    expect(await launcher({ language: undefined as never })).toBe("이 양식 도움받기");
    cleanup();
    document.documentElement.lang = "de";
    vi.spyOn(navigator, "languages", "get").mockReturnValue(["fr"]);
    expect(await launcher({ language: undefined as never })).toBe("Pomoc s formulářem");
  });

  test("gives way to the page's own words", async () => {
    expect(await launcher({ messages: { launcher: "Call us" } })).toBe("Call us");
  });
});

describe("a name", () => {
  test.each([
    ["Jana Nováková", "Jana", "JN"],
    ["Nováková, Jana", "Jana", "NJ"],
    ["Ing. Jana Nováková", "Jana", "JN"],
    ["Kim Min-ji", "Kim Min-ji", "KM"],
    ["김민지", "김민지", "김"],
    ["Jana", "Jana", "J"],
    ["Anna-Marie Svobodová", "Anna-Marie", "AS"],
  ])("%j is said as %j", (full, short, letters) => {
    expect(shortName(full)).toBe(short);
    expect(initials(full)).toBe(letters);
  });
});
