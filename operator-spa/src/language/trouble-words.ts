import { Refused, Unreachable, type ApiError, type RefusalCode } from "../wire/refusals";
import type { InEveryLanguage } from "./language";
import { useWords } from "./provider";

/** What a failed request means for the operator. Codes that a room puts into its own words are absent. */
type TroubleWords = Readonly<
  Partial<Record<RefusalCode, string>> & { readonly away: string; readonly unexpected: string }
>;

const troubleWords: InEveryLanguage<TroubleWords> = {
  en: {
    away: "The service can't be reached just now. Nothing is lost; try again in a moment.",
    unexpected:
      "That didn't work, and it isn't your doing. Try again; if it goes on, tell your administrator.",
    sign_in_required: "You have been signed out. Sign in again and repeat the last step.",
    role_required: "Your account may not do this. Ask your administrator for the Operator role.",
    call_not_found: "This call isn't among yours any more.",
    call_closed: "This call has ended.",
    pin_exhausted: "Too many wrong PINs were typed for this call. Start a new call.",
    participant_not_found: "This customer is no longer in the call.",
    participant_not_waiting: "This customer is no longer waiting.",
    another_customer_admitted: "Another customer is in the call. Only one can be in it at a time.",
    authentication_required: "This customer must sign in at the bank before you can let them in.",
    turned_away: "This customer has been turned away.",
    too_many_attempts: "Too many attempts at once. Wait a minute and try again.",
  },
  cs: {
    away: "Služba teď není dostupná. Nic se neztratilo; zkuste to za chvíli znovu.",
    unexpected: "Nepovedlo se to, a vaše chyba to není. Zkuste to znovu; když to potrvá, řekněte správci.",
    sign_in_required: "Byli jste odhlášeni. Přihlaste se znovu a poslední krok zopakujte.",
    role_required: "Na tohle váš účet nemá oprávnění. Požádejte správce o roli Operator.",
    call_not_found: "Tento hovor už mezi vašimi není.",
    call_closed: "Tento hovor skončil.",
    pin_exhausted: "U tohoto hovoru bylo zadáno příliš mnoho chybných PINů. Začněte nový hovor.",
    participant_not_found: "Tento zákazník už v hovoru není.",
    participant_not_waiting: "Tento zákazník už nečeká.",
    another_customer_admitted: "V hovoru je jiný zákazník. Najednou v něm může být jen jeden.",
    authentication_required:
      "Tento zákazník se musí nejdřív přihlásit u banky, teprve pak ho můžete vpustit.",
    turned_away: "Tento zákazník byl odmítnut.",
    too_many_attempts: "Příliš mnoho pokusů najednou. Počkejte minutu a zkuste to znovu.",
  },
  ko: {
    away: "지금은 서비스에 연결할 수 없습니다. 잃어버린 것은 없으니 잠시 후 다시 시도하세요.",
    unexpected:
      "처리하지 못했습니다. 상담원님의 잘못이 아닙니다. 다시 시도해 보고 계속되면 관리자에게 알려 주세요.",
    sign_in_required: "로그아웃되었습니다. 다시 로그인한 뒤 마지막 작업을 반복하세요.",
    role_required: "이 계정에는 권한이 없습니다. 관리자에게 Operator 역할을 요청하세요.",
    call_not_found: "이 통화는 더 이상 내 통화 목록에 없습니다.",
    call_closed: "이 통화는 종료되었습니다.",
    pin_exhausted: "이 통화에서 잘못된 핀 번호가 너무 많이 입력되었습니다. 새 통화를 시작하세요.",
    participant_not_found: "이 고객은 더 이상 통화에 없습니다.",
    participant_not_waiting: "이 고객은 더 이상 기다리고 있지 않습니다.",
    another_customer_admitted: "다른 고객이 통화 중입니다. 한 번에 한 명만 참여할 수 있습니다.",
    authentication_required: "이 고객은 먼저 은행에 로그인해야 입장할 수 있습니다.",
    turned_away: "이 고객은 거절되었습니다.",
    too_many_attempts: "시도가 너무 많습니다. 1분 뒤에 다시 시도하세요.",
  },
};

/** Puts a failed request into words. */
export function useTroubleWords(): (trouble: ApiError) => string {
  const words = useWords(troubleWords);
  return (trouble) => {
    if (trouble instanceof Unreachable) return words.away;
    return (trouble instanceof Refused ? words[trouble.code] : undefined) ?? words.unexpected;
  };
}
