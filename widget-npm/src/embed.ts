/** For a plain `<script src=".../embed.js">`: brings the element, which is a module, from beside itself. */
const script = document.currentScript as HTMLScriptElement | null;
void import(/* @vite-ignore */ new URL("element.js", script?.src ?? location.href).href);
