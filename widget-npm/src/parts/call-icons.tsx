/** Drawings that only the panels after the code need. */
import { Icon } from "./icons.js";

const SLASH = <path d="m4 4 16 16" />;

export const MicrophoneIcon = ({ off }: { readonly off: boolean }) => (
  <Icon>
    <rect x="9" y="3" width="6" height="11" rx="3" />
    <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />
    {off && SLASH}
  </Icon>
);

export const CameraIcon = ({ off }: { readonly off: boolean }) => (
  <Icon>
    <rect x="3" y="6.5" width="12" height="11" rx="2.5" />
    <path d="m15 11 5.5-3v8L15 13" />
    {off && SLASH}
  </Icon>
);

export const HangUpIcon = () => (
  <Icon>
    <path d="M3.2 14.6c-.4-1 .1-2.2 1-2.8a14.6 14.6 0 0 1 15.6 0c.9.6 1.4 1.8 1 2.8l-.5 1.2a1 1 0 0 1-1.2.6l-3-.8a1 1 0 0 1-.7-1l.1-1.7a12 12 0 0 0-7 0l.1 1.7a1 1 0 0 1-.7 1l-3 .8a1 1 0 0 1-1.2-.6Z" />
  </Icon>
);

export const CheckIcon = () => (
  <Icon>
    <path d="m5 12.5 4.5 4.5L19 7.5" />
  </Icon>
);

export const DashIcon = () => (
  <Icon>
    <path d="M7 12h10" />
  </Icon>
);
