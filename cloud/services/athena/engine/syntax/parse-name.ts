import type { Cursor } from "./cursor";

/** Reads `a`, `a.b` or `a.b.c`, in lower case. @throws SyntaxFault */
export function parseName(cursor: Cursor): string[] {
  const parts = [cursor.expectName()];
  while (cursor.accept(".")) parts.push(cursor.expectName());
  return parts;
}
