import type { ReactNode } from "react";
import { EndedCard, IdleCard, MissingCard, ReadingCard } from "../calls";
import { HeldCard, LobbyCard, lobbyWords, OthersBar } from "../lobby";
import { useWords } from "../language/provider";
import { Aside } from "../look/stage-card";
import { NewPinButton, NoPinCard, PinCard } from "../pin";
import type { Ports } from "../ports";
import { ElsewhereCard, FailedCard, Stage } from "../stage";
import { waitingIn, type Scene } from "./scene-of";
import type { Desk } from "./use-desk";

type On<At extends Scene["at"]> = Extract<Scene, { at: At }>;
interface MiddleProps<S extends Scene = Scene> {
  readonly ports: Ports;
  readonly desk: Desk;
  readonly scene: S;
}

/** The middle of the page: the card, or the call. */
export function Middle({ ports, desk, scene }: MiddleProps): ReactNode {
  switch (scene.at) {
    case "idle":
      return <IdleCard />;
    case "reading":
      return <ReadingCard />;
    case "missing":
      return <MissingCard />;
    case "ended":
      return <EndedCard call={scene.call} />;
    case "pin":
      return <PinScene ports={ports} desk={desk} scene={scene} />;
    case "held":
      return <HeldCard busyCallId={scene.busyCallId} />;
    case "lobby":
      return <LobbyScene ports={ports} desk={desk} scene={scene} />;
    case "stage":
      return <StageScene ports={ports} desk={desk} scene={scene} />;
  }
}

function PinScene({ desk, scene: { situation } }: MiddleProps<On<"pin">>): ReactNode {
  const both = { kept: desk.pin, cancel: desk.endCall, onNewPin: desk.newPin };
  if (situation.kind === "live") return <PinCard pin={situation.pin} {...both} />;
  return <NoPinCard situation={situation} {...both} onNewCall={() => desk.newCall.run()} />;
}

function LobbyScene({ ports, desk, scene: { call, customer } }: MiddleProps<On<"lobby">>): ReactNode {
  const words = useWords(lobbyWords);
  const silentFor = desk.asOf - Date.parse(customer.last_seen_at);
  return (
    <LobbyCard
      key={customer.participant_id}
      api={ports.api}
      callId={call.call_id}
      customer={customer}
      silent={silentFor > ports.config.absentAfterMs}
      onChanged={desk.refresh}
    >
      <Aside note={words.newPinWarning}>
        <NewPinButton byKey={false} busy={desk.pin.busy} onPress={desk.newPin} />
      </Aside>
    </LobbyCard>
  );
}

function StageScene({ ports, desk, scene: { call, customer } }: MiddleProps<On<"stage">>): ReactNode {
  const { keeper, config, api } = ports;
  const { kept } = desk;
  if (kept.phase === "elsewhere") return <ElsewhereCard onTakeOver={keeper.takeOver} />;
  if (kept.phase === "failed") {
    return <FailedCard code={kept.code} onRetry={keeper.retry} end={desk.endCall} />;
  }
  const heardAt = Date.parse(customer.last_seen_at);
  return (
    <Stage
      kept={kept}
      call={call}
      customer={customer}
      closedSince={desk.asOf - heardAt > config.absentAfterMs ? heardAt : null}
      end={desk.endCall}
      onCamera={desk.camera}
    >
      <OthersBar api={api} callId={call.call_id} waiting={waitingIn(call)} onChanged={desk.refresh} />
    </Stage>
  );
}
