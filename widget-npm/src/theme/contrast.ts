/** Whether a bank's colours can be read: text at 4.5 to 1, edges at 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11). */

interface Pair {
  readonly front: string;
  readonly back: string;
  readonly least: number;
}

const TEXT = 4.5;
const EDGE = 3;
const PAIRS: readonly Pair[] = [
  { front: "ink", back: "paper", least: TEXT },
  { front: "ink", back: "tint", least: TEXT },
  { front: "ink", back: "warn-tint", least: TEXT },
  { front: "quiet", back: "paper", least: TEXT },
  { front: "accent", back: "paper", least: TEXT },
  { front: "on-accent", back: "accent", least: TEXT },
  { front: "ok", back: "ok-tint", least: TEXT },
  { front: "bad", back: "paper", least: TEXT },
  { front: "paper", back: "bad", least: TEXT },
  { front: "edge", back: "paper", least: EDGE },
];

type Rgb = readonly [number, number, number];

/**
 * Names every pair of colours in force under `root` that is too close, in the console.
 *
 * @returns the same sentences.
 */
export function checkContrast(root: HTMLElement): readonly string[] {
  const colours = colourReader(root);
  const complaints = PAIRS.flatMap(({ front, back, least }) => {
    const [a, b] = [colours.read(front), colours.read(back)];
    if (!a || !b) return [];
    const ratio = contrast(a, b);
    if (ratio >= least) return [];
    return [`${front} on ${back} has a contrast of ${ratio.toFixed(2)}; ${String(least)} is needed`];
  });
  colours.close();
  for (const complaint of complaints) console.warn(`assisted-chat: the theme's ${complaint}.`);
  return complaints;
}

/** The ratio of WCAG 2, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((channel) => {
    const part = channel / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The browser itself resolves variables, mixtures and names; a canvas turns any colour into bytes. */
function colourReader(root: HTMLElement): { read(token: string): Rgb | null; close(): void } {
  const probe = root.appendChild(document.createElement("span"));
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return {
    read(token) {
      probe.style.setProperty("color", `var(--ac-${token})`);
      if (!context) return null;
      context.fillStyle = getComputedStyle(probe).color;
      context.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data;
      return [r, g, b];
    },
    close: () => probe.remove(),
  };
}
