import type { InEveryLanguage } from "../language/language";

interface DistrustWords {
  readonly heading: string;
  readonly text: string;
  readonly steps: readonly string[];
  readonly reference: string;
  readonly copy: string;
  readonly copied: string;
  readonly copyFailed: string;
}

export const distrustWords: InEveryLanguage<DistrustWords> = {
  en: {
    heading: "The customer does not trust this call",
    text: "The fraud desk is being alerted. Whoever is on the phone with you may not be the customer.",
    steps: [
      "Do nothing more that the voice on the phone asks for, and give it no new PIN.",
      "Do not call back on a number that you were given.",
      "Report to the fraud desk now, with this reference.",
    ],
    reference: "Reference:",
    copy: "Copy the reference",
    copied: "Copied",
    copyFailed: "The browser didn't allow copying. Read the reference out instead.",
  },
  cs: {
    heading: "Zákazník tomuto hovoru nevěří",
    text: "Oddělení prevence podvodů dostává upozornění. Na telefonu možná nemáte zákazníka.",
    steps: [
      "Neplňte už nic, co hlas v telefonu žádá, a nový PIN mu nedávejte.",
      "Nevolejte zpět na číslo, které vám někdo nadiktoval.",
      "Ohlaste to hned oddělení prevence podvodů s tímto označením hovoru.",
    ],
    reference: "Označení hovoru:",
    copy: "Kopírovat označení",
    copied: "Zkopírováno",
    copyFailed: "Prohlížeč nedovolil kopírování. Přečtěte označení nahlas.",
  },
  ko: {
    heading: "고객이 이 통화를 믿지 않습니다",
    text: "사기 대응 부서에 알리고 있습니다. 전화 상대가 고객이 아닐 수 있습니다.",
    steps: [
      "전화 속 목소리가 요구하는 일을 더 하지 말고 새 핀 번호도 알려 주지 마세요.",
      "상대가 알려 준 번호로 다시 전화하지 마세요.",
      "이 참조 번호로 지금 사기 대응 부서에 신고하세요.",
    ],
    reference: "참조 번호:",
    copy: "참조 번호 복사",
    copied: "복사됨",
    copyFailed: "브라우저가 복사를 허용하지 않았습니다. 참조 번호를 읽어 주세요.",
  },
};
