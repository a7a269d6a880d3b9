/** Limits of a JSON text. */
interface JsonLimits {
  /** The deepest nesting of brackets. */
  readonly depth: number;
  /** The number of values: numbers, texts, lists and all others, names of members included. */
  readonly values: number;
}

/**
 * Far more than any honest answer holds. A run's evidence is stored and compared by recursive functions, which must not
 * overflow the stack.
 */
export const ANSWER_JSON: JsonLimits = { depth: 1_000, values: 200_000 };

/**
 * The value of a submission's JSON text. The text may be anything: undefined for a text that isn't JSON or is beyond
 * `limits`.
 */
export function parseUntrustedJson(text: string, limits = ANSWER_JSON): unknown {
  if (isBeyond(text, limits)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Whether a JSON text is beyond the limits, found without parsing it: a value of two bytes takes fifty in memory once it is parsed,
 * and a million nested brackets overflow the stack. For a text that isn't JSON the result may be either.
 */
export function isBeyond(text: string, { depth: deepest, values: max }: JsonLimits): boolean {
  let depth = 0;
  let values = 1;
  for (let index = 0; index < text.length; index += 1) {
    const sign = text.charCodeAt(index);
    if (sign === QUOTE) index = findStringEnd(text, index);
    // [ and {
    else if (sign === 0x5b || sign === 0x7b) {
      depth += 1;
      values += 1;
    }
    // ] and }
    else if (sign === 0x5d || sign === 0x7d) depth -= 1;
    // , and :
    else if (sign === 0x2c || sign === 0x3a) values += 1;
    if (depth > deepest || values > max) return true;
  }
  return false;
}

/** The index of the end of the JSON string that begins at `start`: the next quote after an even number of backslashes. */
function findStringEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}
