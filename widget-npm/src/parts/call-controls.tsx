import type { ReactNode } from "react";
import type { CallPhase } from "../headless/phases.js";
import type { PanelProps } from "../panels/panel.js";
import { CameraIcon, HangUpIcon, MicrophoneIcon } from "./call-icons.js";
import { LevelRing } from "./level-ring.js";

export interface CallControlsProps extends PanelProps<CallPhase> {
  readonly microphoneLevel: () => number;
}

/** Microphone, camera, leave; each says in words how it stands. */
export function CallControls({ phase: { call }, words, actions, microphoneLevel }: CallControlsProps) {
  const microphone = call?.microphone ?? "absent";
  const speaks = microphone === "on";
  const seen = call?.camera === "on";
  const microphoneState = { on: words.microphoneOn, muted: words.microphoneOff };
  return (
    <div className="controls">
      <Control
        test="mic"
        name={words.microphone}
        state={speaks || microphone === "muted" ? microphoneState[microphone] : words.microphoneNone}
        on={speaks}
        disabled={!call}
        onClick={() => actions.setMicrophone(!speaks)}
      >
        {speaks && <LevelRing level={microphoneLevel} />}
        <MicrophoneIcon off={!speaks} />
      </Control>
      <Control
        test="camera"
        name={words.camera}
        state={seen ? words.cameraOn : words.cameraOff}
        on={seen}
        disabled={!call}
        onClick={() => actions.setCamera(!seen)}
      >
        <CameraIcon off={!seen} />
      </Control>
      <button className="control leave" data-test="leave" type="button" onClick={actions.leave}>
        <span className="control-face">
          <HangUpIcon />
        </span>
        <span className="control-name">{words.leave}</span>
      </button>
    </div>
  );
}

interface ControlProps {
  readonly test: string;
  readonly name: string;
  readonly state: string;
  readonly on: boolean;
  readonly disabled: boolean;
  readonly children: ReactNode;
  readonly onClick: () => void;
}

function Control({ test, name, state, on, disabled, children, onClick }: ControlProps) {
  return (
    <button className="control" data-test={test} type="button" aria-pressed={on} disabled={disabled} onClick={onClick}>
      <span className="control-face">{children}</span>
      <span className="control-name">
        {name}
        {/* Heard as pressed or not. */}
        <span className="quiet block" aria-hidden="true">
          {state}
        </span>
      </span>
    </button>
  );
}
