import type { InEveryLanguage } from "../language/language";

interface SignInWords {
  readonly asking: string;
  readonly nobody: { readonly heading: string; readonly text: string; readonly button: string };
  readonly roleMissing: {
    readonly heading: string;
    text(name: string): string;
    readonly advice: string;
    readonly button: string;
  };
  readonly expired: { readonly text: string; readonly inCall: string; readonly button: string };
  readonly again: { readonly heading: string; readonly text: string };
}

export const signInWords: InEveryLanguage<SignInWords> = {
  en: {
    asking: "Finding out who is signed in",
    nobody: {
      heading: "Sign in to help customers",
      text: "You will come back to the same place afterwards.",
      button: "Sign in",
    },
    roleMissing: {
      heading: "Your account can't take calls yet",
      text: (name) => `You are signed in as ${name}, but this account doesn't have the Operator role.`,
      advice:
        "Ask your administrator to assign it to you, then reload this page. If you have another account, sign in with that one.",
      button: "Use another account",
    },
    expired: {
      text: "You have been signed out. What you see may be out of date.",
      inCall: "You have been signed out, but the call goes on. Sign in again to keep control of it.",
      button: "Sign in again",
    },
    again: {
      heading: "You are signed in again",
      text: "Close this window and go on in the one where the call is.",
    },
  },
  cs: {
    asking: "Zjišťuji, kdo je přihlášen",
    nobody: {
      heading: "Přihlaste se a můžete pomáhat zákazníkům",
      text: "Po přihlášení se vrátíte na stejné místo.",
      button: "Přihlásit se",
    },
    roleMissing: {
      heading: "S tímto účtem zatím nemůžete vést hovory",
      text: (name) => `Jste přihlášeni jako ${name}, ale účet nemá roli Operator.`,
      advice:
        "Požádejte správce, aby vám ji přidělil, a pak stránku načtěte znovu. Máte-li jiný účet, přihlaste se jím.",
      button: "Použít jiný účet",
    },
    expired: {
      text: "Byli jste odhlášeni. To, co vidíte, už nemusí platit.",
      inCall: "Byli jste odhlášeni, ale hovor běží dál. Přihlaste se znovu, ať ho můžete řídit.",
      button: "Přihlásit se znovu",
    },
    again: {
      heading: "Jste znovu přihlášeni",
      text: "Toto okno zavřete a pokračujte v tom, kde běží hovor.",
    },
  },
  ko: {
    asking: "로그인 상태를 확인하고 있습니다",
    nobody: {
      heading: "로그인하면 고객을 도울 수 있습니다",
      text: "로그인한 뒤 같은 화면으로 돌아옵니다.",
      button: "로그인",
    },
    roleMissing: {
      heading: "이 계정으로는 아직 통화를 할 수 없습니다",
      text: (name) => `${name} 님으로 로그인했지만 이 계정에는 Operator 역할이 없습니다.`,
      advice:
        "관리자에게 역할을 요청한 뒤 이 페이지를 새로 고치세요. 다른 계정이 있으면 그 계정으로 로그인하세요.",
      button: "다른 계정 사용",
    },
    expired: {
      text: "로그아웃되었습니다. 지금 보이는 내용이 최신이 아닐 수 있습니다.",
      inCall: "로그아웃되었지만 통화는 계속되고 있습니다. 통화를 제어하려면 다시 로그인하세요.",
      button: "다시 로그인",
    },
    again: {
      heading: "다시 로그인되었습니다",
      text: "이 창을 닫고 통화 중인 창에서 계속하세요.",
    },
  },
};
