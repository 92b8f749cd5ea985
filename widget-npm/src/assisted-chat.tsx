/** The widget as a React component. */
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { createAssistedChat } from "./headless/assisted-chat.js";
import type { ChatEvent } from "./headless/phases.js";
import type { AssistedChat as Chat } from "./headless/surface.js";
import type { Theme } from "./theme/theme.js";
import { Widget } from "./widget.js";
import type { Words } from "./words/words.js";
import { preferredLanguage, type Language } from "./words/language.js";

export interface AssistedChatProps {
  /** The API's origin, e.g. `https://help.bank.example`; the page's own unless given. */
  readonly apiUrl?: string;
  /** The page's language (`<html lang>`), the browser's, or Czech, unless given. */
  readonly language?: Language;
  /** The widget's id at the service; "default" unless given. */
  readonly widget?: string;
  /** What the customer calls themselves, if the page knows; at most 40 characters. */
  readonly displayName?: string;
  readonly theme?: Theme;
  /** Which lower corner; "right" unless given. */
  readonly position?: "right" | "left";
  /** Hears every event; the same are dispatched in the DOM as `assisted-chat:<name>`. */
  readonly onEvent?: (event: ChatEvent) => void;
  /** A store of your own; then `apiUrl`, `widget` and `displayName` are not looked at. */
  readonly chat?: Chat;
  /** Texts of your own, in place of any of ours. */
  readonly messages?: Partial<Words>;
}

const NOTHING = {};

/**
 * The launcher in the page's corner, and everything that follows from it.
 *
 * @example
 * ```tsx
 * <AssistedChat apiUrl="https://help.bank.example" language="en" theme={{ mark: "B" }} />
 * ```
 */
export function AssistedChat(props: AssistedChatProps) {
  const { apiUrl, widget, displayName, language, theme = NOTHING, messages = NOTHING, position = "right" } = props;
  const host = useRef<HTMLDivElement>(null);
  const [shadow, setShadow] = useState<ShadowRoot | null>(null);
  const own = useMemo(
    () => createAssistedChat({ ...given({ apiUrl, widget, displayName }) }),
    [apiUrl, widget, displayName],
  );

  useLayoutEffect(() => {
    const element = host.current;
    if (element) setShadow(element.shadowRoot ?? element.attachShadow({ mode: "open" }));
  }, []);

  return (
    <div ref={host} data-assisted-chat="">
      {shadow &&
        createPortal(
          <Widget
            host={shadow.host as HTMLElement}
            shadow={shadow}
            chat={props.chat ?? own}
            language={language ?? preferredLanguage()}
            messages={messages}
            theme={theme}
            position={position}
            onEvent={props.onEvent}
          />,
          shadow,
        )}
    </div>
  );
}

/** Without the fields that are undefined. */
function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
