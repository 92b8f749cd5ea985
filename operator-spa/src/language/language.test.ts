import { describe, expect, it } from "vitest";
import { alertWords } from "../alerts/words";
import { callsWords } from "../calls/words";
import { customerWords } from "../customer/words";
import { devicesWords } from "../devices/words";
import { lobbyWords } from "../lobby/words";
import { outageWords } from "../outage/words";
import { pinWords } from "../pin/words";
import { signInWords } from "../sign-in/words";
import { stageWords } from "../stage/words";
import { topBarWords } from "../top-bar/words";
import { createFormat } from "./format";
import { chooseLanguage, LANGUAGES, withLanguage, type InEveryLanguage } from "./language";
import { pluralIn } from "./plural";

describe("the choice of language", () => {
  it.each([
    ["?lang=ko", ["en-GB"], "ko"],
    ["?lang=de", ["en-GB"], "en"],
    ["", ["de-DE", "cs-CZ", "en"], "cs"],
    ["", ["fr"], "cs"],
    ["", [], "cs"],
  ])("%s with a browser in %j speaks %s", (search, browsers, spoken) => {
    expect(chooseLanguage(search, browsers)).toBe(spoken);
  });

  it("stays in the address and leaves the rest of it alone", () => {
    const address = new URL("http://localhost/operator/?x=1&lang=en#/calls/call_1");
    expect(withLanguage(address, "cs").href).toBe("http://localhost/operator/?x=1&lang=cs#/calls/call_1");
  });
});

describe("plurals", () => {
  it("has a form for every number that Czech tells apart", () => {
    const cs = pluralIn("cs");
    const tries = { one: "# pokus", few: "# pokusy", many: "# pokusu", other: "# pokusů" };
    expect([1, 2, 1.5, 5, 0].map((count) => cs(count, tries))).toEqual([
      "1 pokus",
      "2 pokusy",
      "1,5 pokusu",
      "5 pokusů",
      "0 pokusů",
    ]);
  });

  it("knows all the categories of each language", () => {
    const categories = LANGUAGES.map((language) =>
      [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].sort(),
    );
    expect(categories).toEqual([["few", "many", "one", "other"], ["one", "other"], ["other"]]);
  });
});

describe("times", () => {
  const en = createFormat("en");
  const now = new Date(2026, 10, 22, 14, 31).getTime();

  it("counts down by whole seconds and never below nothing", () => {
    expect([242_000, 241_001, 999, 0, -5].map(en.countdown)).toEqual([
      "4:02",
      "4:02",
      "0:01",
      "0:00",
      "0:00",
    ]);
  });

  it("counts up, with hours when there are any", () => {
    expect([192_900, 3_792_000].map(en.timer)).toEqual(["03:12", "1:03:12"]);
  });

  it("names the near days and dates the others", () => {
    const day = 86_400_000;
    expect([0, 1, 3].map((back) => en.day(now - back * day, now))).toEqual([
      "Today",
      "Yesterday",
      "November 19, 2026",
    ]);
    expect(createFormat("cs").day(now - day, now)).toBe("Včera");
    expect(createFormat("ko").day(now - 3 * day, now)).toBe("2026년 11월 19일");
  });

  it("measures in the largest unit that helps", () => {
    expect([8_000, 660_000, 3_600_000, 5_400_000].map(en.length)).toEqual([
      "8 sec",
      "11 min",
      "1 hr",
      "1 hr 30 min",
    ]);
    expect(createFormat("ko").ago(48_000)).toBe("48초 전");
    expect(createFormat("cs").ago(120_000)).toBe("před 2 min");
  });
});

describe("words", () => {
  const rooms: readonly InEveryLanguage<object>[] = [
    alertWords,
    callsWords,
    customerWords,
    devicesWords,
    lobbyWords,
    outageWords,
    pinWords,
    signInWords,
    stageWords,
    topBarWords,
  ];

  it("are there in every language, and Korean is written in Hangul", () => {
    for (const words of rooms) {
      for (const language of LANGUAGES)
        expect(texts(words[language]).filter((text) => text.trim() === "")).toEqual([]);
      const korean = texts(words.ko).filter((text) => text !== "100 %");
      expect(korean.filter((text) => !/\p{Script=Hangul}/u.test(text))).toEqual([]);
    }
  });

  it("never show a placeholder that was meant to be replaced", () => {
    for (const words of rooms) {
      for (const language of LANGUAGES)
        expect(texts(words[language]).filter((text) => text.includes("#"))).toEqual([]);
    }
  });
});

/** Every sentence of a room, those with something to fill in filled in. */
function texts(words: unknown): string[] {
  if (typeof words === "string") return [words];
  if (typeof words === "function")
    return [String((words as (value: number) => unknown)(2))].filter(isSentence);
  return Object.values(words as object).flatMap(texts);
}

/** A name in quotation marks is no sentence. */
function isSentence(text: string): boolean {
  return !/^[“„]2[”“]$/.test(text);
}
