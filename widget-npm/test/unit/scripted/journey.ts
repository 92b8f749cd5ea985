/** A store over the scripted service, taken to where a test begins. */
import { vi } from "vitest";
import {
  createAssistedChat,
  type AssistedChat,
  type AssistedChatOptions,
  type ChatEvent,
  type ChatPhase,
} from "@assisted-chat/widget/headless";
import { ScriptedCall } from "./calling.js";
import { PIN, ScriptedService } from "./service.js";

export type Phase<Name extends ChatPhase["phase"]> = Extract<ChatPhase, { phase: Name }>;

export class Journey {
  readonly service: ScriptedService;
  readonly call = new ScriptedCall();
  readonly chat: AssistedChat;
  readonly events: ChatEvent[] = [];
  readonly stop: () => void;

  constructor(options: AssistedChatOptions = {}, service = new ScriptedService()) {
    this.service = service;
    this.chat = createAssistedChat({
      fetch: service.fetch,
      loadCalling: () => Promise.resolve(this.call.calling),
      ...options,
    });
    this.chat.onEvent((event) => this.events.push(event));
    this.stop = this.chat.start();
  }

  /** The phase, once it is this one. */
  async at<Name extends ChatPhase["phase"]>(name: Name): Promise<Phase<Name>> {
    await vi.waitFor(
      () => {
        const { phase } = this.chat.getSnapshot();
        if (phase !== name) throw new Error(`still ${phase}, not ${name}`);
      },
      { timeout: 6_000 },
    );
    return this.chat.getSnapshot() as Phase<Name>;
  }

  /** The phase when it satisfies `holds`. */
  async when<Name extends ChatPhase["phase"]>(
    name: Name,
    holds: (phase: Phase<Name>) => boolean,
  ): Promise<Phase<Name>> {
    await vi.waitFor(
      () => {
        const phase = this.chat.getSnapshot();
        if (phase.phase !== name || !holds(phase as Phase<Name>)) throw new Error(JSON.stringify(phase));
      },
      { timeout: 6_000 },
    );
    return this.chat.getSnapshot() as Phase<Name>;
  }

  async toConsent(): Promise<Phase<"consent">> {
    this.chat.actions.open();
    this.chat.actions.submitPin(PIN);
    return this.at("consent");
  }

  async toLobby(how: "share" | "voice" = "share"): Promise<Phase<"lobby">> {
    await this.toConsent();
    if (how === "share") this.chat.actions.shareAndJoin("1.en");
    else this.chat.actions.joinWithVoice("1.en");
    await this.at("lobby");
    return this.when("lobby", ({ captured, microphone }) => captured === (how === "share") && microphone !== "absent");
  }

  async toCall(how: "share" | "voice" = "share"): Promise<Phase<"call">> {
    await this.toLobby(how);
    this.service.participant = "admitted";
    await this.when("call", ({ call }) => call !== null);
    this.call.connect();
    return this.when("call", ({ met }) => met);
  }

  eventNames(): readonly string[] {
    return this.events.map(({ name }) => name);
  }
}
