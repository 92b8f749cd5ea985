import {
  createDarkTheme,
  createLightTheme,
  type BrandVariants,
  type Theme,
} from "@fluentui/react-components";

/** Our blue, from ink to paper; 80 is the accent on white, 120 the accent on black. */
const blue: BrandVariants = {
  10: "#04132b",
  20: "#061d42",
  30: "#07285c",
  40: "#083377",
  50: "#083e92",
  60: "#0848a6",
  70: "#094fb8",
  80: "#0a58ca",
  90: "#2b74e0",
  100: "#4f92f2",
  110: "#66a2f7",
  120: "#7db2ff",
  130: "#9cc5ff",
  140: "#b9d5ff",
  150: "#d4e5ff",
  160: "#edf4ff",
};

/** Rounder than Fluent's own by one step, as its newer apps are. */
const shape = { borderRadiusMedium: "8px", borderRadiusLarge: "10px" };

export const lightTheme: Theme = { ...createLightTheme(blue), ...shape };

const dark = createDarkTheme(blue);
export const darkTheme: Theme = {
  ...dark,
  ...shape,
  // Fluent's own red is too dim for words on our dark card (4.2:1).
  colorStatusDangerForeground1: "#f4a5a9",
  colorBrandForeground1: blue[120],
  colorBrandForeground2: blue[130],
  colorBrandForegroundLink: blue[120],
  colorBrandForegroundLinkHover: blue[130],
  colorBrandStroke1: blue[110],
  colorCompoundBrandForeground1: blue[120],
  colorCompoundBrandStroke: blue[110],
};
