import { toLocalTime, type LocalTime } from "../local-time";
import { PATTERN_LETTERS } from "./letters";
import { tokenizePattern, type PatternToken } from "./tokens";

/** A parsed pattern, which formats a moment in a time zone. */
export type DatePattern = (epochMs: number, zone: string) => string;

type Piece = (time: LocalTime) => string;

/**
 * Reads a pattern as Java's DateTimeFormatter does. Square brackets mark optional parts, which are always written.
 *
 * @returns undefined if Java, and so AWS, would refuse the pattern
 * @see https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
 */
export function parseDatePattern(pattern: string): DatePattern | undefined {
  const pieces = tokenizePattern(pattern)?.map(createPiece);
  if (pieces === undefined || !pieces.every((piece) => piece !== undefined)) return undefined;
  return (epochMs, zone) => {
    const time = toLocalTime(epochMs, zone);
    return pieces.map((piece) => piece(time)).join("");
  };
}

function createPiece(token: PatternToken): Piece | undefined {
  if ("bracket" in token) return () => "";
  if ("literal" in token) return () => token.literal;
  const { counts, write } = PATTERN_LETTERS[token.letter] ?? {};
  if (write === undefined || !counts?.includes(token.count)) return undefined;
  return (time) => write(time, token.count);
}
