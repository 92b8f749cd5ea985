import type { InEveryLanguage } from "../language/language";

interface CustomerWords {
  readonly landmark: string;
  readonly heading: string;
  readonly authenticated: string;
  readonly yes: string;
  readonly no: string;
  readonly notVerified: string;
  readonly subject: string;
  readonly says: string;
  quoted(name: string): string;
  readonly saysNothing: string;
  readonly waitingSince: string;
  readonly inCallSince: string;
  readonly agreed: string;
  readonly consents: Readonly<Record<"screen" | "microphone" | "camera", string>>;
  readonly steps: { readonly heading: string; readonly lines: readonly string[] };
}

export const customerWords: InEveryLanguage<CustomerWords> = {
  en: {
    landmark: "Customer",
    heading: "Customer",
    authenticated: "Authenticated",
    yes: "Yes",
    no: "No",
    notVerified: "Their sign-in could not be verified.",
    subject: "Customer number",
    says: "Calls themselves",
    quoted: (name) => `“${name}”`,
    saysNothing: "gave no name",
    waitingSince: "Waiting since",
    inCallSince: "In the call since",
    agreed: "Agreed to",
    consents: { screen: "share this tab", microphone: "speak", camera: "be seen" },
    steps: {
      heading: "What the customer does",
      lines: [
        "clicks “Get help with this form”",
        "types the ten digits",
        "agrees to share the tab",
        "reads you two digits",
      ],
    },
  },
  cs: {
    landmark: "Zákazník",
    heading: "Zákazník",
    authenticated: "Ověřen",
    yes: "Ano",
    no: "Ne",
    notVerified: "Jeho přihlášení se nepodařilo ověřit.",
    subject: "Číslo zákazníka",
    says: "Říká si",
    quoted: (name) => `„${name}“`,
    saysNothing: "jméno neuvedl",
    waitingSince: "Čeká od",
    inCallSince: "V hovoru od",
    agreed: "Souhlasil",
    consents: { screen: "se sdílením karty", microphone: "s hovorem", camera: "s kamerou" },
    steps: {
      heading: "Co udělá zákazník",
      lines: [
        "klepne na „Pomoc s formulářem“",
        "zadá deset číslic",
        "odsouhlasí sdílení karty",
        "přečte vám dvě číslice",
      ],
    },
  },
  ko: {
    landmark: "고객",
    heading: "고객",
    authenticated: "본인 확인",
    yes: "예",
    no: "아니요",
    notVerified: "고객의 로그인을 확인하지 못했습니다.",
    subject: "고객 번호",
    says: "고객이 말한 이름",
    quoted: (name) => `“${name}”`,
    saysNothing: "이름을 밝히지 않음",
    waitingSince: "대기 시작",
    inCallSince: "통화 시작",
    agreed: "동의한 항목",
    consents: { screen: "탭 공유", microphone: "음성", camera: "카메라" },
    steps: {
      heading: "고객이 하는 일",
      lines: [
        "“이 양식 도움받기”를 누릅니다",
        "숫자 열 자리를 입력합니다",
        "탭 공유에 동의합니다",
        "두 자리 숫자를 읽어 줍니다",
      ],
    },
  },
};
