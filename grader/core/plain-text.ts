import { stripVTControlCharacters } from "node:util";
import { showBigInts } from "./big-int";

const MAX_LENGTH = 400;
const MAX_VALUE_LENGTH = 120;

/**
 * A learner's text, made safe to show in a terminal or a report: no escape sequences, no control characters, no
 * characters that change the direction of writing, one line, at most 400 characters.
 */
export function toPlainText(text: string): string {
  const line = stripVTControlCharacters(text.slice(0, MAX_LENGTH * 4))
    .replace(/\s+/g, " ")
    .replace(/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "")
    .trim();
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH - 1)}…` : line;
}

/** A value as a learner would write it, cut to a readable length. `undefined` reads as "nothing". */
export function formatValue(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = toPlainText(
    typeof value === "string" ? `"${value}"` : showBigInts(JSON.stringify(value) ?? String(value)),
  );
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH - 1)}…` : text;
}
