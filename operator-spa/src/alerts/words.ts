import type { InEveryLanguage } from "../language/language";
import { pluralIn } from "../language/plural";

interface AlertWords {
  readonly app: string;
  waiting(count: number): string;
  readonly arrived: string;
  readonly soundOn: string;
  readonly soundOff: string;
}

const [en, cs, ko] = [pluralIn("en"), pluralIn("cs"), pluralIn("ko")];

export const alertWords: InEveryLanguage<AlertWords> = {
  en: {
    app: "Assisted chat",
    waiting: (count) => en(count, { one: "Customer waiting", other: "# customers waiting" }),
    arrived: "A customer is waiting.",
    soundOn: "Sound when a customer waits: on",
    soundOff: "Sound when a customer waits: off",
  },
  cs: {
    app: "Asistovaný chat",
    waiting: (count) =>
      cs(count, {
        one: "Zákazník čeká",
        few: "# zákazníci čekají",
        many: "# zákazníka čeká",
        other: "# zákazníků čeká",
      }),
    arrived: "Zákazník čeká.",
    soundOn: "Zvuk, když zákazník čeká: zapnut",
    soundOff: "Zvuk, když zákazník čeká: vypnut",
  },
  ko: {
    app: "상담 채팅",
    waiting: (count) => ko(count, { other: "고객 #명 대기 중" }),
    arrived: "고객이 기다리고 있습니다.",
    soundOn: "고객 대기 알림음: 켜짐",
    soundOff: "고객 대기 알림음: 꺼짐",
  },
};
