import { Button, Tooltip } from "@fluentui/react-components";
import { AlertOffRegular } from "@fluentui/react-icons/svg/alert-off";
import { AlertOnRegular } from "@fluentui/react-icons/svg/alert-on";
import type { ReactNode } from "react";
import { useWords } from "../language/provider";
import { useControls } from "../look/controls";
import type { Chime } from "./chime";
import { alertWords } from "./words";

/** Switches the sound; switching it on lets one hear it. */
export function SoundSwitch(props: {
  readonly on: boolean;
  readonly chime: Chime;
  readonly onChange: (on: boolean) => void;
}): ReactNode {
  const words = useWords(alertWords);
  const controls = useControls();
  const { on, chime, onChange } = props;
  return (
    <Tooltip content={on ? words.soundOn : words.soundOff} relationship="label">
      <Button
        appearance="subtle"
        className={controls.roomy}
        icon={on ? <AlertOnRegular /> : <AlertOffRegular />}
        onClick={() => {
          if (!on) chime.ring();
          onChange(!on);
        }}
      />
    </Tooltip>
  );
}
