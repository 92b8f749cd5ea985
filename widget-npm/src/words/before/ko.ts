import type { WordsBefore } from "./en.js";

/** What is said until a code is accepted, in Korean. */
export const before: WordsBefore = {
  title: "은행 상담",
  launcher: "이 양식 도움받기",
  returning: "통화를 다시 찾고 있습니다…",
  close: "닫기",
  fold: "접기",
  step: "3단계 중 {step}단계",

  pinHeading: "상담원이 알려준 코드를 입력하세요",
  pinLabel: "상담원이 알려준 코드",
  pinHint: "숫자 {count}자리입니다. 붙여넣어도 됩니다.",
  pinSubmit: "계속",
  pinSending: "코드를 확인하고 있습니다…",
  pinIncomplete: "코드는 숫자 {count}자리입니다. 상담원에게 다시 불러 달라고 하세요.",
  pinMistyped: "맞지 않는 숫자가 있습니다. 상담원과 함께 확인해 주세요.",
  pinRefused: "이 코드는 사용할 수 없습니다. 상담원에게 새 코드를 요청하세요.",
  pinTooMany: "여기에서 코드를 너무 여러 번 입력했습니다. 다시 입력할 수 있을 때까지: {time}",
  pinAway: "서비스에 연결할 수 없습니다. 계속 시도하고 있으니 창을 열어 두세요.",
  pinFailed: "저희 쪽에 문제가 있습니다. 상담원에게 말씀해 주세요.",
  neverAsk: "비밀번호, 카드 번호, 일회용 코드는 절대 묻지 않습니다.",
  cannotShare:
    "이 브라우저에서는 화면을 공유할 수 없습니다. 상담원과 대화하고 상담원을 볼 수는 있습니다. 공유하려면 컴퓨터에서 Chrome이나 Edge를 사용하세요.",
};
