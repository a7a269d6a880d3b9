import { localTime, type LocalTime } from "./local-time";
import { PATTERN_LETTERS } from "./pattern-letters";

/** A parsed pattern: give it a moment and a zone, and it writes text. */
export type DatePattern = (epochMs: number, zone: string) => string;

type Piece = (time: LocalTime) => string;

/** A quoted text, a run of one letter, or any other single character. */
const TOKENS = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^]/gu;
const RESERVED = "{}#'";

/**
 * Reads a pattern as Java's DateTimeFormatter does: letters are fields, text between single quotes stands for itself,
 * `''` is a quote, square brackets mark what may be left out (nothing is, when writing).
 *
 * @returns undefined if Java, and so AWS, would refuse the pattern
 * @see https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
 */
export function datePattern(pattern: string): DatePattern | undefined {
  const pieces: Piece[] = [];
  let open = 0;
  for (const [token, quoted, letter] of pattern.matchAll(TOKENS)) {
    if (token === "[" || token === "]") open += token === "[" ? 1 : -1;
    const piece = token === "[" || token === "]" ? nothing : pieceOf(token, quoted, letter);
    if (piece === undefined || open < 0) return undefined;
    pieces.push(piece);
  }
  return (epochMs, zone) => {
    const time = localTime(epochMs, zone);
    return pieces.map((piece) => piece(time)).join("");
  };
}

const nothing: Piece = () => "";

function pieceOf(token: string, quoted: string | undefined, letter: string | undefined): Piece | undefined {
  if (quoted !== undefined) return literal(quoted === "" ? "'" : quoted.replaceAll("''", "'"));
  if (letter === undefined) return RESERVED.includes(token) ? undefined : literal(token);
  const { counts, write } = PATTERN_LETTERS[letter] ?? {};
  if (write === undefined || !counts?.includes(token.length)) return undefined;
  return (time) => write(time, token.length);
}

const literal =
  (text: string): Piece =>
  () =>
    text;
