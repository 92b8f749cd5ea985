import { AssistedChat } from "@assisted-chat/widget";
import { createRoot } from "react-dom/client";

const root = document.querySelector("#root");
if (root) createRoot(root).render(<AssistedChat language="cs" position="left" />);
