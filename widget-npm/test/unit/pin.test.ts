import { describe, expect, test } from "vitest";
import { digitsOf, grouped, isWhole } from "@assisted-chat/widget/headless";
import { PIN } from "./scripted/service.js";

describe("the check digit", () => {
  test("is Damm's: the example of the literature holds", () => {
    expect(isWhole("5724")).toBe(true);
  });

  test("catches every single wrong digit and every swap of neighbours", () => {
    for (let at = 0; at < PIN.length; at++) {
      for (const digit of "0123456789") {
        const wrong = PIN.slice(0, at) + digit + PIN.slice(at + 1);
        expect(isWhole(wrong)).toBe(wrong === PIN);
      }
      const swapped = PIN.slice(0, at) + (PIN[at + 1] ?? "") + (PIN[at] ?? "") + PIN.slice(at + 2);
      expect(isWhole(swapped)).toBe(swapped === PIN);
    }
  });
});

describe("digits", () => {
  test.each([
    ["482 913 5575", PIN],
    ["482-913-5575", PIN],
    [" 482\u00a0913\u00a05575\n", PIN],
    ["４８２９１３５５７５", PIN],
    ["PIN: 482 913 5575.", PIN],
    ["", ""],
    ["abc", ""],
  ])("are read out of %j", (typed, digits) => {
    expect(digitsOf(typed)).toBe(digits);
  });

  test.each([
    ["", 10, ""],
    ["4", 10, "4"],
    ["482", 10, "482"],
    ["4829", 10, "482 9"],
    [PIN, 10, "482 913 5575"],
    ["12345678901", 11, "123 456 789 01"],
    ["123456789012", 12, "123 456 789 012"],
    ["1234567890123", 13, "123 456 789 0123"],
    ["12345678901234", 14, "123 456 789 012 34"],
  ])("%j of %i are grouped as %j", (digits, length, text) => {
    expect(grouped(digits, length)).toBe(text);
  });
});
