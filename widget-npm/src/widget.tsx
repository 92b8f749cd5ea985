/** The widget inside its shadow root, whichever way it was put into the page. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from "react";
import type { ChatEvent, ChatPhase } from "./headless/phases.js";
import type { AssistedChat } from "./headless/surface.js";
import { PinPanel } from "./panels/pin-panel.js";
import { Frame } from "./parts/frame.js";
import { Launcher } from "./parts/launcher.js";
import { useFocus } from "./parts/use-focus.js";
import { useKeepClear } from "./parts/use-keep-clear.js";
import { useLater } from "./parts/use-later.js";
import { useSheets } from "./parts/use-sheets.js";
import firstCss from "./styles/first.css?inline";
import type { Theme } from "./theme/theme.js";
import { useTheme } from "./theme/use-theme.js";
import { useChat } from "./use-chat.js";
import type { Words, WordsBefore } from "./words/words.js";
import type { Language } from "./words/language.js";
import { useWords } from "./words/use-words.js";
import { wordsBefore } from "./words/before/words-before.js";
import { useSettled } from "./use-settled.js";

export interface WidgetProps {
  /** The element that carries the shadow root: it bears `data-phase` and tells the events. */
  readonly host: HTMLElement;
  readonly shadow: ShadowRoot;
  readonly chat: AssistedChat;
  readonly language: Language;
  readonly messages: Partial<Words>;
  readonly theme: Theme;
  readonly position: "right" | "left";
  readonly onEvent?: ((event: ChatEvent) => void) | undefined;
}

export function Widget({ host, shadow, chat, language, messages, theme, position, onEvent }: WidgetProps) {
  const root = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const phase = useChat(chat);
  // Folded in one phase, it is open again in the next: what is new there must be seen.
  const [foldedIn, setFoldedIn] = useState<ChatPhase["phase"] | null>(null);
  const later = useLater(phase.phase !== "idle" || phase.returning);
  const before = useWords(wordsBefore, language, messages);
  const after = useWords(later?.wordsAfter, language, messages);
  const words = useMemo(() => before && after && { ...before, ...after }, [before, after]);
  const scheme = useTheme(root, theme);
  const isOpen = phase.phase !== "idle" && phase.phase !== foldedIn;
  const isDrawn = phase.phase === "pin" ? before !== null : words !== null;

  useSheets(shadow, firstCss, later?.laterCss ?? "");
  useFocus(root, isOpen ? (isDrawn ? phase.phase : "coming") : "away");
  useKeepClear(
    panel,
    isOpen,
    useCallback(() => setFoldedIn(chat.getSnapshot().phase), [chat]),
  );
  useLayoutEffect(() => {
    host.setAttribute("data-phase", phase.phase);
    host.setAttribute("data-position", position);
    host.toggleAttribute("data-open", isOpen);
  }, [host, phase.phase, position, isOpen]);
  useEffect(() => chat.onEvent((event) => tell(host, event, onEvent)), [chat, host, onEvent]);
  useEffect(() => chat.start(), [chat]);
  useEffect(() => {
    if (isOpen && root.current) later?.checkContrast(root.current);
  }, [later, scheme, theme, isOpen]);

  const spoken = useSettled((words && later?.announcement(phase, words)) ?? "");
  const { actions, microphoneLevel } = chat;
  const onAway = (): void => {
    if (phase.phase === "pin" || phase.phase === "ended") actions.close();
    else setFoldedIn(phase.phase);
  };
  const onLauncher = (): void => {
    setFoldedIn(null);
    actions.open();
  };
  const panelOf = (before: WordsBefore): ReactNode => {
    if (phase.phase === "pin") return <PinPanel phase={phase} words={before} language={language} actions={actions} />;
    if (!later || !words) return null;
    return <later.LaterPanel {...{ phase, words, language, actions, microphoneLevel }} />;
  };
  const corner = (before: WordsBefore): ReactNode => {
    const goesOn = phase.phase !== "idle" && phase.phase !== "pin";
    if (goesOn && later && words) return <later.Pill phase={phase} words={words} onPress={onLauncher} />;
    return <Launcher returning={phase.phase === "idle" && phase.returning} words={before} onPress={onLauncher} />;
  };
  return (
    <div className="root" ref={root} lang={language} data-scheme={scheme}>
      <p className="visually-hidden" role="status">
        {spoken}
      </p>
      {before && isOpen && (
        <Frame phase={phase} words={before} mark={theme.mark} panelRef={panel} onAway={onAway}>
          {panelOf(before)}
        </Frame>
      )}
      {before && !isOpen && corner(before)}
    </div>
  );
}

function tell(host: HTMLElement, event: ChatEvent, onEvent: WidgetProps["onEvent"]): void {
  const { name, ...detail } = event;
  host.dispatchEvent(new CustomEvent(`assisted-chat:${name}`, { detail, bubbles: true, composed: true }));
  onEvent?.(event);
}
