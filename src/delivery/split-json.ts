/**
 * Splits JSON values that stand one after another, with or without space between them, as Firehose delivers them.
 *
 *     splitJson('{"a":1}{"a":2}') // [{ a: 1 }, { a: 2 }]
 *
 * @throws SyntaxError if the text is not a sequence of JSON values, with the position (counted from 1) where the text
 * begins that isn't JSON
 */
export function splitJson(text: string): unknown[] {
  const values: unknown[] = [];
  for (let at = skipSpace(text, 0); at < text.length;) {
    const end = findValueEnd(text, at);
    values.push(parse(text, at, end));
    at = skipSpace(text, end);
  }
  return values;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text.charAt(at))) at += 1;
  return at;
}

/** Where the value that begins at `from` ends: after its last bracket or quote, or before the next value. */
function findValueEnd(text: string, from: number): number {
  const opening = text.charAt(from);
  if (opening === '"') return findStringEnd(text, from);
  if (opening !== "{" && opening !== "[") {
    const length = text.slice(from + 1).search(/[\s{["]/);
    return length === -1 ? text.length : from + 1 + length;
  }
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const letter = text.charAt(at);
    // A bracket inside a string does not count.
    if (letter === '"') at = findStringEnd(text, at) - 1;
    else if (letter === "{" || letter === "[") depth += 1;
    else if (letter === "}" || letter === "]") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

function findStringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text.charAt(at) === "\\") at += 1;
    else if (text.charAt(at) === '"') return at + 1;
  }
  return text.length;
}

function parse(text: string, from: number, end: number): unknown {
  try {
    return JSON.parse(text.slice(from, end));
  } catch (error) {
    const start = text.slice(from, from + 40);
    throw new SyntaxError(`This is not JSON, from character ${from + 1} on: ${start}${end > from + 40 ? "…" : ""}`, {
      cause: error,
    });
  }
}
