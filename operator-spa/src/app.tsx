import { makeStyles } from "@fluentui/react-components";
import { useMemo, type ReactNode } from "react";
import { Announcer } from "./announce/announcer";
import { DeskView } from "./desk";
import { ShortcutsProvider } from "./keys/shortcuts";
import type { Language } from "./language/language";
import { LanguageProvider } from "./language/provider";
import { Look } from "./look/look";
import type { Ports } from "./ports";
import { useRoute } from "./route";
import {
  Asking,
  Nobody,
  RoleMissing,
  signInAddress,
  SignedInAgain,
  signOutAddress,
  useSignIn,
} from "./sign-in";
import { useStore } from "./store";
import { ClockProvider } from "./ticking";
import { TopBar } from "./top-bar";

const useStyles = makeStyles({
  door: { minHeight: "100dvh", display: "grid", gridTemplateRows: "auto minmax(0, 1fr)" },
});

/** The operator's app: the providers that every view needs, and behind them the door. */
export function App(props: { readonly ports: Ports; readonly language: Language }): ReactNode {
  const { ports } = props;
  const { scheme, shortcuts } = useStore(ports.preferences);
  return (
    <LanguageProvider initial={props.language}>
      <Look scheme={scheme}>
        <ClockProvider clock={ports.clock}>
          <ShortcutsProvider enabled={shortcuts}>
            <Announcer>
              <Door ports={ports} />
            </Announcer>
          </ShortcutsProvider>
        </ClockProvider>
      </Look>
    </LanguageProvider>
  );
}

/** Lets in those who may take calls. */
function Door({ ports }: { readonly ports: Ports }): ReactNode {
  const { api, reach, config, place } = ports;
  const signIn = useSignIn(api, reach, config.pace, place.reload);
  const route = useRoute();
  const address = signInAddress(config.signInPath, place.here());
  const redirect = useMemo(() => (place.mayGoToSignIn() ? () => place.go(address) : null), [address, place]);

  if (signIn.phase === "in" && route.at !== "signed-in") {
    return <DeskView ports={ports} me={signIn.me} expired={signIn.expired} />;
  }
  return <Threshold>{card()}</Threshold>;

  function card(): ReactNode {
    if (signIn.phase === "asking") return <Asking />;
    if (signIn.phase === "nobody") return <Nobody address={address} redirect={redirect} />;
    if (signIn.phase === "in") return <SignedInAgain close={place.close} />;
    return (
      <RoleMissing name={signIn.me.name} signOutAddress={signOutAddress(config.signOutPath, place.here())} />
    );
  }
}

function Threshold({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <div className={useStyles().door}>
      <TopBar />
      <main>{children}</main>
    </div>
  );
}
