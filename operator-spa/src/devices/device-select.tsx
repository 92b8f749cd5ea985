import type { CallDevice, DeviceKind } from "@assisted-chat/widget/calling";
import { Field, Select } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useWords } from "../language/provider";
import { devicesWords } from "./words";

/** Chooses one device of a kind; null is the system's own choice. */
export function DeviceSelect(props: {
  readonly kind: DeviceKind;
  readonly devices: readonly CallDevice[];
  readonly chosen: string | null;
  readonly onChoose: (id: string | null) => void;
}): ReactNode {
  const words = useWords(devicesWords);
  const { kind, devices, chosen, onChoose } = props;
  const mine = devices.filter((device) => device.kind === kind && device.id !== "default");
  const known = mine.some(({ id }) => id === chosen);
  return (
    <Field label={words.kinds[kind]}>
      <Select
        value={known && chosen !== null ? chosen : ""}
        onChange={(_, { value }) => onChoose(value === "" ? null : value)}
      >
        <option value="">{words.system}</option>
        {mine.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </Select>
    </Field>
  );
}
