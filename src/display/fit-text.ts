/**
 * The greatest width of letters, as a fraction of the font's size, in the bold sans-serif fonts that browsers use by
 * default (Arial, Helvetica, DejaVu Sans, Verdana). Verdana's letters are the widest, and DejaVu's nearly so; the
 * numbers are from these fonts' width tables, rounded up.
 */
const WIDTHS: readonly (readonly [letters: RegExp, em: number])[] = [
  [/[mMW@%]/, 1.14],
  [/[wGOQ…]/, 1],
  [/[A-Z+=<>~_&#]/, 0.88],
  [/[iljtfr.,:;'|![\]() /\\-]/, 0.55],
  [/[ -~]/, 0.73],
];
/** The width for all other characters, such as Chinese ones, which are about as wide as high. */
const WIDEST = 1.2;

/** The factor for letters that are not bold. */
const NOT_BOLD = 0.88;

/** The greatest width of a text in pixels, for a font size in pixels. */
export function measureText(text: string, fontSize: number, weight: "bold" | "normal" = "bold"): number {
  const bold = [...text].reduce((sum, letter) => sum + measureLetter(letter) * fontSize, 0);
  return weight === "bold" ? bold : bold * NOT_BOLD;
}

function measureLetter(letter: string): number {
  return WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? WIDEST;
}

/** The room for a text: its width, the font's size, the number of lines. */
export interface TextBox {
  readonly width: number;
  readonly fontSize: number;
  readonly lines: number;
}

/**
 * Breaks a name into lines that fit: after a hyphen, a slash, a dot or an underscore where there is one, else in the
 * middle of a word. A name that is too long for all lines ends in `…`.
 */
export function breakName(name: string, { width, fontSize, lines }: TextBox): string[] {
  const canFit = (text: string): boolean => measureText(text, fontSize) <= width;
  if (canFit(name)) return [name];
  const max = findLongestStart(name, canFit);
  if (lines === 1) return [`${findLongestStart(name, (text) => canFit(`${text}…`))}…`];
  const after = /^.*[-/._]/s.exec(max)?.[0] ?? max;
  // A break before the middle of the line would waste the line.
  const line = after.length * 2 >= max.length ? after : max;
  return [line, ...breakName(name.slice(line.length), { width, fontSize, lines: lines - 1 })];
}

/** The longest beginning of a text that fits, at least one letter. */
function findLongestStart(text: string, fits: (start: string) => boolean): string {
  let end = 1;
  while (end < text.length && fits(text.slice(0, end + 1))) end += 1;
  return text.slice(0, end);
}
