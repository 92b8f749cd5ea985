import type { InEveryLanguage } from "../language/language";
import { pluralIn } from "../language/plural";

interface LobbyWords {
  used(ago: string): string;
  readonly ask: string;
  readonly field: string;
  tries(left: number): string;
  readonly blind: string;
  readonly letIn: string;
  readonly lettingIn: string;
  readonly turnAway: string;
  readonly incomplete: string;
  wrong(left: number): string;
  /** The second wrong one. */
  readonly wrongAgain: string;
  /** Before the customer has agreed to anything. */
  readonly choosing: string;
  silent(ago: string): string;
  readonly inAnotherCall: string;
  readonly backToCall: string;
  otherWaiting(count: number): string;
  readonly onlyOne: string;
  readonly newPinWarning: string;
}

const [en, cs, ko] = [pluralIn("en"), pluralIn("cs"), pluralIn("ko")];

export const lobbyWords: InEveryLanguage<LobbyWords> = {
  en: {
    used: (ago) => `Someone used the PIN ${ago}`,
    ask: "Ask: “Which two digits do you see?”",
    field: "The two digits that the customer reads out",
    tries: (left) => en(left, { one: "One try left.", other: "# tries." }),
    blind: "Type what you hear; you can't see the number, and that is the point.",
    letIn: "Let in",
    lettingIn: "Letting in…",
    turnAway: "Turn away",
    incomplete: "Type both digits.",
    wrong: (left) =>
      en(left, {
        one: "That isn't the number. One try left: ask the customer to read it again.",
        other: "That isn't the number. # tries left: ask the customer to read it again.",
      }),
    wrongAgain: "That isn't the number either, so the customer is turned away.",
    choosing: "They choose first what to share; the two digits come right after.",
    silent: (ago) => `Their page was last heard of ${ago}. They may have closed it.`,
    inAnotherCall: "You are in another call. End it before you let this customer in.",
    backToCall: "Back to the call",
    otherWaiting: (count) =>
      en(count, { one: "Another customer is waiting.", other: "# more customers are waiting." }),
    onlyOne: "Only one can be in the call at a time.",
    newPinWarning: "A new PIN turns this customer away.",
  },
  cs: {
    used: (ago) => `Někdo použil PIN ${ago}`,
    ask: "Zeptejte se: „Které dvě číslice vidíte?“",
    field: "Dvě číslice, které zákazník přečte",
    tries: (left) =>
      cs(left, {
        one: "Zbývá jeden pokus.",
        few: "Máte # pokusy.",
        many: "Máte # pokusu.",
        other: "Máte # pokusů.",
      }),
    blind: "Napište, co slyšíte; vy číslo nevidíte, a o to právě jde.",
    letIn: "Vpustit",
    lettingIn: "Vpouštím…",
    turnAway: "Odmítnout",
    incomplete: "Napište obě číslice.",
    wrong: (left) =>
      cs(left, {
        one: "Tohle číslo nesouhlasí. Zbývá jeden pokus: požádejte zákazníka, ať ho přečte znovu.",
        few: "Tohle číslo nesouhlasí. Zbývají # pokusy: požádejte zákazníka, ať ho přečte znovu.",
        many: "Tohle číslo nesouhlasí. Zbývá # pokusu: požádejte zákazníka, ať ho přečte znovu.",
        other: "Tohle číslo nesouhlasí. Zbývá # pokusů: požádejte zákazníka, ať ho přečte znovu.",
      }),
    wrongAgain: "Ani tohle číslo nesouhlasí, proto je zákazník odmítnut.",
    choosing: "Nejdřív si vybírá, co bude sdílet; dvě číslice uvidí hned potom.",
    silent: (ago) => `Jeho stránka se naposledy ozvala ${ago}. Možná ji zavřel.`,
    inAnotherCall: "Jste v jiném hovoru. Než zákazníka vpustíte, ukončete ho.",
    backToCall: "Zpět do hovoru",
    otherWaiting: (count) =>
      cs(count, {
        one: "Čeká další zákazník.",
        few: "Čekají # další zákazníci.",
        many: "Čeká # dalšího zákazníka.",
        other: "Čeká # dalších zákazníků.",
      }),
    onlyOne: "V hovoru může být najednou jen jeden.",
    newPinWarning: "Novým PINem tohoto zákazníka odmítnete.",
  },
  ko: {
    used: (ago) => `${ago} 누군가 핀 번호를 사용했습니다`,
    ask: "“두 자리 숫자가 무엇인가요?”라고 물어보세요",
    field: "고객이 읽어 주는 두 자리 숫자",
    tries: (left) => ko(left, { other: "#번 입력할 수 있습니다." }),
    blind: "들리는 대로 입력하세요. 상담원에게는 숫자가 보이지 않으며, 그래서 안전합니다.",
    letIn: "들여보내기",
    lettingIn: "들여보내는 중…",
    turnAway: "거절",
    incomplete: "두 자리를 모두 입력하세요.",
    wrong: (left) =>
      ko(left, { other: "숫자가 다릅니다. #번 남았습니다. 고객에게 다시 읽어 달라고 하세요." }),
    wrongAgain: "이번에도 숫자가 달라 고객이 거절됩니다.",
    choosing: "고객이 먼저 무엇을 공유할지 고릅니다. 두 자리 숫자는 그다음에 나옵니다.",
    silent: (ago) => `고객의 페이지에서 마지막으로 응답한 때: ${ago}. 페이지를 닫았을 수 있습니다.`,
    inAnotherCall: "다른 통화 중입니다. 이 고객을 들여보내려면 그 통화를 먼저 종료하세요.",
    backToCall: "통화로 돌아가기",
    otherWaiting: (count) => ko(count, { other: "다른 고객 #명이 기다리고 있습니다." }),
    onlyOne: "한 번에 한 명만 통화할 수 있습니다.",
    newPinWarning: "새 핀 번호를 만들면 이 고객은 거절됩니다.",
  },
};
