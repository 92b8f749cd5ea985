import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Journey } from "./scripted/journey.js";
import { MISTYPED, PIN, refusal } from "./scripted/service.js";

/** Right in itself, and nobody's. */
const OTHER = "1111111110";

let journey: Journey;
const pin = () => journey.when("pin", ({ trouble, sending }) => trouble !== null && !sending);
const submit = (typed: string): void => journey.chat.actions.submitPin(typed);
const redemptions = () => journey.service.to("/api/redeem-pin");

beforeEach(() => {
  journey = new Journey();
  journey.chat.actions.open();
});
afterEach(() => journey.stop());

describe("a code", () => {
  test("that is right leads to the consent, and is then forgotten", async () => {
    submit("482 913 5575");
    const consent = await journey.at("consent");

    expect(consent.operatorName).toBe("Jana Nováková");
    expect(redemptions()[0]?.body).toMatchObject({ pin: PIN, widget: "default" });
    expect(redemptions()[0]?.body.redemption_key).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(JSON.stringify(sessionStorage)).not.toContain(PIN);
    expect(JSON.stringify(journey.events)).not.toMatch(/4829135575|token-/);
  });

  test.each([MISTYPED, "48291", "", "48291355755"])("that cannot be right (%j) is not sent", async (typed) => {
    submit(typed);

    expect((await pin()).trouble).toEqual({ kind: "mistyped" });
    expect(redemptions()).toHaveLength(0);
  });

  test("that is refused may be followed by another", async () => {
    submit("0000000000");
    expect((await pin()).trouble).toEqual({ kind: "refused" });

    journey.chat.actions.editPin();
    expect(journey.chat.getSnapshot()).toMatchObject({ trouble: null });
    submit(PIN);
    await journey.at("consent");
  });

  test("keeps its key while it is tried again, and loses it when the text changes", async () => {
    const seen: unknown[] = [];
    journey.chat.subscribe(() => seen.push(journey.chat.getSnapshot()));
    journey.service.unreachable = 1;
    submit(PIN);
    await journey.at("consent");
    expect(seen).toContainEqual(expect.objectContaining({ phase: "pin", trouble: { kind: "away" } }));
    const [lost, heard] = redemptions();
    expect(heard?.body.redemption_key).toBe(lost?.body.redemption_key);
    journey.stop();
    sessionStorage.clear();

    journey = new Journey();
    journey.chat.actions.open();
    submit("0000000000");
    await pin();
    submit(OTHER);
    await journey.when("pin", ({ trouble, sending }) => trouble?.kind === "refused" && !sending);
    const keys = new Set(redemptions().map(({ body }) => body.redemption_key));
    expect(keys.size).toBe(redemptions().length);
  });

  test("is asked for in as many digits as the service says", async () => {
    journey.service.instead.set("/api/widget-config", () => ({
      body: { pin_digits: 12, release: "automatic" },
    }));
    const other = new Journey({}, journey.service);
    other.chat.actions.open();
    await other.when("pin", ({ digits }) => digits === 12);
    other.stop();
  });
});

describe("a service", () => {
  test("that is away is tried again by itself, not earlier than it asks", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    journey.service.instead.set("/api/redeem-pin", () => refusal(503, "unavailable", 7));
    submit(PIN);
    await journey.when("pin", ({ trouble, sending }) => trouble?.kind === "away" && sending);

    await vi.advanceTimersByTimeAsync(6_500);
    expect(redemptions()).toHaveLength(1);
    journey.service.instead.clear();
    await vi.advanceTimersByTimeAsync(1_000);
    await journey.at("consent");
  });

  test("that is away is left alone once the code is edited", async () => {
    journey.service.unreachable = 100;
    submit(PIN);
    await journey.when("pin", ({ trouble }) => trouble?.kind === "away");
    journey.chat.actions.editPin();

    expect(journey.chat.getSnapshot()).toMatchObject({ trouble: null, sending: false });
    const asked = redemptions().length;
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(redemptions()).toHaveLength(asked);
  });

  test("that has seen too many codes is left alone until it allows another", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    journey.service.instead.set("/api/redeem-pin", () => refusal(429, "too_many_attempts", 240));
    submit(PIN);
    const { trouble } = await pin();
    expect(trouble).toMatchObject({ kind: "too_many" });
    expect(trouble?.kind === "too_many" && trouble.until - Date.now()).toBeGreaterThan(230_000);

    journey.chat.actions.editPin();
    submit(PIN);
    expect(redemptions()).toHaveLength(1);

    journey.service.instead.clear();
    await vi.advanceTimersByTimeAsync(241_000);
    submit(PIN);
    await journey.at("consent");
  });

  test.each([
    ["pin_malformed", 400, "mistyped"],
    ["invalid_request", 400, "failed"],
    ["foreign_origin", 403, "failed"],
  ])("that answers %s makes the trouble %s", async (code, status, kind) => {
    journey.service.instead.set("/api/redeem-pin", () => refusal(status, code));
    submit(PIN);
    expect((await pin()).trouble).toEqual({ kind });
  });

  test("that answers nonsense is no disaster", async () => {
    journey.service.instead.set("/api/redeem-pin", () => ({ body: { hello: "world" } }));
    submit(PIN);
    expect((await pin()).trouble).toEqual({ kind: "failed" });
  });

  test("that does not know the widget is named in the console and in an event", async () => {
    const said = vi.spyOn(console, "error").mockReturnValue(undefined);
    journey.service.instead.set("/api/widget-config", () => refusal(404, "widget_not_found"));
    const other = new Journey({ widget: "nowhere" }, journey.service);
    await vi.waitFor(() => expect(other.events).toContainEqual({ name: "error", code: "widget_not_found" }));
    expect(said.mock.calls[0]?.[0]).toContain('"nowhere"');
    other.stop();
  });
});

test("an address may be given with or without its path", async () => {
  for (const apiUrl of ["https://api.example", "https://api.example/", "https://api.example/api"]) {
    const asked: string[] = [];
    const other = new Journey({
      apiUrl,
      fetch: (input) => {
        asked.push(input as string);
        return Promise.reject(new TypeError());
      },
    });
    await vi.waitFor(() => expect(asked[0]).toBe("https://api.example/api/widget-config?widget=default"));
    other.stop();
  }
});
