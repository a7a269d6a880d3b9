/**
 * How wide letters are at most, in parts of the font's size, in the sans-serif fonts that browsers take when none is named (Arial, Helvetica,
 * DejaVu Sans, Verdana), bold. Verdana's are the widest, and DejaVu's nearly so; the numbers are from their tables, rounded up.
 */
const WIDTHS: readonly (readonly [letters: RegExp, em: number])[] = [
  [/[mMW@%]/, 1.14],
  [/[wGOQ…]/, 1],
  [/[A-Z+=<>~_&#]/, 0.88],
  [/[iljtfr.,:;'|![\]() /\\-]/, 0.55],
  [/[ -~]/, 0.73],
];
/** What is no plain Latin letter may be as wide as it is high. */
const WIDEST = 1.2;

/** Letters that are not bold are narrower by this. */
const NOT_BOLD = 0.88;

/** How wide a text is at most, in pixels, for a font of that size in pixels. */
export function widthOf(text: string, fontSize: number, weight: "bold" | "normal" = "bold"): number {
  const bold = [...text].reduce((sum, letter) => sum + widthOfLetter(letter) * fontSize, 0);
  return weight === "bold" ? bold : bold * NOT_BOLD;
}

function widthOfLetter(letter: string): number {
  return WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? WIDEST;
}

/** What a text has room in. */
export interface TextBox {
  readonly width: number;
  readonly fontSize: number;
  readonly lines: number;
}

/**
 * Breaks a name into lines that fit: after a hyphen, a slash, a dot or an underscore where there is one, else in the middle of a word. What is too long
 * for all lines ends in `…`.
 */
export function brokenName(name: string, { width, fontSize, lines }: TextBox): string[] {
  const fits = (text: string): boolean => widthOf(text, fontSize) <= width;
  if (fits(name)) return [name];
  const most = longestStart(name, fits);
  if (lines === 1) return [`${longestStart(name, (text) => fits(`${text}…`))}…`];
  const after = /^.*[-/._]/s.exec(most)?.[0] ?? most;
  // A break near the beginning would waste the line.
  const line = after.length * 2 >= most.length ? after : most;
  return [line, ...brokenName(name.slice(line.length), { width, fontSize, lines: lines - 1 })];
}

/** At least one letter. */
function longestStart(text: string, fits: (start: string) => boolean): string {
  let end = 1;
  while (end < text.length && fits(text.slice(0, end + 1))) end += 1;
  return text.slice(0, end);
}
