import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useWords } from "../language/provider";
import type { MediaPort } from "./media-port";
import { devicesWords } from "./words";

const useStyles = makeStyles({
  picture: {
    width: "100%",
    aspectRatio: "16 / 10",
    objectFit: "cover",
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground5,
    transform: "scaleX(-1)",
  },
  note: { color: tokens.colorNeutralForeground2 },
});

/** Shows our own picture when asked to; the camera's light is on for no longer than that. */
export function CameraCheck(props: {
  readonly media: MediaPort;
  readonly deviceId: string | null;
}): ReactNode {
  const words = useWords(devicesWords);
  const styles = useStyles();
  const { media, deviceId } = props;
  const picture = useRef<HTMLVideoElement>(null);
  const [shown, setShown] = useState(false);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    if (!shown) return;
    let open: MediaStream | null = null;
    let gone = false;
    const stop = (): void => open?.getTracks().forEach((track) => track.stop());
    media.openCamera(deviceId).then(
      (stream) => {
        open = stream;
        if (gone) return stop();
        if (picture.current) picture.current.srcObject = stream;
      },
      () => {
        if (gone) return;
        setFailed(true);
        setShown(false);
      },
    );
    return () => {
      gone = true;
      stop();
    };
  }, [deviceId, media, shown]);

  return (
    <>
      {shown ? (
        <video
          ref={picture}
          className={styles.picture}
          autoPlay
          muted
          playsInline
          aria-label={words.ownPicture}
        />
      ) : null}
      {failed ? (
        <Text className={styles.note} size={200} role="status">
          {words.noCamera}
        </Text>
      ) : null}
      <Button
        onClick={() => {
          setFailed(false);
          setShown(!shown);
        }}
      >
        {shown ? words.hidePicture : words.showPicture}
      </Button>
    </>
  );
}
