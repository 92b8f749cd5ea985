import { describe, expect, it } from "vitest";
import { ScriptedSession } from "../../testing/scripted-session";
import { chooseDevice } from "./choose-device";

describe("choosing a device in the middle of a call", () => {
  it("uses it at once", async () => {
    const session = new ScriptedSession();
    await chooseDevice(session, "microphone", "mic-2");
    await chooseDevice(session, "speaker", "out-2");
    await chooseDevice(session, "speaker", null);
    expect(session.chosen).toEqual(["microphone mic-2", "speaker out-2", "speaker "]);
  });

  it("takes the system's own microphone when none is named", async () => {
    const session = new ScriptedSession();
    await chooseDevice(session, "microphone", null);
    expect(session.chosen).toEqual(["microphone default"]);
  });

  it("leaves a muted microphone muted", async () => {
    const session = new ScriptedSession({ microphone: "muted" });
    await chooseDevice(session, "microphone", "mic-2");
    expect(session.getSnapshot().microphone).toBe("muted");
  });

  it("does not switch on a camera that is off, and keeps on one that is on", async () => {
    const off = new ScriptedSession();
    await chooseDevice(off, "camera", "cam-2");
    expect(off.chosen).toEqual([]);
    const on = new ScriptedSession({ camera: "on" });
    await chooseDevice(on, "camera", "cam-2");
    await chooseDevice(on, "camera", null);
    expect(on.chosen).toEqual(["camera cam-2"]);
    expect(on.getSnapshot().camera).toBe("on");
  });
});
