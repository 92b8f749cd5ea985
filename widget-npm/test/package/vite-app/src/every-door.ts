/** Never loaded: every door of the package as a team that uses TypeScript meets it. */
import { useChat, type AssistedChatProps } from "@assisted-chat/widget";
import { localCallProvider, type CallProvider } from "@assisted-chat/widget/calling";
import { createAssistedChat, type ChatPhase } from "@assisted-chat/widget/headless";
import "@assisted-chat/widget/element";

export const props: AssistedChatProps = {
  apiUrl: "https://help.bank.example",
  theme: { tokens: { accent: "#00594f" } },
};
export const provider: CallProvider = localCallProvider;
export const chat = createAssistedChat({ apiUrl: "https://help.bank.example" });
export const phase: ChatPhase["phase"] = chat.getSnapshot().phase;
export const use = useChat;

export const heard: string[] = [];
const element = document.querySelector("assisted-chat");
element?.addEventListener("assisted-chat:joined", ({ detail }) => heard.push(detail.callId));
document.addEventListener("assisted-chat:ended", ({ detail }) => heard.push(detail.reason));
