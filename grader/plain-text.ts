import { stripVTControlCharacters } from "node:util";

const LONGEST = 400;
const LONGEST_VALUE = 120;

/**
 * A learner's text, made safe to show in a terminal or a report: no escape sequences, no control characters, no
 * characters that change the direction of writing, one line, at most 400 characters.
 */
export function toPlainText(text: string): string {
  const line = stripVTControlCharacters(text.slice(0, LONGEST * 4))
    .replace(/\s+/g, " ")
    .replace(/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "")
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

/** A value as a learner would write it, cut to a readable length. `undefined` reads as "nothing". */
export function formatValue(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = toPlainText(typeof value === "string" ? `"${value}"` : (JSON.stringify(value) ?? String(value)));
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text;
}
