/** Whether a UTF-16 code unit belongs to a set. */
export type CharacterTest = (code: number) => boolean;

/** One atom of an expression: the characters that it matches, and the offset after it. */
export interface Character {
  readonly fits: CharacterTest;
  readonly behind: number;
}

/** Characters that stand for themselves in a regular expression of CloudWatch Logs. AWS's list lacks the space, but its examples use it. */
export const isLiteral = (character: string): boolean => /^[A-Za-z0-9 :_#=@/;,-]$/.test(character);

const isDigit: CharacterTest = (code) => code >= 0x30 && code <= 0x39;
const isWord: CharacterTest = (code) =>
  isDigit(code) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f;
const isSpace: CharacterTest = (code) => code === 0x20 || (code >= 0x09 && code <= 0x0d);

const KINDS: Readonly<Record<string, CharacterTest>> = {
  d: isDigit,
  D: (code) => !isDigit(code),
  w: isWord,
  W: (code) => !isWord(code),
  s: isSpace,
  S: (code) => !isSpace(code),
};

const HEX = /\\x([0-9A-Fa-f]{2})/y;

/** An escape after a backslash: a class of characters, a character by its number (`\x41`), or a literal sign. */
export function parseEscape(source: string, position: number): Character | undefined {
  const character = source.charAt(position + 1);
  const kind = Object.hasOwn(KINDS, character) ? KINDS[character] : undefined;
  if (kind !== undefined) return { fits: kind, behind: position + 2 };
  HEX.lastIndex = position;
  const hex = HEX.exec(source)?.[1];
  if (hex !== undefined) return createExactCharacter(Number.parseInt(hex, 16), position + 4);
  return /^[!-/:-@[-`{-~]$/.test(character) ? createExactCharacter(character.charCodeAt(0), position + 2) : undefined;
}

const createExactCharacter = (code: number, behind: number): Character => ({ fits: (other) => other === code, behind });

/** A class: `[a-z_]`, `[^0-9]`. @param position the offset of the opening bracket */
export function parseClass(source: string, position: number): Character | undefined {
  const isNegative = source[position + 1] === "^";
  const tests: CharacterTest[] = [];
  let at = position + (isNegative ? 2 : 1);
  while (at < source.length && source[at] !== "]") {
    const found = parseMember(source, at);
    if (found === undefined) return undefined;
    tests.push(found.fits);
    at = found.behind;
  }
  if (at >= source.length || tests.length === 0) return undefined;
  return { fits: (code) => tests.some((test) => test(code)) !== isNegative, behind: at + 1 };
}

const RANGE = /([A-Za-z0-9])-([A-Za-z0-9])/y;

function parseMember(source: string, position: number): Character | undefined {
  const character = source.charAt(position);
  if (character === "\\") return parseEscape(source, position);
  RANGE.lastIndex = position;
  const [whole, first = "", last = ""] = RANGE.exec(source) ?? [];
  const [low, high] = [first.charCodeAt(0), last.charCodeAt(0)];
  if (whole !== undefined)
    return low > high ? undefined : { fits: (code) => code >= low && code <= high, behind: position + whole.length };
  // Inside a class, operators are ordinary characters.
  return isLiteral(character) || /^[?{}|*+.$^]$/.test(character)
    ? createExactCharacter(character.charCodeAt(0), position + 1)
    : undefined;
}
