import { makeStyles, ProgressBar, Text, tokens } from "@fluentui/react-components";
import { useEffect, useState, type ReactNode } from "react";
import { useWords } from "../language/provider";
import type { MediaPort } from "./media-port";
import { devicesWords } from "./words";

const useStyles = makeStyles({ note: { color: tokens.colorNeutralForeground2 } });

const EVERY_MS = 100;
/** Above the noise of a quiet office. */
const VOICE = 0.15;

/** Opens the chosen microphone while shown, and lets one see that one is heard. */
export function MicrophoneCheck(props: {
  readonly media: MediaPort;
  readonly deviceId: string | null;
}): ReactNode {
  const words = useWords(devicesWords);
  const styles = useStyles();
  const { media, deviceId } = props;
  const [state, setState] = useState<"asking" | "open" | "blocked" | "absent">("asking");
  const [level, setLevel] = useState(0);
  const [heard, setHeard] = useState(false);

  useEffect(() => {
    let stop = (): void => undefined;
    let gone = false;
    const listenTo = (stream: MediaStream): void => {
      const meter = media.listen(stream);
      const timer = setInterval(() => {
        const now = meter.level();
        setLevel(now);
        if (now > VOICE) setHeard(true);
      }, EVERY_MS);
      setState("open");
      stop = () => {
        clearInterval(timer);
        meter.close();
        stopAll(stream);
      };
    };
    media.openMicrophone(deviceId).then(
      (stream) => (gone ? stopAll(stream) : listenTo(stream)),
      (error: unknown) => {
        const denied =
          error instanceof DOMException && ["NotAllowedError", "SecurityError"].includes(error.name);
        if (!gone) setState(denied ? "blocked" : "absent");
      },
    );
    return () => {
      gone = true;
      stop();
    };
  }, [deviceId, media]);

  if (state !== "open") {
    const text = { asking: words.asking, blocked: words.blocked, absent: words.noMicrophone }[state];
    return (
      <Text className={styles.note} size={200} role="status">
        {text}
      </Text>
    );
  }
  return (
    <>
      <ProgressBar
        value={level}
        thickness="large"
        shape="rounded"
        color={heard ? "success" : "brand"}
        aria-label={words.level}
      />
      <Text className={styles.note} size={200} role="status">
        {heard ? words.heard : words.speakNow}
      </Text>
    </>
  );
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
