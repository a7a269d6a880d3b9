import { ExactJson, JsonError, type Json, type JsonDialect } from "../../../../../columnar/exact-json";
import { createMalformedMismatch } from "../mismatch";

/** The dialect of JSON that Jackson, AWS's parser, accepts. */
const JACKSON: JsonDialect = {
  blanks: /[ \t\n\r]*/y,
  scalar: /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w$.])|(?:true|false|null)(?![\w$])/y,
  deepest: 1_000,
};
/** The characters that Jackson names as one token in an error message. */
const WORD = /[\w$]+/y;

/**
 * Reads all JSON values of a text, one after the other, with every digit of their numbers.
 *
 * @throws Mismatch in Jackson's words, as AWS gives them
 */
export function parseExactly(text: string): readonly Json[] {
  const reader = new ExactJson(text, JACKSON);
  const values: Json[] = [];
  try {
    while (!reader.isAtEnd()) values.push(reader.parseValue());
    return values;
  } catch (error) {
    throw error instanceof JsonError ? createMalformedMismatch(formatAsJackson(text, error)) : error;
  }
}

function formatAsJackson(text: string, error: JsonError): string {
  const { at } = error;
  switch (error.message) {
    case "Nested too deeply":
      return `Document nesting depth (${JACKSON.deepest + 1}) exceeds the maximum allowed (${JACKSON.deepest})`;
    case "Missing value":
      return describeMissingValue(text, at);
    case "Illegal escape or character in a string":
      return describeBadString(text, at);
    case "Unterminated string":
      return describeBadString(text, error.start);
    case "Expected a quoted name":
      return describeUnexpected(text, error, "was expecting double-quote to start field name");
    case "Expected a ':' after a key":
      return describeUnexpected(text, error, "was expecting a colon to separate field name and value");
    case "Expected a ',' or '}'":
      return describeUnexpected(text, error, "was expecting comma to separate Object entries");
    case "Expected a ',' or ']'":
      return describeUnexpected(text, error, "was expecting comma to separate Array entries");
    case "Unexpected text after the document":
      // Not thrown by `value()`: a text may hold several values, which Jackson reads one after the other.
      throw error;
  }
}

function describeMissingValue(text: string, at: number): string {
  if (at >= text.length) return `Unexpected end-of-input within/between Object entries${describePosition(text, at)}`;
  WORD.lastIndex = at;
  const word = WORD.exec(text)?.[0];
  const wanted = "JSON String, Number, Array, Object or token 'null', 'true' or 'false'";
  return word === undefined
    ? `Unexpected character ${formatToken(text, at)}: expected a valid value (${wanted})${describePosition(text, at)}`
    : `Unrecognized token '${word}': was expecting (${wanted})${describePosition(text, at + word.length)}`;
}

/** @param from the offset of the opening quote */
function describeBadString(text: string, from: number): string {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 32)
      return `Illegal unquoted character ((CTRL-CHAR, code ${code})): has to be escaped using backslash to be included in string value${describePosition(text, at)}`;
    if (text[at] !== "\\") continue;
    const escape = text.charAt(at + 1);
    if (!/["\\/bfnrtu]/.test(escape) && escape !== "")
      return `Unrecognized character escape '${escape}' (code ${escape.charCodeAt(0)})${describePosition(text, at + 1)}`;
    at += 1;
  }
  return `Unexpected end-of-input in VALUE_STRING${describePosition(text, text.length)}`;
}

function describeUnexpected(text: string, { at, start, message }: JsonError, wanted: string): string {
  if (at < text.length) return `Unexpected character ${formatToken(text, at)}: ${wanted}${describePosition(text, at)}`;
  const within = message === "Expected a ',' or ']'" ? "Array" : "Object";
  return `Unexpected end-of-input: expected close marker for ${within} (start marker at ${formatPosition(text, start)})${describePosition(text, at)}`;
}

const formatToken = (text: string, at: number): string => `('${text.charAt(at)}' (code ${text.codePointAt(at)}))`;

/** Jackson's message also names its reader object, by a number that differs each time; the number is left out here. */
const describePosition = (text: string, at: number): string => `\n at ${formatPosition(text, at)}`;

const formatPosition = (text: string, at: number): string =>
  `[line: ${text.slice(0, at).split("\n").length}, column: ${at - text.lastIndexOf("\n", at - 1)}]`;
