import type { InEveryLanguage } from "../language/language";

interface OutageWords {
  readonly away: string;
  readonly awayInCall: string;
}

export const outageWords: InEveryLanguage<OutageWords> = {
  en: {
    away: "The service can't be reached. Trying again; what you see is the last that was known.",
    awayInCall: "The service can't be reached. Trying again; the call itself goes on.",
  },
  cs: {
    away: "Služba není dostupná. Zkouším to znovu; vidíte poslední známý stav.",
    awayInCall: "Služba není dostupná. Zkouším to znovu; hovor sám běží dál.",
  },
  ko: {
    away: "서비스에 연결할 수 없습니다. 다시 시도하고 있으며, 마지막으로 확인된 상태가 표시됩니다.",
    awayInCall: "서비스에 연결할 수 없습니다. 다시 시도하고 있으며, 통화는 계속됩니다.",
  },
};
