import type { InEveryLanguage } from "../language/language";
import type { Scheme } from "../preferences";

interface TopBarWords {
  readonly app: string;
  language(name: string): string;
  readonly me: string;
  readonly look: string;
  readonly schemes: Readonly<Record<Scheme, string>>;
  readonly keyboard: string;
  readonly shortcuts: string;
  readonly signOut: string;
}

export const topBarWords: InEveryLanguage<TopBarWords> = {
  en: {
    app: "Assisted chat",
    language: (name) => `Language: ${name}`,
    me: "You and your settings",
    look: "Appearance",
    schemes: { system: "As the system", light: "Light", dark: "Dark" },
    keyboard: "Keyboard",
    shortcuts: "Single-key shortcuts",
    signOut: "Sign out",
  },
  cs: {
    app: "Asistovaný chat",
    language: (name) => `Jazyk: ${name}`,
    me: "Vy a vaše nastavení",
    look: "Vzhled",
    schemes: { system: "Podle systému", light: "Světlý", dark: "Tmavý" },
    keyboard: "Klávesnice",
    shortcuts: "Jednopísmenné zkratky",
    signOut: "Odhlásit se",
  },
  ko: {
    app: "상담 채팅",
    language: (name) => `언어: ${name}`,
    me: "내 정보와 설정",
    look: "화면 모드",
    schemes: { system: "시스템 설정", light: "밝게", dark: "어둡게" },
    keyboard: "키보드",
    shortcuts: "한 글자 단축키",
    signOut: "로그아웃",
  },
};
