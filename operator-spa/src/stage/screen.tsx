import type { RemoteVideo } from "@assisted-chat/widget/calling";
import { makeStyles, mergeClasses, Spinner, tokens } from "@fluentui/react-components";
import { ShareScreenStopRegular } from "@fluentui/react-icons/svg/share-screen-stop";
import type { ReactNode } from "react";
import { useWords } from "../language/provider";
import { Picture } from "./picture";
import type { Line } from "./use-session";
import { stageWords } from "./words";

export type ScreenSize = "fit" | "actual";

const useStyles = makeStyles({
  screen: {
    flexGrow: 1,
    minHeight: "200px",
    display: "grid",
    overflow: "hidden",
    borderRadius: "12px",
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground4,
  },
  scrolling: {
    overflow: "auto",
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  fit: {
    minHeight: 0,
    minWidth: 0,
    overflow: "hidden",
    position: "relative",
    "& video": { position: "absolute", inset: 0, width: "100%", height: "100%", objectFit: "contain" },
  },
  actual: { "& video": { display: "block", width: "auto", height: "auto", maxWidth: "none" } },
  old: { opacity: 0.55 },
  empty: {
    display: "grid",
    justifyItems: "center",
    alignContent: "center",
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalXXL,
    textAlign: "center",
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase400,
  },
  icon: { fontSize: "40px" },
});

export interface ScreenProps {
  readonly video: RemoteVideo | null;
  readonly size: ScreenSize;
  readonly line: Line;
  /** The customer agreed to share the screen at all. */
  readonly agreed: boolean;
}

/** The customer's screen, with all the room there is; or why there is none. */
export function Screen({ video, size, line, agreed }: ScreenProps): ReactNode {
  const words = useWords(stageWords);
  const styles = useStyles();
  const scrolls = video !== null && size === "actual";
  return (
    <div
      className={mergeClasses(styles.screen, scrolls && styles.scrolling)}
      role="group"
      aria-label={words.screen}
      tabIndex={scrolls ? 0 : undefined}
      data-test="screen"
    >
      {video ? (
        <Picture
          video={video}
          className={mergeClasses(styles[size], line === "reconnecting" && styles.old)}
        />
      ) : (
        <div className={styles.empty}>
          {line === "connected" ? (
            <ShareScreenStopRegular className={styles.icon} aria-hidden="true" />
          ) : (
            <Spinner aria-hidden="true" />
          )}
          <span>{line === "connected" ? (agreed ? words.noScreen : words.noScreenConsent) : waiting()}</span>
        </div>
      )}
    </div>
  );

  function waiting(): string {
    return line === "connecting" ? words.waitingForPage : words.connection[line];
  }
}
