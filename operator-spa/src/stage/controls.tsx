import type { CallSession, CallSnapshot } from "@assisted-chat/widget/calling";
import { Button, makeStyles, mergeClasses, ToggleButton, Tooltip, tokens } from "@fluentui/react-components";
import { FullScreenMaximizeRegular } from "@fluentui/react-icons/svg/full-screen-maximize";
import { FullScreenMinimizeRegular } from "@fluentui/react-icons/svg/full-screen-minimize";
import { MicRegular } from "@fluentui/react-icons/svg/mic";
import { MicOffRegular } from "@fluentui/react-icons/svg/mic-off";
import { VideoRegular } from "@fluentui/react-icons/svg/video";
import { VideoOffRegular } from "@fluentui/react-icons/svg/video-off";
import type { ReactNode } from "react";
import { useAnnounce } from "../announce/announcer";
import { Kbd } from "../keys/kbd";
import { useShortcut, useShortcutsEnabled } from "../keys/shortcuts";
import { useWords } from "../language/provider";
import { useControls } from "../look/controls";
import { useFullScreen } from "./full-screen";
import { MicrophoneLevel } from "./microphone-level";
import type { ScreenSize } from "./screen";
import { stageWords } from "./words";

const useStyles = makeStyles({
  place: { containerType: "inline-size" },
  bar: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalS,
    borderRadius: "12px",
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  sizes: { display: "flex", gap: tokens.spacingHorizontalXS },
  space: { flexGrow: 1 },
  // Where room is short the icon has to do; its name is in the tooltip.
  label: { "@container (max-width: 900px)": { display: "none" } },
  muteLabel: { "@container (max-width: 480px)": { display: "none" } },
});

export interface ControlsProps {
  readonly session: CallSession | null;
  readonly snapshot: CallSnapshot | null;
  readonly size: ScreenSize;
  readonly onSize: (size: ScreenSize) => void;
  /** Switches the camera, with the one that the operator has chosen. */
  readonly onCamera: (on: boolean) => void;
  readonly children: ReactNode;
}

/** Everything the operator does to the call while it runs. */
export function Controls({ session, snapshot, size, onSize, onCamera, children }: ControlsProps): ReactNode {
  const words = useWords(stageWords);
  const styles = useStyles();
  const controls = useControls();
  const announce = useAnnounce();
  const shortcuts = useShortcutsEnabled();
  const fullScreen = useFullScreen();
  const speaking = snapshot?.microphone === "on";
  const filming = snapshot?.camera === "on";
  const screenLabel = fullScreen.on ? words.leaveFullScreen : words.fullScreen;
  const cameraLabel = filming ? words.cameraOff : words.cameraOn;
  const mute = (): void => {
    // A refusal shows in the snapshot, and from there on the page.
    session?.setMicrophone(!speaking).then(
      () => announce(speaking ? words.muted : words.unmuted),
      () => undefined,
    );
  };
  useShortcut("M", session ? mute : null);
  useShortcut("F", fullScreen.toggle);
  return (
    <div className={styles.place}>
      <div className={styles.bar} role="group" aria-label={words.controls}>
        <span className={styles.sizes} role="group" aria-label={words.size}>
          {(["fit", "actual"] as const).map((choice) => (
            <ToggleButton
              key={choice}
              className={controls.roomy}
              appearance="subtle"
              checked={size === choice}
              onClick={() => onSize(choice)}
            >
              {words[choice]}
            </ToggleButton>
          ))}
        </span>
        <Tooltip content={screenLabel} relationship="label">
          <Button
            appearance="subtle"
            className={controls.roomy}
            icon={fullScreen.on ? <FullScreenMinimizeRegular /> : <FullScreenMaximizeRegular />}
            aria-keyshortcuts={shortcuts ? "F" : undefined}
            onClick={fullScreen.toggle}
          >
            <span className={styles.label}>{screenLabel}</span>
            <Kbd of="F" />
          </Button>
        </Tooltip>
        <span className={styles.space} />
        {session && speaking ? <MicrophoneLevel session={session} /> : null}
        <Button
          className={mergeClasses(controls.roomy, !speaking && controls.parting)}
          icon={speaking ? <MicRegular /> : <MicOffRegular />}
          disabledFocusable={session === null}
          aria-keyshortcuts={shortcuts ? "M" : undefined}
          aria-label={speaking ? words.mute : words.unmute}
          onClick={mute}
          data-test="mute"
        >
          <span className={styles.muteLabel}>{speaking ? words.mute : words.unmute}</span>
          <Kbd of="M" />
        </Button>
        <Tooltip content={cameraLabel} relationship="label">
          <Button
            className={controls.roomy}
            icon={filming ? <VideoRegular /> : <VideoOffRegular />}
            disabledFocusable={session === null}
            onClick={() => onCamera(!filming)}
          >
            <span className={styles.label}>{cameraLabel}</span>
          </Button>
        </Tooltip>
        {children}
      </div>
    </div>
  );
}
