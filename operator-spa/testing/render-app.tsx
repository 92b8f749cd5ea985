import { render, screen } from "@testing-library/react";
import { userEvent, type UserEvent } from "@testing-library/user-event";
import { App } from "../src/app";
import type { Language } from "../src/language/language";
import { goTo } from "../src/route";
import { createScriptedPorts, type ScriptedPorts, type ScriptedPortsOptions } from "./scripted-ports";
import { ScriptedService } from "./scripted-service";
import { ScriptedSession } from "./scripted-session";

/** A window with the app in it, and everything around it. */
export interface OpenWindow {
  readonly service: ScriptedService;
  readonly ports: ScriptedPorts;
  /** Every session that was joined, oldest first. */
  readonly sessions: ScriptedSession[];
  readonly user: UserEvent;
  readonly page: HTMLElement;
}

/** Opens the app at `callId`, or at its start. */
export function openApp(
  options: Partial<ScriptedPortsOptions> & { readonly callId?: string; readonly language?: Language } = {},
): OpenWindow {
  const service = options.service ?? new ScriptedService();
  const sessions: ScriptedSession[] = [];
  const ports = createScriptedPorts({
    join: () => {
      const session = new ScriptedSession();
      sessions.push(session);
      return Promise.resolve(session);
    },
    ...options,
    service,
  });
  if (options.callId !== undefined) goTo({ at: "call", callId: options.callId });
  const user = userEvent.setup();
  const { container } = render(<App ports={ports} language={options.language ?? "en"} />);
  return { service, ports, sessions, user, page: container };
}

/** The element with a `data-test` name inside `root`; throws when there is none. */
export function byTest(name: string, root: ParentNode = document): HTMLElement {
  const found = root.querySelector<HTMLElement>(`[data-test="${name}"]`);
  if (!found) throw new Error(`nothing on the page is called ${name}`);
  return found;
}

/**
 * The question that stands over the page. Fluent hides whatever the focus is not in 250 ms after a dialog
 * opened, and takes nothing for focusable where there is no layout, so in jsdom a slow machine finds the
 * dialog itself hidden; that readers do hear it is checked in the browser.
 */
export function question(): Promise<HTMLElement> {
  return screen.findByRole("alertdialog", { hidden: true });
}
