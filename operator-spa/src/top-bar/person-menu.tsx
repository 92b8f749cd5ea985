import {
  Button,
  makeStyles,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItemCheckbox,
  MenuItemLink,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  mergeClasses,
  tokens,
} from "@fluentui/react-components";
import { SignOutRegular } from "@fluentui/react-icons/svg/sign-out";
import type { ReactNode } from "react";
import { useWords } from "../language/provider";
import { useControls } from "../look/controls";
import { Initials } from "../look/initials";
import type { Preferences, Scheme } from "../preferences";
import { topBarWords } from "./words";

const useStyles = makeStyles({
  button: {
    paddingInline: tokens.spacingHorizontalS,
    maxWidth: "240px",
    columnGap: tokens.spacingHorizontalS,
  },
  name: {
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    fontWeight: tokens.fontWeightRegular,
    "@media (max-width: 760px)": { display: "none" },
  },
});

const SCHEMES: readonly Scheme[] = ["system", "light", "dark"];

export interface PersonMenuProps {
  readonly name: string;
  readonly signOutAddress: string;
  readonly preferences: Preferences;
  readonly onPreferences: (next: Preferences) => void;
}

/** Who is signed in, and how they like the app. */
export function PersonMenu({ name, signOutAddress, preferences, onPreferences }: PersonMenuProps): ReactNode {
  const words = useWords(topBarWords);
  const styles = useStyles();
  const controls = useControls();
  const checked = { scheme: [preferences.scheme], keys: preferences.shortcuts ? ["on"] : [] };
  return (
    <Menu
      checkedValues={checked}
      onCheckedValueChange={(_, { name: group, checkedItems }) => {
        const scheme = SCHEMES.find((each) => checkedItems.includes(each));
        if (group === "keys") onPreferences({ ...preferences, shortcuts: checkedItems.includes("on") });
        else if (scheme) onPreferences({ ...preferences, scheme });
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          className={mergeClasses(controls.roomy, styles.button)}
          aria-label={`${name}. ${words.me}`}
        >
          <Initials name={name} />
          <span className={styles.name}>{name}</span>
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>{words.look}</MenuGroupHeader>
            {SCHEMES.map((scheme) => (
              <MenuItemRadio key={scheme} name="scheme" value={scheme}>
                {words.schemes[scheme]}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuGroup>
            <MenuGroupHeader>{words.keyboard}</MenuGroupHeader>
            <MenuItemCheckbox name="keys" value="on">
              {words.shortcuts}
            </MenuItemCheckbox>
          </MenuGroup>
          <MenuDivider />
          <MenuItemLink href={signOutAddress} icon={<SignOutRegular />}>
            {words.signOut}
          </MenuItemLink>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
