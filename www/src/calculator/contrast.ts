/** Colours of the host, checked where they are shown: what would be hard to read gives way to the safe pair. */

/** The colours that a host may set, as the styles know them. */
const themed = ["accent", "ok", "no", "wait"] as const;
const least = 4.5;

type Colour = readonly [red: number, green: number, blue: number];

/** The parts of an opaque computed colour. */
function parts(computed: string): Colour | undefined {
  const found = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(computed);
  if (!found || (found[4] !== undefined && Number(found[4]) < 1)) return undefined;
  return [Number(found[1]), Number(found[2]), Number(found[3])];
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** The contrast of two colours, from 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

/**
 * Marks on the form which colours are not used: `theme` for all of them, or single names; and which letters stand on the accent.
 * `probe` is an element whose colour the styles set by its `data-colour`.
 */
export function guard(form: HTMLElement, probe: HTMLElement): void {
  const shown = (name: string) => {
    probe.dataset["colour"] = name;
    return parts(getComputedStyle(probe).color);
  };
  delete form.dataset["unsafe"];
  const [text, ground] = [shown("text"), shown("bg")];
  const unsafe: string[] = [];
  if (!text || !ground || contrast(text, ground) < least) {
    unsafe.push("theme");
  } else {
    for (const name of themed) {
      const colour = shown(name);
      if (!colour || contrast(colour, ground) < least) unsafe.push(name);
    }
  }
  if (unsafe.length > 0) form.dataset["unsafe"] = unsafe.join(" ");
  const accent = shown("accent");
  form.dataset["onAccent"] = accent && contrast(accent, [255, 255, 255]) < least ? "dark" : "light";
}
