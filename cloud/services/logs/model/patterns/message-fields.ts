/**
 * A message's fields: the texts between blanks. A text in square brackets or double quotes is one field, given without
 * them.
 */
export function splitFields(message: string): readonly string[] {
  const fields: string[] = [];
  /** Closing brackets or quotes that do not occur in the rest of the message, so that each is searched only once. */
  const missing = new Set<string>();
  const BLANK_OR_WORD = /\s+|\S+/y;
  let position = 0;
  while (position < message.length) {
    const opening = message[position];
    const closing = opening === "[" ? "]" : opening === '"' ? '"' : undefined;
    const end = closing === undefined || missing.has(closing) ? -1 : message.indexOf(closing, position + 1);
    if (end !== -1) {
      fields.push(message.slice(position + 1, end));
      position = end + 1;
      continue;
    }
    if (closing !== undefined) missing.add(closing);
    BLANK_OR_WORD.lastIndex = position;
    const [piece = ""] = BLANK_OR_WORD.exec(message) ?? [];
    if (/\S/.test(piece)) fields.push(piece);
    position += piece.length;
  }
  return fields;
}
