import type { ReactNode } from "react";
import { CustomerCard, Steps } from "../customer";
import { Videos } from "../stage";
import type { Scene } from "./scene-of";
import type { Desk } from "./use-desk";

/** Whether the scene has anything to say about the customer. */
export function hasSide(scene: Scene): boolean {
  return scene.at === "pin" || scene.at === "lobby" || scene.at === "stage";
}

/** The column about the customer: what they do now, who they are, their face. */
export function Side(props: { readonly desk: Desk; readonly ownName: string }): ReactNode {
  const { scene, kept } = props.desk;
  if (scene.at === "pin") return <Steps />;
  if (scene.at === "lobby") return <CustomerCard customer={scene.customer} />;
  if (scene.at !== "stage") return null;
  return (
    <>
      {kept.phase === "elsewhere" || kept.phase === "failed" ? null : (
        <Videos
          kept={kept}
          callId={scene.call.call_id}
          customerName={scene.customer.display_name}
          ownName={props.ownName}
        />
      )}
      <CustomerCard customer={scene.customer} />
    </>
  );
}
