import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { MicOffRegular } from "@fluentui/react-icons/svg/mic-off";
import type { ReactNode } from "react";
import { useWords } from "../language/provider";
import { Initials } from "../look/initials";
import type { Kept } from "./kept";
import { OwnPicture, Picture } from "./picture";
import { sessionOf, useSnapshot } from "./use-session";
import { stageWords } from "./words";

const useStyles = makeStyles({
  tiles: {
    position: "relative",
    "@media (min-width: 761px) and (max-width: 1180px)": { flexShrink: 0, width: "280px" },
  },
  tile: {
    position: "relative",
    overflow: "hidden",
    display: "grid",
    placeItems: "center",
    aspectRatio: "16 / 10",
    borderRadius: "12px",
    color: "#ffffff",
    backgroundImage: "linear-gradient(160deg, #36536f, #17232f)",
  },
  picture: {
    position: "absolute",
    inset: 0,
    "& video": { width: "100%", height: "100%", objectFit: "cover" },
  },
  own: {
    position: "absolute",
    insetInlineEnd: "8px",
    bottom: "8px",
    width: "34%",
    border: "2px solid rgba(255, 255, 255, 0.55)",
    borderRadius: "10px",
    boxSizing: "border-box",
    backgroundImage: "linear-gradient(160deg, #45617c, #22313f)",
  },
  ownPicture: {
    position: "absolute",
    inset: 0,
    width: "100%",
    height: "100%",
    objectFit: "cover",
    transform: "scaleX(-1)",
  },
  label: {
    position: "absolute",
    insetInlineStart: "8px",
    bottom: "6px",
    maxWidth: "58%",
    display: "flex",
    alignItems: "center",
    gap: "4px",
    padding: "0 6px",
    borderRadius: "6px",
    backgroundColor: "rgba(10, 18, 26, 0.72)",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
  },
  ownLabel: { insetInlineStart: "4px", bottom: "3px", maxWidth: "90%" },
});

/** The customer's face, and our own in its corner. */
export function Videos(props: {
  readonly kept: Kept;
  readonly callId: string;
  readonly customerName: string | null;
  readonly ownName: string;
}): ReactNode {
  const words = useWords(stageWords);
  const styles = useStyles();
  const snapshot = useSnapshot(sessionOf(props.kept, props.callId));
  const camera = snapshot?.remoteVideos.find(({ kind }) => kind === "camera") ?? null;
  const name = props.customerName ?? words.customer;
  return (
    <div className={styles.tiles}>
      <div className={styles.tile} data-test="customer-video">
        {camera ? (
          <Picture video={camera} className={styles.picture} />
        ) : (
          <Initials name={name} size="large" tone="glass" />
        )}
        <span className={styles.label}>{name}</span>
      </div>
      <div className={mergeClasses(styles.tile, styles.own)} data-test="own-video">
        {snapshot?.ownCamera ? (
          <OwnPicture stream={snapshot.ownCamera} className={styles.ownPicture} />
        ) : (
          <Initials name={props.ownName} tone="glass" />
        )}
        <span className={mergeClasses(styles.label, styles.ownLabel)}>
          {words.you}
          {snapshot && snapshot.microphone !== "on" ? <MicOffRegular aria-hidden="true" /> : null}
        </span>
      </div>
    </div>
  );
}
