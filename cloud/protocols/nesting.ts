/**
 * The deepest nesting that is accepted: the limit of Java's JSON reader, which clients and services use (jackson-core,
 * StreamReadConstraints).
 */
const MAX_DEPTH = 1000;

/**
 * Whether a JSON text nests deeper than the limit. JSON.parse reads a value of a hundred thousand levels, but recursion
 * over this value, or even printing it, then overflows the stack.
 *
 * Does not check that the text is JSON. Strings are skipped, so base64 costs nothing.
 */
export function isTooDeep(text: string): boolean {
  // Each level needs two characters.
  if (text.length <= 2 * MAX_DEPTH) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) at = endOfText(text, at);
    else if (sign === OPEN || sign === OPEN_LIST) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (sign === CLOSE || sign === CLOSE_LIST) depth -= 1;
  }
  return false;
}

/**
 * Returns a value that was read from a body, if it nests no deeper than the limit.
 *
 * @param bytes the body's size: a short body cannot nest deeply, so its value is not checked
 * @throws Error if it nests deeper
 */
export function requireShallow<T>(value: T, bytes: number): T {
  if (bytes <= MAX_DEPTH) return value;
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) throw new Error("it nests too deep");
    level = level.flatMap((item) =>
      typeof item === "object" && item !== null && !ArrayBuffer.isView(item) ? Object.values(item) : [],
    );
  }
  return value;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const OPEN_LIST = 0x5b;
const CLOSE = 0x7d;
const CLOSE_LIST = 0x5d;

/** The end of a string that begins at a quote; the end of the text if the string has no end. */
function endOfText(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let before = at - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((at - before) % 2 === 1) return at;
  }
  return text.length;
}
