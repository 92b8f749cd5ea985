import type { InEveryLanguage } from "../language/language";

interface Trouble {
  readonly heading: string;
  readonly text: string;
}

interface PinWords {
  readonly heading: string;
  left(time: string): string;
  readonly once: string;
  readonly timeLeft: string;
  readonly copy: string;
  readonly copied: string;
  readonly copyFailed: string;
  readonly newPin: string;
  readonly makingPin: string;
  readonly newPinWarning: string;
  readonly cancel: string;
  readonly end: string;
  readonly newCall: string;
  issued(spoken: string): string;
  readonly lastMinute: string;
  readonly none: Trouble;
  readonly expired: Trouble;
  readonly burnt: Trouble;
  readonly exhausted: Trouble;
  readonly hidden: Trouble & { works(time: string): string };
  readonly customerLeft: Trouble;
  readonly turnedAway: Trouble;
  readonly somebodyElse: Trouble;
  readonly used: Trouble;
}

export const pinWords: InEveryLanguage<PinWords> = {
  en: {
    heading: "Read this PIN to the customer",
    left: (time) => `${time} left`,
    once: "works once",
    timeLeft: "Time left for the PIN",
    copy: "Copy",
    copied: "Copied",
    copyFailed: "The browser didn't allow copying. Read the PIN out instead.",
    newPin: "New PIN",
    makingPin: "Making a PIN…",
    newPinWarning: "A new PIN ends this one, and whoever waits by it is turned away.",
    cancel: "Cancel call",
    end: "End call",
    newCall: "Start a new call",
    issued: (spoken) => `The PIN is ${spoken}.`,
    lastMinute: "The PIN works for one more minute.",
    none: { heading: "No PIN yet", text: "Make one and read it to the customer." },
    expired: {
      heading: "The PIN has expired",
      text: "Nobody used it in time. Make a new one and read it out again.",
    },
    burnt: {
      heading: "This PIN is blocked",
      text: "It was typed wrong too many times. If that was your customer, make a new PIN and read it slowly, group by group.",
    },
    exhausted: {
      heading: "No more PINs for this call",
      text: "Wrong PINs were typed too many times in all, so the call is closed to newcomers. Start a new call and read its PIN.",
    },
    hidden: {
      heading: "A PIN is out, but it is shown only once",
      works: (time) => `It works for another ${time}.`,
      text: "If the customer has noted it down, just wait. If not, make a new PIN; the old one then stops working.",
    },
    customerLeft: {
      heading: "The customer has left",
      text: "To have them back, make a new PIN and read it out. If you are done, end the call.",
    },
    turnedAway: {
      heading: "The customer was turned away",
      text: "By you, or because they waited too long. If they belong in this call after all, make a new PIN and read it to them.",
    },
    somebodyElse: {
      heading: "Somebody else may have used the PIN",
      text: "Both numbers were wrong, so the browser that used the PIN may not be the one your caller looks at. Somebody else may have heard the PIN, or your caller is not the customer. Check who you are speaking to before you make a new PIN.",
    },
    used: {
      heading: "The PIN has been used",
      text: "Nobody is waiting now. Make a new PIN to let a customer in.",
    },
  },
  cs: {
    heading: "Přečtěte zákazníkovi tento PIN",
    left: (time) => `zbývá ${time}`,
    once: "platí jednou",
    timeLeft: "Zbývající platnost PINu",
    copy: "Kopírovat",
    copied: "Zkopírováno",
    copyFailed: "Prohlížeč nedovolil kopírování. Přečtěte PIN nahlas.",
    newPin: "Nový PIN",
    makingPin: "Vydávám PIN…",
    newPinWarning: "Novým PINem tento skončí a kdo s ním čeká, bude odmítnut.",
    cancel: "Zrušit hovor",
    end: "Ukončit hovor",
    newCall: "Založit nový hovor",
    issued: (spoken) => `PIN je ${spoken}.`,
    lastMinute: "PIN platí ještě minutu.",
    none: { heading: "Zatím bez PINu", text: "Vydejte PIN a přečtěte ho zákazníkovi." },
    expired: {
      heading: "PIN vypršel",
      text: "Nikdo ho včas nepoužil. Vydejte nový a přečtěte ho znovu.",
    },
    burnt: {
      heading: "PIN je zablokován",
      text: "Byl příliš mnohokrát zadán chybně. Pokud to byl váš zákazník, vydejte nový PIN a čtěte ho pomalu, po skupinách.",
    },
    exhausted: {
      heading: "Další PIN už pro tento hovor nelze vydat",
      text: "Chybných PINů bylo celkem příliš mnoho, proto už do hovoru nikdo nevstoupí. Založte nový hovor a přečtěte jeho PIN.",
    },
    hidden: {
      heading: "PIN platí, ale zobrazuje se jen jednou",
      works: (time) => `Platí ještě ${time}.`,
      text: "Pokud si ho zákazník zapsal, stačí počkat. Pokud ne, vydejte nový PIN; starý tím přestane platit.",
    },
    customerLeft: {
      heading: "Zákazník odešel",
      text: "Má-li se vrátit, vydejte nový PIN a přečtěte ho. Jste-li hotovi, hovor ukončete.",
    },
    turnedAway: {
      heading: "Zákazník byl odmítnut",
      text: "Vámi, nebo protože čekal příliš dlouho. Patří-li do hovoru přece jen, vydejte nový PIN a přečtěte mu ho.",
    },
    somebodyElse: {
      heading: "PIN možná použil někdo jiný",
      text: "Obě čísla byla špatně, takže PIN možná použil jiný prohlížeč, než na který se dívá váš volající. PIN mohl slyšet ještě někdo, nebo volající není zákazník. Než vydáte nový PIN, ověřte, s kým mluvíte.",
    },
    used: {
      heading: "PIN už byl použit",
      text: "Teď nikdo nečeká. Chcete-li někoho vpustit, vydejte nový PIN.",
    },
  },
  ko: {
    heading: "고객에게 이 핀 번호를 읽어 주세요",
    left: (time) => `${time} 남음`,
    once: "한 번만 사용 가능",
    timeLeft: "핀 번호 남은 시간",
    copy: "복사",
    copied: "복사됨",
    copyFailed: "브라우저가 복사를 허용하지 않았습니다. 핀 번호를 읽어 주세요.",
    newPin: "새 핀 번호",
    makingPin: "핀 번호를 만드는 중…",
    newPinWarning: "새 핀 번호를 만들면 이 번호는 끝나고, 이 번호로 기다리던 고객은 거절됩니다.",
    cancel: "통화 취소",
    end: "통화 종료",
    newCall: "새 통화 시작",
    issued: (spoken) => `핀 번호는 ${spoken}입니다.`,
    lastMinute: "핀 번호를 1분 더 사용할 수 있습니다.",
    none: { heading: "아직 핀 번호가 없습니다", text: "핀 번호를 만들어 고객에게 읽어 주세요." },
    expired: {
      heading: "핀 번호가 만료되었습니다",
      text: "제한 시간 안에 사용되지 않았습니다. 새로 만들어 다시 읽어 주세요.",
    },
    burnt: {
      heading: "핀 번호가 차단되었습니다",
      text: "잘못 입력된 횟수가 너무 많습니다. 고객이 입력한 것이라면 새 핀 번호를 만들어 묶음별로 천천히 읽어 주세요.",
    },
    exhausted: {
      heading: "이 통화에는 핀 번호를 더 만들 수 없습니다",
      text: "잘못된 핀 번호가 너무 많이 입력되어 더 이상 들어올 수 없습니다. 새 통화를 시작하고 그 핀 번호를 읽어 주세요.",
    },
    hidden: {
      heading: "핀 번호가 있지만 한 번만 표시됩니다",
      works: (time) => `앞으로 ${time} 동안 사용할 수 있습니다.`,
      text: "고객이 적어 두었다면 기다리면 됩니다. 아니라면 새로 만드세요. 이전 번호는 사용할 수 없게 됩니다.",
    },
    customerLeft: {
      heading: "고객이 나갔습니다",
      text: "다시 들어오게 하려면 새 핀 번호를 만들어 읽어 주세요. 끝났다면 통화를 종료하세요.",
    },
    turnedAway: {
      heading: "고객을 거절했습니다",
      text: "직접 거절했거나 너무 오래 기다린 경우입니다. 이 통화에 들어와야 하는 고객이라면 새 핀 번호를 만들어 읽어 주세요.",
    },
    somebodyElse: {
      heading: "다른 사람이 핀 번호를 사용했을 수 있습니다",
      text: "숫자가 두 번 모두 틀렸습니다. 핀 번호를 사용한 브라우저가 전화 상대가 보고 있는 브라우저가 아닐 수 있습니다. 다른 사람이 핀 번호를 들었거나 전화 상대가 고객이 아닐 수 있습니다. 새 핀 번호를 만들기 전에 상대를 확인하세요.",
    },
    used: {
      heading: "핀 번호가 이미 사용되었습니다",
      text: "지금 기다리는 고객이 없습니다. 고객을 들이려면 새 핀 번호를 만드세요.",
    },
  },
};
