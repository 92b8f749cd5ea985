/** What every panel is given. */
import type { AssistedChatActions } from "../headless/surface.js";
import type { Language } from "../words/language.js";
import type { Words } from "../words/words.js";

export interface PanelProps<Phase, Said = Words> {
  readonly phase: Phase;
  readonly words: Said;
  readonly language: Language;
  readonly actions: AssistedChatActions;
}
