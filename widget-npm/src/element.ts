/** Door `./element`: the widget as a custom element, with React inside. */
import { createElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { createAssistedChat } from "./headless/assisted-chat.js";
import type { ChatEvent } from "./headless/phases.js";
import type { AssistedChat } from "./headless/surface.js";
import type { Theme } from "./theme/theme.js";
import { Widget } from "./widget.js";
import type { Words } from "./words/words.js";
import { chooseLanguage, preferredLanguage } from "./words/language.js";

/** Attributes that choose the store; a change makes a new one. */
const OF_THE_STORE: readonly string[] = ["api-url", "widget", "display-name"];
const NOTHING = {};

// Servers that render pages have no elements; there the class is never made.
const Base = typeof HTMLElement === "undefined" ? (Object as unknown as typeof HTMLElement) : HTMLElement;

/**
 * `<assisted-chat api-url language widget position display-name mark>`; `theme` and `messages` are
 * properties. Events are dispatched on it as `assisted-chat:<name>`.
 */
export class AssistedChatElement extends Base {
  static readonly observedAttributes = [...OF_THE_STORE, "language", "position", "mark"];
  #root: Root | null = null;
  #chat: AssistedChat | null = null;
  #theme: Theme = NOTHING;
  #messages: Partial<Words> = NOTHING;

  get theme(): Theme {
    return this.#theme;
  }

  set theme(theme: Theme) {
    this.#theme = theme;
    this.#draw();
  }

  get messages(): Partial<Words> {
    return this.#messages;
  }

  set messages(messages: Partial<Words>) {
    this.#messages = messages;
    this.#draw();
  }

  connectedCallback(): void {
    this.#root ??= createRoot(this.shadowRoot ?? this.attachShadow({ mode: "open" }));
    this.#draw();
  }

  disconnectedCallback(): void {
    // An element that is only moved is back within the same task.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#root?.unmount();
      this.#root = null;
      this.#chat = null;
    });
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before !== after && OF_THE_STORE.includes(name)) this.#chat = null;
    this.#draw();
  }

  #draw(): void {
    const shadow = this.shadowRoot;
    if (!this.#root || !shadow) return;
    this.#chat ??= createAssistedChat({
      apiUrl: this.getAttribute("api-url") ?? "",
      widget: this.getAttribute("widget") ?? "default",
      ...this.#displayName(),
    });
    const language = this.getAttribute("language");
    this.#root.render(
      createElement(Widget, {
        host: this,
        shadow,
        chat: this.#chat,
        language: language ? chooseLanguage([language]) : preferredLanguage(),
        messages: this.#messages,
        theme: this.#themeWithMark(),
        position: this.getAttribute("position") === "left" ? "left" : "right",
      }),
    );
  }

  #displayName(): { displayName?: string } {
    const displayName = this.getAttribute("display-name");
    return displayName === null ? {} : { displayName };
  }

  #themeWithMark(): Theme {
    const mark = this.getAttribute("mark");
    return mark === null || this.#theme.mark !== undefined ? this.#theme : { ...this.#theme, mark };
  }
}

/** What the element dispatches, by the events' names in the DOM. */
export type AssistedChatEventMap = {
  [Event in ChatEvent as `assisted-chat:${Event["name"]}`]: CustomEvent<Omit<Event, "name">>;
};

declare global {
  interface HTMLElementTagNameMap {
    "assisted-chat": AssistedChatElement;
  }
  // The events bubble, so whatever is around the element may listen as well.
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the members are the mapped type's
  interface GlobalEventHandlersEventMap extends AssistedChatEventMap {}
}

if (typeof customElements !== "undefined" && !customElements.get("assisted-chat")) {
  customElements.define("assisted-chat", AssistedChatElement);
}
