import type { CallErrorCode } from "@assisted-chat/widget/calling";
import type { InEveryLanguage } from "../language/language";

interface StageWords {
  heading(name: string | null): string;
  readonly customer: string;
  readonly you: string;
  readonly connection: Readonly<Record<"joining" | "connecting" | "connected" | "reconnecting", string>>;
  readonly reconnecting: string;
  readonly screen: string;
  readonly noScreen: string;
  readonly noScreenConsent: string;
  readonly waitingForPage: string;
  readonly fit: string;
  readonly actual: string;
  readonly size: string;
  readonly fullScreen: string;
  readonly leaveFullScreen: string;
  readonly controls: string;
  readonly mute: string;
  readonly unmute: string;
  readonly muted: string;
  readonly unmuted: string;
  readonly cameraOn: string;
  readonly cameraOff: string;
  readonly microphoneDenied: string;
  readonly microphoneAbsent: string;
  readonly cameraDenied: string;
  readonly soundBlocked: string;
  readonly end: string;
  readonly endAsk: { readonly heading: string; readonly text: string; readonly stay: string };
  endsAt(time: string): string;
  readonly closed: { readonly heading: string; text(ago: string): string };
  readonly elsewhere: { readonly heading: string; readonly text: string; readonly take: string };
  readonly joinTrouble: Readonly<Record<"network" | "failed", string>>;
  readonly failed: { readonly heading: string; readonly again: string } & Readonly<
    Partial<Record<CallErrorCode, string>> & Record<"failed", string>
  >;
  readonly otherCall: { readonly text: string; readonly back: string };
}

export const stageWords: InEveryLanguage<StageWords> = {
  en: {
    heading: (name) => `In the call with ${name === null ? "the customer" : `“${name}”`}`,
    customer: "Customer",
    you: "You",
    connection: {
      joining: "Joining…",
      connecting: "Waiting for the customer's page",
      connected: "Connected",
      reconnecting: "Reconnecting…",
    },
    reconnecting: "The connection is interrupted. Reconnecting; the call goes on.",
    screen: "The customer's screen",
    noScreen: "The customer isn't sharing a screen now.",
    noScreenConsent: "The customer isn't sharing a screen; they are here by voice.",
    waitingForPage: "Waiting for the customer's page to connect.",
    fit: "Fit",
    actual: "100 %",
    size: "Size of the screen",
    fullScreen: "Full screen",
    leaveFullScreen: "Leave full screen",
    controls: "Call controls",
    mute: "Mute",
    unmute: "Unmute",
    muted: "Your microphone is muted.",
    unmuted: "Your microphone is on.",
    cameraOn: "Turn camera on",
    cameraOff: "Turn camera off",
    microphoneDenied:
      "The customer can't hear you here: the browser blocks the microphone. Allow it in the address bar, then press Unmute.",
    microphoneAbsent:
      "The customer can't hear you here: no microphone was found. Plug one in, then press Unmute.",
    cameraDenied: "The browser blocks the camera. Allow it in the address bar and try again.",
    soundBlocked: "The browser holds the sound back until you click anywhere on the page.",
    end: "End call",
    endAsk: {
      heading: "End the call?",
      text: "The customer is still in it. Their screen stops being shared and they can't come back by this PIN.",
      stay: "Stay in the call",
    },
    endsAt: (time) => `Ends at ${time}`,
    closed: {
      heading: "The customer's page was closed.",
      text: (ago) =>
        `It was last heard of ${ago}. A reload brings them back by itself; if they closed it, end this call and start a new one.`,
    },
    elsewhere: {
      heading: "The call is open in another window",
      text: "You are in it in another tab or window of this browser. To go on here, take it over; the other one then lets go.",
      take: "Take the call over",
    },
    joinTrouble: {
      network:
        "The call service can't be reached, so the customer doesn't hear you here yet. We keep trying. If it goes on, tell your administrator that the network may not let calls through.",
      failed:
        "The call service hasn't let this window in, so the customer doesn't hear you here yet. We keep trying. If it goes on, tell your administrator.",
    },
    failed: {
      heading: "Joining the call didn't work",
      again: "Try again",
      unsupported:
        "This browser can't take part in the call, or couldn't fetch what the call needs. Try again, or use a current Edge or Chrome.",
      call_ended: "The call service says that the call is over.",
      failed: "The call itself still stands. Try again; if it goes on, tell your administrator.",
    },
    otherCall: { text: "You are in another call.", back: "Back to the call" },
  },
  cs: {
    heading: (name) => (name === null ? "Hovor se zákazníkem" : `V hovoru je „${name}“`),
    customer: "Zákazník",
    you: "Vy",
    connection: {
      joining: "Připojuji…",
      connecting: "Čekám na stránku zákazníka",
      connected: "Spojeno",
      reconnecting: "Obnovuji spojení…",
    },
    reconnecting: "Spojení je přerušeno. Obnovuji ho; hovor trvá.",
    screen: "Obrazovka zákazníka",
    noScreen: "Zákazník teď obrazovku nesdílí.",
    noScreenConsent: "Zákazník obrazovku nesdílí, je tu jen hlasem.",
    waitingForPage: "Čekám, až se spojí stránka zákazníka.",
    fit: "Přizpůsobit",
    actual: "100 %",
    size: "Velikost obrazovky",
    fullScreen: "Celá obrazovka",
    leaveFullScreen: "Zmenšit zpět",
    controls: "Ovládání hovoru",
    mute: "Ztlumit",
    unmute: "Zapnout mikrofon",
    muted: "Mikrofon je ztlumen.",
    unmuted: "Mikrofon je zapnut.",
    cameraOn: "Zapnout kameru",
    cameraOff: "Vypnout kameru",
    microphoneDenied:
      "Zákazník vás tu neslyší: prohlížeč blokuje mikrofon. Povolte ho v adresním řádku a stiskněte Zapnout mikrofon.",
    microphoneAbsent:
      "Zákazník vás tu neslyší: mikrofon nebyl nalezen. Připojte ho a stiskněte Zapnout mikrofon.",
    cameraDenied: "Prohlížeč blokuje kameru. Povolte ji v adresním řádku a zkuste to znovu.",
    soundBlocked: "Prohlížeč zadržuje zvuk, dokud na stránku neklepnete.",
    end: "Ukončit hovor",
    endAsk: {
      heading: "Ukončit hovor?",
      text: "Zákazník v něm stále je. Sdílení jeho obrazovky skončí a s tímto PINem se už nevrátí.",
      stay: "Zůstat v hovoru",
    },
    endsAt: (time) => `Končí v ${time}`,
    closed: {
      heading: "Stránka zákazníka byla zavřena.",
      text: (ago) =>
        `Naposledy se ozvala ${ago}. Po novém načtení se zákazník vrátí sám; pokud ji zavřel, ukončete hovor a začněte nový.`,
    },
    elsewhere: {
      heading: "Hovor je otevřen v jiném okně",
      text: "Jste v něm v jiné kartě nebo okně tohoto prohlížeče. Chcete-li pokračovat tady, převezměte ho; druhé okno ho pustí.",
      take: "Převzít hovor",
    },
    joinTrouble: {
      network:
        "Služba pro hovory je nedostupná, zákazník vás tu proto zatím neslyší. Zkoušíme to dál. Když to potrvá, řekněte správci, že síť možná hovory nepropouští.",
      failed:
        "Služba pro hovory toto okno zatím nepřipojila, zákazník vás tu proto neslyší. Zkoušíme to dál. Když to potrvá, řekněte správci.",
    },
    failed: {
      heading: "Do hovoru se nepodařilo připojit",
      again: "Zkusit znovu",
      unsupported:
        "Tento prohlížeč se do hovoru připojit neumí, nebo nenačetl vše potřebné. Zkuste to znovu, nebo použijte aktuální Edge či Chrome.",
      call_ended: "Podle služby pro hovory už hovor skončil.",
      failed: "Hovor sám trvá dál. Zkuste to znovu; když to potrvá, řekněte správci.",
    },
    otherCall: { text: "Jste v jiném hovoru.", back: "Zpět do hovoru" },
  },
  ko: {
    heading: (name) => (name === null ? "고객과 통화 중" : `“${name}” 님과 통화 중`),
    customer: "고객",
    you: "나",
    connection: {
      joining: "참여하는 중…",
      connecting: "고객의 페이지를 기다리는 중",
      connected: "연결됨",
      reconnecting: "다시 연결하는 중…",
    },
    reconnecting: "연결이 끊겼습니다. 다시 연결하고 있으며 통화는 계속됩니다.",
    screen: "고객의 화면",
    noScreen: "지금은 고객이 화면을 공유하지 않습니다.",
    noScreenConsent: "고객이 화면을 공유하지 않고 음성으로만 참여하고 있습니다.",
    waitingForPage: "고객의 페이지가 연결되기를 기다리고 있습니다.",
    fit: "맞춤",
    actual: "100 %",
    size: "화면 크기",
    fullScreen: "전체 화면",
    leaveFullScreen: "전체 화면 종료",
    controls: "통화 조작",
    mute: "음소거",
    unmute: "음소거 해제",
    muted: "마이크가 음소거되었습니다.",
    unmuted: "마이크가 켜졌습니다.",
    cameraOn: "카메라 켜기",
    cameraOff: "카메라 끄기",
    microphoneDenied:
      "브라우저가 마이크를 차단하여 고객에게 소리가 들리지 않습니다. 주소 표시줄에서 허용한 뒤 음소거 해제를 누르세요.",
    microphoneAbsent:
      "마이크를 찾지 못해 고객에게 소리가 들리지 않습니다. 마이크를 연결한 뒤 음소거 해제를 누르세요.",
    cameraDenied: "브라우저가 카메라를 차단했습니다. 주소 표시줄에서 허용한 뒤 다시 시도하세요.",
    soundBlocked: "페이지를 한 번 클릭해야 소리가 들립니다.",
    end: "통화 종료",
    endAsk: {
      heading: "통화를 종료할까요?",
      text: "고객이 아직 통화 중입니다. 화면 공유가 끝나고 고객은 이 핀 번호로 다시 들어올 수 없습니다.",
      stay: "통화 계속하기",
    },
    endsAt: (time) => `${time}에 종료`,
    closed: {
      heading: "고객의 페이지가 닫혔습니다.",
      text: (ago) =>
        `마지막으로 응답한 때: ${ago}. 새로 고침이면 자동으로 돌아옵니다. 고객이 페이지를 닫았다면 이 통화를 종료하고 새 통화를 시작하세요.`,
    },
    elsewhere: {
      heading: "이 통화는 다른 창에 열려 있습니다",
      text: "이 브라우저의 다른 탭이나 창에서 통화 중입니다. 여기서 계속하려면 통화를 가져오세요. 다른 창에서는 통화가 끝납니다.",
      take: "통화 가져오기",
    },
    joinTrouble: {
      network:
        "통화 서비스에 연결할 수 없어 아직 고객에게 소리가 들리지 않습니다. 계속 시도하고 있습니다. 이 상태가 이어지면 네트워크가 통화를 막고 있을 수 있다고 관리자에게 알려 주세요.",
      failed:
        "통화 서비스가 아직 이 창을 연결해 주지 않아 고객에게 소리가 들리지 않습니다. 계속 시도하고 있습니다. 이 상태가 이어지면 관리자에게 알려 주세요.",
    },
    failed: {
      heading: "통화에 참여하지 못했습니다",
      again: "다시 시도",
      unsupported:
        "이 브라우저로는 통화에 참여할 수 없거나 통화에 필요한 파일을 받지 못했습니다. 다시 시도하거나 최신 Edge나 Chrome을 사용하세요.",
      call_ended: "통화 서비스에 따르면 통화가 이미 끝났습니다.",
      failed: "통화 자체는 유지되고 있습니다. 다시 시도해 보고 계속되면 관리자에게 알려 주세요.",
    },
    otherCall: { text: "다른 통화 중입니다.", back: "통화로 돌아가기" },
  },
};
