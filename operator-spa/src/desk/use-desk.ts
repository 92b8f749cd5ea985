import { useCallback, useEffect, useMemo, useState } from "react";
import { useAction, type Action } from "../action";
import { useWaitingAlert } from "../alerts";
import { useAnnounce } from "../announce/announcer";
import { useCall, useCalls, useNewCall, withNewer, type CallsReport } from "../calls";
import { useWords } from "../language/provider";
import { createPinDesk, pinWords, spoken, type PinKept } from "../pin";
import type { Ports } from "../ports";
import { goTo, useRoute } from "../route";
import { sessionOf, type Kept } from "../stage";
import { createStore, useStore } from "../store";
import { useNow } from "../ticking";
import { keyOf, sceneOf, waitingIn, type Scene } from "./scene-of";
import { useKeeping } from "./use-keeping";
import { usePeerGone } from "./use-peer-gone";
import { useReturn } from "./use-return";

/** The whole of an operator's desk: what is going on, and what can be done about it. */
export interface Desk {
  readonly callId: string | null;
  readonly scene: Scene;
  /** Changes when the middle of the page turns into something else. */
  readonly sceneKey: string;
  readonly asOf: number;
  readonly calls: CallsReport;
  readonly kept: Kept;
  readonly pin: PinKept;
  readonly newCall: Action<[]>;
  readonly endCall: Action<[]>;
  readonly newPin: () => void;
  readonly refresh: () => void;
  /** Switches the operator's own camera. */
  readonly camera: (on: boolean) => void;
}

const noPin = createStore<PinKept>({ inHand: null, busy: false, trouble: null });

/** Puts the rooms together; `expired` says that the sign-in has run out. */
export function useDesk(ports: Ports, expired: boolean): Desk {
  const { api, clock, config, keeper, chime } = ports;
  const route = useRoute();
  const callId = route.at === "call" ? route.callId : null;
  const kept = useStore(keeper);
  const preferences = useStore(ports.preferences);
  const words = useWords(pinWords);
  const announce = useAnnounce();
  const now = useNow();

  const calls = useCalls(api, config.pace);
  const shown = useCall(api, clock, config.pace, callId);
  const keptId = kept.phase === "none" ? null : kept.callId;
  const behind = useCall(api, clock, config.pace, keptId === callId ? null : keptId);
  useKeeping(keeper, kept, shown, behind);
  useReturn(callId, calls.calls);

  const [pins] = useState(() => createPinDesk(api, clock));
  const pinStore = useMemo(() => (callId === null ? noPin : pins.of(callId)), [callId, pins]);
  const pin = useStore(pinStore);
  const { refresh: refreshShown } = shown;
  const { refresh: refreshCalls } = calls;
  const refresh = useCallback(() => {
    refreshShown();
    refreshCalls();
  }, [refreshCalls, refreshShown]);
  const issue = (id: string): void =>
    pins.issue(id, ({ display }) => {
      announce(words.issued(spoken(display)));
      refresh();
    });
  const newCall = useNewCall(api, (id) => {
    goTo({ at: "call", callId: id });
    issue(id);
  });
  const endCall = useAction(async () => {
    if (callId === null) return;
    await api.endCall(callId);
    refresh();
  });
  useEffect(() => {
    if (!expired) refresh();
  }, [expired, refresh]);

  const scene = sceneOf(shown, pin.inHand, kept, now);
  const elsewhere = (calls.calls ?? []).filter((call) => call.state === "open" && call.call_id !== callId);
  const waiting = elsewhere.reduce((sum, call) => sum + call.waiting, waitingIn(shown.call).length);
  useWaitingAlert(waiting, chime, preferences.sound);

  const session = callId === null ? null : sessionOf(kept, callId);
  usePeerGone(session, refreshShown);
  return {
    callId,
    scene,
    sceneKey: keyOf(scene, kept),
    asOf: shown.asOf,
    calls: { ...calls, calls: withNewer(calls.calls, shown.call) },
    kept,
    pin,
    newCall,
    endCall,
    newPin: () => {
      if (callId !== null) issue(callId);
    },
    refresh,
    camera(on) {
      const wanted = preferences.camera;
      const turn = on && wanted !== null ? session?.chooseDevice("camera", wanted) : session?.setCamera(on);
      // A refusal shows in the session's snapshot.
      turn?.catch(() => undefined);
    },
  };
}
