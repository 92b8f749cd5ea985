import { cleanup, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { EndReason } from "@assisted-chat/widget";
import { give } from "./scripted/browser.js";
import { Drawn } from "./scripted/drawn.js";

let drawn: Drawn;
afterEach(() => {
  cleanup();
  drawn.journey.stop();
});

const phase = (name: string): Promise<void> =>
  waitFor(() => expect(drawn.host.dataset.phase).toBe(name), { timeout: 4_000 });

async function toConsent(): Promise<void> {
  drawn = new Drawn();
  await drawn.press("launcher");
  await drawn.user.keyboard("4829135575{Enter}");
  await phase("consent");
}
async function toLobby(): Promise<void> {
  await toConsent();
  await drawn.press("consent-share");
  await phase("lobby");
}
/** In the call's phase; whether the call service is joined is the script's to say. */
async function toAdmission(): Promise<void> {
  await toLobby();
  drawn.journey.service.participant = "admitted";
  await phase("call");
}
async function toCall(): Promise<void> {
  await toAdmission();
  await waitFor(() => expect(drawn.journey.call.joins).toBe(1), { timeout: 6_000 });
  drawn.journey.call.connect();
  await waitFor(() => expect(drawn.text).toContain("You can hang up the phone."));
}

describe("before the code", () => {
  test("the launcher opens the panel, and Escape closes it again", async () => {
    drawn = new Drawn();
    await drawn.press("launcher");
    await phase("pin");
    expect(drawn.shadow.querySelector("[role=dialog]")?.getAttribute("aria-label")).toBe("Help from the bank");
    await drawn.user.keyboard("{Escape}");
    await phase("idle");
    await waitFor(() => expect(drawn.focused).toBe(drawn.shadow.querySelector("[data-test=launcher]")));
  });

  test("a browser that cannot share is told so", async () => {
    give("mediaDevices", undefined);
    drawn = new Drawn();
    await drawn.press("launcher");
    expect(drawn.text).toContain("This browser can't share the page.");
    await drawn.user.keyboard("4829135575{Enter}");
    await drawn.find("consent-voice");
    expect(drawn.shadow.querySelector("[data-test=consent-share]")).toBeNull();
    expect(drawn.text).toContain("Join the call with Jana?");
  });
});

describe("consent", () => {
  test("says who, what, and what never", async () => {
    await toConsent();
    await drawn.find("consent-share");
    for (const said of [
      "Jana Nováková",
      "Share this tab with Jana?",
      "Not your other tabs",
      "We never ask for your password",
    ]) {
      expect(drawn.text).toContain(said);
    }
    await waitFor(() => expect(drawn.focused?.textContent).toBe("Share this tab with Jana?"));
  });

  test("keeps the wording that was agreed to with the consent", async () => {
    await toLobby();
    await waitFor(() => expect(drawn.journey.service.to("/api/consent")).toHaveLength(2));
    expect(drawn.journey.service.to("/api/consent")[0]?.body.text_version).toMatch(/^\d{4}-\d\d\.en$/);
  });
});

describe("the lobby", () => {
  test("shows two digits, read out one by one, and folds to a pill that shows them still", async () => {
    await toLobby();
    const code = await drawn.find("match-code");
    expect(code.textContent).toBe("47");
    expect(code.getAttribute("aria-label")).toBe("4 7");
    await vi.waitFor(() => {
      expect(drawn.shadow.querySelector("[role=status]")?.textContent).toContain("The number is 4 7");
    });

    await drawn.user.keyboard("{Escape}");
    expect((await drawn.find("launcher")).textContent).toContain("47");
    expect(drawn.host.dataset.phase).toBe("lobby");
    await drawn.press("launcher");
    await drawn.find("match-code");
  });

  test("leaves focus in the page's form when the call begins", async () => {
    await toLobby();
    const income = screen.getByLabelText("Income");
    await drawn.user.click(income);
    drawn.journey.service.participant = "admitted";
    await phase("call");
    expect(document.activeElement).toBe(income);
  });

  test("opens by itself when the call begins", async () => {
    await toLobby();
    await drawn.user.keyboard("{Escape}");
    drawn.journey.service.participant = "admitted";
    await drawn.find("mic");
  });
});

describe("the call", () => {
  test("says where the operator speaks now, and that the tab is shared", async () => {
    await toCall();
    expect(drawn.text).toContain("Jana now speaks to you here. You can hang up the phone.");
    expect(drawn.text).toContain("You are sharing this tab");
    await drawn.press("stop-sharing");
    await drawn.press("share-again");
    await drawn.find("stop-sharing");
  });

  test("has buttons that say how they stand", async () => {
    await toCall();
    const microphone = await drawn.find("mic");
    expect(microphone.textContent).toBe("MicrophoneOn");
    expect(microphone.getAttribute("aria-pressed")).toBe("true");
    await drawn.press("mic");
    await waitFor(() => expect(microphone.getAttribute("aria-pressed")).toBe("false"));
    expect((await drawn.find("camera")).getAttribute("aria-pressed")).toBe("false");
  });

  test("draws the operator's picture where it comes, and takes it away", async () => {
    await toCall();
    const attach = (container: HTMLElement): (() => void) => {
      const picture = container.appendChild(document.createElement("video"));
      return () => picture.remove();
    };
    drawn.journey.call.become({ remoteVideos: [{ userId: "user-operator", kind: "camera", attach }] });
    await waitFor(() => expect(drawn.shadow.querySelector("video")).not.toBeNull());
    drawn.journey.call.become({ remoteVideos: [] });
    await waitFor(() => expect(drawn.shadow.querySelector("video")).toBeNull());
  });

  test("never tells those to hang up whom one cannot hear here", async () => {
    await toCall();
    drawn.journey.call.become({ microphone: "denied" });
    await waitFor(() => expect(drawn.text).toContain("Keep the phone in your hand to answer."));
    expect(drawn.text).not.toContain("You can hang up the phone.");
  });

  test("says what is broken", async () => {
    await toCall();
    drawn.journey.call.become({ connection: "reconnecting", peerPresent: false });
    await waitFor(() => expect(drawn.text).toContain("The connection dropped."));
    drawn.journey.call.become({ connection: "connecting" });
    await waitFor(() => expect(drawn.text).toContain("Jana isn't connected right now."));
  });

  test("folds to a pill that still says sharing", async () => {
    await toCall();
    await drawn.press("fold");
    expect((await drawn.find("launcher")).textContent).toBe("Sharing this tab");
  });

  test("ends at one press when it is not trusted, with advice", async () => {
    await toCall();
    const told: string[] = [];
    document.addEventListener("assisted-chat:distrusted", () => told.push("distrusted"));
    await drawn.press("distrust");
    const ended = await drawn.find("ended-reason");
    expect(ended.dataset.reason).toBe("distrust");
    expect(ended.textContent).toContain("Call your bank on the number printed on your card.");
    expect(told).toEqual(["distrusted"]);
    await waitFor(() => expect(drawn.focused?.textContent).toBe("The call has ended"));
    await waitFor(() => expect(drawn.text).toContain("The bank has been told."));
  });
});

describe("where they speak to each other", () => {
  test("is the phone, until the operator's voice has come in here; then it may be hung up, and stays so", async () => {
    await toAdmission();
    await waitFor(() => expect(drawn.journey.call.joins).toBe(1), { timeout: 6_000 });
    drawn.journey.call.become({ connection: "connected", peerPresent: true, peerHeard: false });
    await waitFor(() => expect(drawn.text).toContain("Jana is here, but can't be heard here yet. Stay on the phone."));
    expect(drawn.text).not.toContain("hang up");

    drawn.journey.call.become({ peerHeard: true });
    await waitFor(() => expect(drawn.text).toContain("Jana now speaks to you here. You can hang up the phone."));
    drawn.journey.call.become({ peerHeard: false });
    expect(drawn.text).toContain("You can hang up the phone.");
  });
});

describe("what is said of sharing", () => {
  const status = (): string => drawn.shadow.querySelector("[role=status]")?.textContent ?? "";

  test("never is that the tab is shared before the operator was there to see it", async () => {
    await toAdmission();
    await waitFor(() => expect(drawn.journey.call.joins).toBe(1), { timeout: 6_000 });
    await waitFor(() => expect(drawn.text).toContain("Jana will see this tab when connected"));
    expect(drawn.text).not.toContain("You are sharing this tab");
    await drawn.press("fold");
    expect((await drawn.find("launcher")).textContent).toBe("In the call");
    await drawn.press("launcher");
    drawn.journey.call.connect();
    await waitFor(() => expect(drawn.text).toContain("You are sharing this tab"));
    await waitFor(() => expect(status()).toContain("You are sharing this tab."));
  });

  test("is that it isn't, once the call has lost the picture", async () => {
    await toCall();
    drawn.journey.call.become({ sharing: null });
    await drawn.find("share-again");
    expect(drawn.text).toContain("This tab isn't shared");
    await waitFor(() => expect(status()).toContain("This tab isn't shared."));
  });

  test("warns aloud of the call service's own picker, and its button says what it does", async () => {
    await toLobby();
    drawn.journey.call.takesCaptures = false;
    drawn.journey.service.participant = "admitted";
    await waitFor(() => expect(drawn.journey.call.joins).toBe(1), { timeout: 6_000 });
    drawn.journey.call.connect();
    const button = await drawn.find("service-picker");
    expect(button.textContent).toBe("Choose what to share");
    const warning = drawn.shadow.getElementById(button.getAttribute("aria-describedby") ?? "");
    expect(warning?.textContent).toContain("Jana sees whatever you choose.");
    await waitFor(() => expect(status()).toContain("Jana sees whatever you choose."));
    expect(status()).not.toContain("isn't shared");
  });
});

describe("a call that could not be joined", () => {
  const press = async (test: string): Promise<void> => {
    (await drawn.find(test)).focus();
    await drawn.user.keyboard("{Enter}");
  };
  async function toFailure(): Promise<void> {
    await toLobby();
    drawn.journey.call.fails = "failed";
    drawn.journey.service.participant = "admitted";
    await drawn.find("join-again");
  }

  test("is not said to be connecting", async () => {
    await toFailure();
    const status = drawn.shadow.querySelector("[role=status]");
    await waitFor(() => expect(status?.textContent).toBe("Jana will see this tab when connected."));
    expect(drawn.text).not.toContain("Connecting you");
  });

  test("keeps focus on its button when it fails again, and hands it to the heading when it is mended", async () => {
    await toFailure();
    await press("join-again");
    await waitFor(() => expect(drawn.focused?.textContent).toBe("Try again"));
    expect(drawn.focused).toBe(await drawn.find("join-again"));

    drawn.journey.call.fails = null;
    await press("join-again");
    await waitFor(() => expect(drawn.journey.call.joins).toBe(1), { timeout: 6_000 });
    await waitFor(() => expect(drawn.focused?.textContent).toBe("In the call"));
  });

  test("keeps focus where one stopped what would have been shared", async () => {
    await toFailure();
    await press("stop-sharing");
    const again = await drawn.find("share-again");
    expect(drawn.focused).toBe(again);
  });
});

describe("the end", () => {
  test.each<[EndReason, string]>([
    ["operator", "The call has ended"],
    ["expired", "The time for this call is up"],
    ["turned_away", "You weren't let in"],
  ])("for the reason %s says %j", async (reason, said) => {
    await toLobby();
    if (reason === "turned_away") drawn.journey.service.participant = reason;
    else Object.assign(drawn.journey.service, { call: "ended", endReason: reason });
    expect((await drawn.find("ended-reason")).textContent).toContain(said);
  });
});

test("events are told in the page, without secrets", async () => {
  const told: string[] = [];
  const names = ["opened", "accepted", "waiting", "joined", "sharing-started"];
  for (const name of names) {
    document.addEventListener(`assisted-chat:${name}`, (event) =>
      told.push(`${name} ${JSON.stringify((event as CustomEvent).detail)}`),
    );
  }
  await toCall();
  await waitFor(() => expect(told.map((each) => each.split(" ")[0])).toEqual(names));
  expect(told.join()).not.toMatch(/4829135575|token-|redemption/i);
});

test("no style stands in an element or an attribute that a strict policy would refuse", async () => {
  await toCall();
  expect(drawn.shadow.querySelector("style, link, script")).toBeNull();
});
