import type { InEveryLanguage } from "../language/language";
import { pluralIn } from "../language/plural";
import type { PinState } from "../wire/shapes";

type OpenStatus = "waiting" | "inCall" | `pin-${PinState}`;

interface CallsWords {
  readonly landmark: string;
  readonly newCall: string;
  readonly makingCall: string;
  readonly tryAgain: string;
  readonly now: string;
  readonly empty: string;
  readonly older: string;
  readonly loading: string;
  readonly show: string;
  title(time: string): string;
  waiting(count: number): string;
  readonly status: Readonly<Record<Exclude<OpenStatus, "waiting">, string>>;
  readonly overTime: string;
  readonly distrusted: string;
  readonly idle: { readonly heading: string; readonly text: string };
  readonly missing: { readonly heading: string; readonly text: string };
  readonly reading: string;
  readonly ended: {
    readonly heading: string;
    lasted(length: string): string;
    readonly nobody: string;
    readonly byOperator: string;
    readonly overTime: string;
  };
}

const [en, cs, ko] = [pluralIn("en"), pluralIn("cs"), pluralIn("ko")];

export const callsWords: InEveryLanguage<CallsWords> = {
  en: {
    landmark: "Calls",
    newCall: "New call",
    makingCall: "Making the call…",
    tryAgain: "Try again",
    now: "Now",
    empty: "Your calls will be listed here.",
    older: "Show older calls",
    loading: "Loading your calls",
    show: "My calls",
    title: (time) => `Call at ${time}`,
    waiting: (count) => en(count, { one: "customer waiting", other: "# customers waiting" }),
    status: {
      inCall: "in call",
      "pin-none": "no PIN yet",
      "pin-live": "PIN is out",
      "pin-used": "nobody in the call",
      "pin-expired": "PIN expired",
      "pin-burnt": "PIN blocked",
      "pin-exhausted": "no more PINs",
    },
    overTime: "time ran out",
    distrusted: "not trusted by the customer",
    idle: {
      heading: "Ready when you are",
      text: "Start a call while the customer is on the phone. You get a PIN to read out; they type it in on the bank's page and you see their screen.",
    },
    missing: {
      heading: "This call isn't among yours",
      text: "The address may be mistyped, or the call belongs to another operator. Your own calls are in the list.",
    },
    reading: "Opening the call",
    ended: {
      heading: "The call has ended",
      lasted: (length) => `It lasted ${length}.`,
      nobody: "Nobody came in.",
      byOperator: "Nothing is shared any more.",
      overTime: "Its time ran out. If the customer still needs help, start a new call.",
    },
  },
  cs: {
    landmark: "Hovory",
    newCall: "Nový hovor",
    makingCall: "Zakládám hovor…",
    tryAgain: "Zkusit znovu",
    now: "Právě teď",
    empty: "Tady uvidíte své hovory.",
    older: "Starší hovory",
    loading: "Načítám vaše hovory",
    show: "Moje hovory",
    title: (time) => `Hovor v ${time}`,
    waiting: (count) =>
      cs(count, {
        one: "zákazník čeká",
        few: "# zákazníci čekají",
        many: "# zákazníka čeká",
        other: "# zákazníků čeká",
      }),
    status: {
      inCall: "probíhá",
      "pin-none": "zatím bez PINu",
      "pin-live": "PIN platí",
      "pin-used": "nikdo v hovoru není",
      "pin-expired": "PIN vypršel",
      "pin-burnt": "PIN zablokován",
      "pin-exhausted": "další PIN nelze vydat",
    },
    overTime: "vypršel čas",
    distrusted: "zákazník nevěřil",
    idle: {
      heading: "Můžeme začít",
      text: "Založte hovor, dokud máte zákazníka na telefonu. Dostanete PIN, který mu přečtete; on ho zadá na stránce banky a vy uvidíte jeho obrazovku.",
    },
    missing: {
      heading: "Tento hovor mezi vašimi není",
      text: "V adrese může být překlep, nebo hovor patří jinému operátorovi. Vaše hovory jsou v seznamu.",
    },
    reading: "Otevírám hovor",
    ended: {
      heading: "Hovor skončil",
      lasted: (length) => `Trval ${length}.`,
      nobody: "Nikdo se nepřipojil.",
      byOperator: "Nic už se nesdílí.",
      overTime: "Vypršel jeho čas. Potřebuje-li zákazník dál pomoc, založte nový hovor.",
    },
  },
  ko: {
    landmark: "통화",
    newCall: "새 통화",
    makingCall: "통화를 만드는 중…",
    tryAgain: "다시 시도",
    now: "지금",
    empty: "내 통화가 여기에 표시됩니다.",
    older: "이전 통화 더 보기",
    loading: "내 통화를 불러오는 중",
    show: "내 통화",
    title: (time) => `${time} 통화`,
    waiting: (count) => ko(count, { other: "고객 #명 대기 중" }),
    status: {
      inCall: "통화 중",
      "pin-none": "핀 번호 없음",
      "pin-live": "핀 번호 사용 가능",
      "pin-used": "참여자 없음",
      "pin-expired": "핀 번호 만료됨",
      "pin-burnt": "핀 번호 차단됨",
      "pin-exhausted": "핀 번호 발급 불가",
    },
    overTime: "시간 초과",
    distrusted: "고객이 믿지 않음",
    idle: {
      heading: "시작할 준비가 되었습니다",
      text: "고객과 전화하는 동안 통화를 시작하세요. 고객에게 읽어 줄 핀 번호가 나옵니다. 고객이 은행 페이지에 입력하면 고객의 화면이 보입니다.",
    },
    missing: {
      heading: "내 통화가 아닙니다",
      text: "주소가 잘못되었거나 다른 상담원의 통화일 수 있습니다. 내 통화는 목록에 있습니다.",
    },
    reading: "통화를 여는 중",
    ended: {
      heading: "통화가 종료되었습니다",
      lasted: (length) => `통화 시간: ${length}`,
      nobody: "아무도 들어오지 않았습니다.",
      byOperator: "더 이상 아무것도 공유되지 않습니다.",
      overTime: "시간이 다 되었습니다. 고객에게 도움이 더 필요하면 새 통화를 시작하세요.",
    },
  },
};
