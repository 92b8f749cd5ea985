import { cleanup, fireEvent } from "@testing-library/react";
import { version } from "react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Drawn } from "./scripted/drawn.js";

let drawn: Drawn;
let field: HTMLInputElement;

beforeEach(async () => {
  drawn = new Drawn();
  await drawn.press("launcher");
  field = await drawn.field();
});
afterEach(() => {
  cleanup();
  drawn.journey.stop();
});

const caretTo = (place: number): void => field.setSelectionRange(place, place);
const shows = (): string =>
  `${field.value.slice(0, field.selectionStart ?? 0)}|${field.value.slice(field.selectionStart ?? 0)}`;

test("is drawn by the React that was asked for", () => {
  expect(version.split(".")[0]).toBe(process.env.REACT_MAJOR ?? "19");
});

describe("the code's field", () => {
  test("has focus at once, a name and a keyboard of digits", () => {
    expect(drawn.focused).toBe(field);
    expect(field.getAttribute("aria-label")).toBe("Code from the operator");
    expect(field.getAttribute("inputmode")).toBe("numeric");
    expect(field.getAttribute("autocomplete")).toBe("one-time-code");
    const hint = drawn.shadow.getElementById(field.getAttribute("aria-describedby") ?? "");
    expect(hint?.textContent).toBe("10 digits. You can also paste them.");
  });

  test("groups as one types", async () => {
    await drawn.user.keyboard("4829");
    expect(shows()).toBe("482 9|");
    await drawn.user.keyboard("135575");
    expect(shows()).toBe("482 913 5575|");
    await drawn.user.keyboard("9");
    expect(shows()).toBe("482 913 5575|");
  });

  test("keeps the caret where one edits", async () => {
    await drawn.user.keyboard("4829135575");
    caretTo(2);
    await drawn.user.keyboard("{Backspace}");
    expect(shows()).toBe("4|29 135 575");
    await drawn.user.keyboard("8");
    expect(shows()).toBe("48|2 913 5575");
  });

  test("deletes the digit beyond a gap, both ways", async () => {
    await drawn.user.keyboard("4829135575");
    caretTo(4);
    await drawn.user.keyboard("{Backspace}");
    expect(shows()).toBe("48|9 135 575");
    await drawn.user.keyboard("2");
    caretTo(3);
    await drawn.user.keyboard("{Delete}");
    expect(shows()).toBe("482| 135 575");
  });

  test.each(["482 913 5575", "482-913-5575", "482\u00a0913\u00a05575", "４８２９１３５５７５", "PIN: 4829135575\n"])(
    "takes %j as it is pasted",
    (text) => {
      fireEvent.input(field, { target: { value: text }, inputType: "insertFromPaste" });
      expect(shows()).toBe("482 913 5575|");
    },
  );

  test("ignores what is no digit", async () => {
    await drawn.user.keyboard("48a2");
    expect(shows()).toBe("482|");
  });

  test("says what is wrong, and no longer once the text changes", async () => {
    await drawn.user.keyboard("4829135574{Enter}");
    const error = await drawn.find("pin-error");
    expect(error.textContent).toBe("One of the digits isn't right. Compare them with the operator.");
    expect(error.getAttribute("role")).toBe("alert");
    expect(field.getAttribute("aria-invalid")).toBe("true");

    await drawn.user.keyboard("{Backspace}");
    expect(drawn.shadow.querySelector("[data-test=pin-error]")).toBeNull();
    await drawn.user.keyboard("{Enter}");
    expect((await drawn.find("pin-error")).textContent).toContain("The code has 10 digits");
  });

  test("leads on when the code is right", async () => {
    await drawn.user.keyboard("4829135575{Enter}");
    await drawn.find("consent-share");
    expect(drawn.host.dataset.phase).toBe("consent");
  });
});
