import {
  Button,
  makeStyles,
  Menu,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from "@fluentui/react-components";
import { GlobeRegular } from "@fluentui/react-icons/svg/globe";
import type { ReactNode } from "react";
import { LANGUAGE_NAMES, LANGUAGES } from "../language/language";
import { useSpeech, useWords } from "../language/provider";
import { useControls } from "../look/controls";
import { topBarWords } from "./words";

const useStyles = makeStyles({ label: { "@media (max-width: 760px)": { display: "none" } } });

/** Switches the language, here and in the page's address. */
export function LanguageMenu(): ReactNode {
  const words = useWords(topBarWords);
  const { language, speak } = useSpeech();
  const styles = useStyles();
  const controls = useControls();
  return (
    <Menu
      checkedValues={{ language: [language] }}
      onCheckedValueChange={(_, { checkedItems }) => {
        const chosen = LANGUAGES.find((ours) => checkedItems.includes(ours));
        if (chosen) speak(chosen);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          className={controls.roomy}
          icon={<GlobeRegular />}
          aria-label={words.language(LANGUAGE_NAMES[language])}
        >
          <span className={styles.label}>{LANGUAGE_NAMES[language]}</span>
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {LANGUAGES.map((ours) => (
            <MenuItemRadio key={ours} name="language" value={ours} lang={ours}>
              {LANGUAGE_NAMES[ours]}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
