import type { DeviceKind } from "@assisted-chat/widget/calling";
import type { InEveryLanguage } from "../language/language";
import type { Readiness } from "./use-devices";

interface DevicesWords {
  readonly readiness: Readonly<Record<Readiness, string>>;
  readonly heading: string;
  readonly kinds: Readonly<Record<DeviceKind, string>>;
  readonly system: string;
  readonly speakNow: string;
  readonly heard: string;
  readonly level: string;
  readonly showPicture: string;
  readonly hidePicture: string;
  readonly ownPicture: string;
  readonly testSound: string;
  readonly asking: string;
  readonly blocked: string;
  readonly noMicrophone: string;
  readonly noCamera: string;
}

export const devicesWords: InEveryLanguage<DevicesWords> = {
  en: {
    readiness: {
      unknown: "Devices",
      unchecked: "Check devices",
      ready: "Devices ready",
      blocked: "Microphone blocked",
      "no-microphone": "No microphone",
    },
    heading: "Microphone, camera, speaker",
    kinds: { microphone: "Microphone", camera: "Camera", speaker: "Speaker" },
    system: "System default",
    speakNow: "Say something: the bar should move.",
    heard: "You can be heard.",
    level: "Loudness of your voice",
    showPicture: "Show my picture",
    hidePicture: "Hide my picture",
    ownPicture: "Your own camera",
    testSound: "Play a test sound",
    asking: "The browser asks whether this page may use the microphone. Choose Allow.",
    blocked:
      "The browser blocks the microphone for this page. Allow it by the icon at the left of the address, then come back here.",
    noMicrophone: "No microphone was found. Plug one in; it appears here by itself.",
    noCamera: "The camera can't be used. It may be blocked, unplugged or in use by another program.",
  },
  cs: {
    readiness: {
      unknown: "Zařízení",
      unchecked: "Ověřit zařízení",
      ready: "Zařízení v pořádku",
      blocked: "Mikrofon blokován",
      "no-microphone": "Chybí mikrofon",
    },
    heading: "Mikrofon, kamera, reproduktor",
    kinds: { microphone: "Mikrofon", camera: "Kamera", speaker: "Reproduktor" },
    system: "Výchozí v systému",
    speakNow: "Řekněte něco: proužek by se měl pohnout.",
    heard: "Je vás slyšet.",
    level: "Hlasitost vašeho hlasu",
    showPicture: "Ukázat můj obraz",
    hidePicture: "Skrýt můj obraz",
    ownPicture: "Vaše kamera",
    testSound: "Přehrát zkušební zvuk",
    asking: "Prohlížeč se ptá, zda stránka smí použít mikrofon. Zvolte Povolit.",
    blocked: "Prohlížeč této stránce mikrofon blokuje. Povolte ho ikonou vlevo od adresy a vraťte se sem.",
    noMicrophone: "Mikrofon nebyl nalezen. Připojte ho; objeví se tu sám.",
    noCamera: "Kameru nelze použít. Může být zablokovaná, odpojená nebo ji má jiný program.",
  },
  ko: {
    readiness: {
      unknown: "장치",
      unchecked: "장치 확인",
      ready: "장치 준비됨",
      blocked: "마이크 차단됨",
      "no-microphone": "마이크 없음",
    },
    heading: "마이크, 카메라, 스피커",
    kinds: { microphone: "마이크", camera: "카메라", speaker: "스피커" },
    system: "시스템 기본값",
    speakNow: "말해 보세요. 막대가 움직여야 합니다.",
    heard: "목소리가 잘 들립니다.",
    level: "내 목소리 크기",
    showPicture: "내 화면 보기",
    hidePicture: "내 화면 숨기기",
    ownPicture: "내 카메라",
    testSound: "테스트 소리 재생",
    asking: "브라우저가 마이크 사용 여부를 묻고 있습니다. 허용을 선택하세요.",
    blocked:
      "브라우저가 이 페이지의 마이크를 차단했습니다. 주소 왼쪽의 아이콘에서 허용한 뒤 다시 돌아오세요.",
    noMicrophone: "마이크를 찾지 못했습니다. 연결하면 여기에 자동으로 나타납니다.",
    noCamera: "카메라를 사용할 수 없습니다. 차단되었거나 분리되었거나 다른 프로그램이 사용 중일 수 있습니다.",
  },
};
