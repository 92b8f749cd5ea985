import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  mergeClasses,
} from "@fluentui/react-components";
import { CallEndFilled } from "@fluentui/react-icons/svg/call-end";
import { useState, type ReactNode } from "react";
import type { Action } from "../action";
import { useWords } from "../language/provider";
import { useControls } from "../look/controls";
import { TroubleNote } from "../look/trouble-note";
import { stageWords } from "./words";

/** Ends the call, after asking: the customer in it would lose something. */
export function EndCall({ end }: { readonly end: Action<[]> }): ReactNode {
  const words = useWords(stageWords);
  const controls = useControls();
  const [asking, setAsking] = useState(false);
  const ending = mergeClasses(controls.roomy, controls.ending);
  return (
    <>
      <Button
        className={ending}
        icon={<CallEndFilled />}
        onClick={() => setAsking(true)}
        // While the question stands, its own button is the one that ends the call.
        data-test={asking ? undefined : "end-call"}
      >
        {words.end}
      </Button>
      <Dialog open={asking} modalType="alert" onOpenChange={(_, { open }) => setAsking(open)}>
        <DialogSurface>
          <DialogBody>
            <DialogTitle>{words.endAsk.heading}</DialogTitle>
            <DialogContent>
              {words.endAsk.text}
              <TroubleNote trouble={end.trouble} />
            </DialogContent>
            <DialogActions>
              <Button className={controls.roomy} onClick={() => setAsking(false)}>
                {words.endAsk.stay}
              </Button>
              <Button
                className={ending}
                icon={<CallEndFilled />}
                disabledFocusable={end.busy}
                onClick={() => end.run()}
                data-test="end-call"
              >
                {words.end}
              </Button>
            </DialogActions>
          </DialogBody>
        </DialogSurface>
      </Dialog>
    </>
  );
}
