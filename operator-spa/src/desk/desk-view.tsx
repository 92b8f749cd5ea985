import { mergeClasses } from "@fluentui/react-components";
import { useEffect, useRef, type ReactNode } from "react";
import { SoundSwitch } from "../alerts";
import { callsWords } from "../calls";
import { customerWords } from "../customer";
import { DevicesButton } from "../devices";
import { useWords } from "../language/provider";
import type { Ports } from "../ports";
import { signOutAddress } from "../sign-in";
import { sessionOf, useFullScreen } from "../stage";
import { useStore } from "../store";
import { PersonMenu, TopBar } from "../top-bar";
import type { Me } from "../wire/shapes";
import { Bars } from "./bars";
import { CallsColumn } from "./calls-column";
import { chooseDevice } from "./choose-device";
import { useLayout } from "./layout";
import { Middle } from "./middle";
import { hasSide, Side } from "./side";
import { useArrival } from "./use-arrival";
import { useDesk } from "./use-desk";

/** The page of an operator who is signed in. */
export function DeskView(props: {
  readonly ports: Ports;
  readonly me: Me;
  readonly expired: boolean;
}): ReactNode {
  const { ports, me, expired } = props;
  const desk = useDesk(ports, expired);
  const layout = useLayout();
  const calls = useWords(callsWords);
  const customer = useWords(customerWords);
  const preferences = useStore(ports.preferences);
  const fullScreen = useFullScreen();
  const { scene } = desk;
  const callOnly = fullScreen.on && scene.at === "stage";
  const side = hasSide(scene) && !callOnly;
  const middle = useRef<HTMLElement>(null);
  useArrival(middle, desk.sceneKey);
  useEffect(() => {
    if (fullScreen.on && scene.at !== "stage") fullScreen.toggle();
  }, [fullScreen, scene.at]);
  const { microphone, camera, speaker } = preferences;

  return (
    <div className={mergeClasses(layout.desk, !side && layout.noSide, callOnly && layout.callOnly)}>
      {callOnly ? null : (
        <>
          <div className={layout.top}>
            <TopBar
              tools={
                <>
                  <DevicesButton
                    media={ports.media}
                    chosen={{ microphone, camera, speaker }}
                    onChoose={(kind, id) => {
                      ports.preferences.set({ ...preferences, [kind]: id });
                      const session = desk.callId === null ? null : sessionOf(desk.kept, desk.callId);
                      if (session) chooseDevice(session, kind, id).catch(() => undefined);
                    }}
                  />
                  <SoundSwitch
                    on={preferences.sound}
                    chime={ports.chime}
                    onChange={(sound) => ports.preferences.set({ ...preferences, sound })}
                  />
                </>
              }
              person={
                <PersonMenu
                  name={me.name}
                  signOutAddress={signOutAddress(ports.config.signOutPath, ports.place.here())}
                  preferences={preferences}
                  onPreferences={ports.preferences.set}
                />
              }
            />
          </div>
          <nav className={layout.calls} aria-label={calls.landmark}>
            <CallsColumn desk={desk} />
          </nav>
        </>
      )}
      <Bars ports={ports} desk={desk} expired={expired} />
      <main className={layout.stage} ref={middle}>
        <Middle ports={ports} desk={desk} scene={scene} />
      </main>
      {side ? (
        <aside className={layout.side} aria-label={customer.landmark}>
          <Side desk={desk} ownName={me.name} />
        </aside>
      ) : null}
    </div>
  );
}
