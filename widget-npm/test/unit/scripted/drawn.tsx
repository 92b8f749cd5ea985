/** The component on a page, and what a person would find in it. */
import { StrictMode } from "react";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { vi } from "vitest";
import { AssistedChat, type AssistedChatProps } from "@assisted-chat/widget";
import { Journey } from "./journey.js";

export class Drawn {
  readonly journey: Journey;
  readonly user = userEvent.setup();
  readonly host: HTMLElement;

  constructor(props: AssistedChatProps = {}, journey = new Journey()) {
    this.journey = journey;
    const page = render(
      <StrictMode>
        <label>
          Income <input name="income" />
        </label>
        <AssistedChat chat={journey.chat} language="en" {...props} />
      </StrictMode>,
    );
    this.host = find(page.container);
  }

  get shadow(): ShadowRoot {
    if (!this.host.shadowRoot) throw new Error("no shadow root");
    return this.host.shadowRoot;
  }

  get text(): string {
    return this.shadow.textContent;
  }

  get focused(): Element | null {
    return this.shadow.activeElement;
  }

  find<E extends HTMLElement = HTMLElement>(test: string): Promise<E> {
    return vi.waitFor(
      () => {
        const found = this.shadow.querySelector<E>(`[data-test=${test}]`);
        if (!found) throw new Error(`no ${test} in: ${this.text}`);
        return found;
      },
      { timeout: 5_000 },
    );
  }

  async press(test: string): Promise<void> {
    await this.user.click(await this.find(test));
  }

  async field(): Promise<HTMLInputElement> {
    return this.find<HTMLInputElement>("pin-input");
  }
}

function find(page: HTMLElement): HTMLElement {
  const host = page.querySelector<HTMLElement>("[data-assisted-chat]");
  if (!host) throw new Error("the component drew nothing");
  return host;
}
