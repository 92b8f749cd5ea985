import type { DeviceKind } from "@assisted-chat/widget/calling";
import {
  Button,
  makeStyles,
  mergeClasses,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Subtitle2,
  tokens,
} from "@fluentui/react-components";
import { HeadsetRegular } from "@fluentui/react-icons/svg/headset";
import { Speaker2Regular } from "@fluentui/react-icons/svg/speaker";
import { useId, type ReactNode } from "react";
import { useWords } from "../language/provider";
import { useControls } from "../look/controls";
import { CameraCheck } from "./camera-check";
import { DeviceSelect } from "./device-select";
import type { MediaPort } from "./media-port";
import { MicrophoneCheck } from "./microphone-check";
import { useDevices, type Readiness } from "./use-devices";
import { devicesWords } from "./words";

const useStyles = makeStyles({
  label: { "@media (max-width: 760px)": { display: "none" } },
  good: { color: tokens.colorStatusSuccessForeground1 },
  warn: { color: tokens.colorStatusWarningForeground3 },
  panel: {
    boxSizing: "border-box",
    width: "min(360px, calc(100vw - 24px))",
    maxHeight: "min(640px, calc(100dvh - 80px))",
    overflowY: "auto",
    display: "grid",
    gap: tokens.spacingVerticalM,
  },
  heading: { margin: 0 },
  part: { display: "grid", gap: tokens.spacingVerticalS },
});

const tone: Readonly<Record<Readiness, "good" | "warn" | null>> = {
  unknown: null,
  unchecked: null,
  ready: "good",
  blocked: "warn",
  "no-microphone": "warn",
};

export type ChosenDevices = Readonly<Record<DeviceKind, string | null>>;

export interface DevicesButtonProps {
  readonly media: MediaPort;
  readonly chosen: ChosenDevices;
  readonly onChoose: (kind: DeviceKind, id: string | null) => void;
}

/** Says whether microphone and speaker are fit for a call, and opens the panel to see to it. */
export function DevicesButton({ media, chosen, onChoose }: DevicesButtonProps): ReactNode {
  const words = useWords(devicesWords);
  const styles = useStyles();
  const controls = useControls();
  const heading = useId();
  const { readiness, devices } = useDevices(media);
  const colour = tone[readiness];
  const select = (kind: DeviceKind): ReactNode => (
    <DeviceSelect kind={kind} devices={devices} chosen={chosen[kind]} onChoose={(id) => onChoose(kind, id)} />
  );
  return (
    <Popover trapFocus withArrow positioning="below-end">
      <PopoverTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          className={mergeClasses(controls.roomy, colour !== null && styles[colour])}
          icon={<HeadsetRegular />}
          aria-label={words.readiness[readiness]}
        >
          <span className={styles.label}>{words.readiness[readiness]}</span>
        </Button>
      </PopoverTrigger>
      <PopoverSurface className={styles.panel} aria-labelledby={heading}>
        <Subtitle2 as="h2" id={heading} className={styles.heading}>
          {words.heading}
        </Subtitle2>
        <div className={styles.part}>
          {select("microphone")}
          <MicrophoneCheck media={media} deviceId={chosen.microphone} />
        </div>
        <div className={styles.part}>
          {select("camera")}
          <CameraCheck media={media} deviceId={chosen.camera} />
        </div>
        <div className={styles.part}>
          {select("speaker")}
          <Button
            icon={<Speaker2Regular />}
            onClick={() => void media.playTestSound(chosen.speaker).catch(() => undefined)}
          >
            {words.testSound}
          </Button>
        </div>
      </PopoverSurface>
    </Popover>
  );
}
