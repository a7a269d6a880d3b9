/**
 * The result of a piece of a pattern: the index where the next piece begins and the value, or the index of the first
 * character that does not match.
 */
type ReadPiece = { readonly end: number; readonly value: string } | { readonly failsAt: number };

/** A piece of a pattern. It reads as much text as it can, without backtracking. */
export interface FieldReader {
  readonly read: (text: string, at: number) => ReadPiece;
  /** The name of the value; undefined for literal text. */
  readonly field: string | undefined;
}

/** Fields in the order in which they were read. */
export type Fields = readonly (readonly [field: string, value: string])[];

/** Reads a whole text, piece by piece. */
export function readFields(
  text: string,
  readers: readonly FieldReader[],
): { readonly fields: Fields } | { readonly failsAt: number } {
  const fields: [string, string][] = [];
  let at = 0;
  for (const { read, field } of readers) {
    const piece = read(text, at);
    if ("failsAt" in piece) return piece;
    at = piece.end;
    if (field !== undefined) fields.push([field, piece.value]);
  }
  return at === text.length ? { fields } : { failsAt: at };
}

/** Literal text, in upper or lower case. */
export const createLiteralReader = (requested: string): FieldReader => ({
  field: undefined,
  read: (text, at) => {
    const end = at + requested.length;
    return text.slice(at, end).toLowerCase() === requested.toLowerCase() ? { end, value: requested } : { failsAt: at };
  },
});

/** Up to `most` digits, with a sign if the field may have one. */
export function createDigitsReader(field: string, max: number, { min = 1, signed = false } = {}): FieldReader {
  const expression = new RegExp(`${signed ? "[+-]?" : ""}\\d{${min},${max}}`, "y");
  return {
    field,
    read: (text, at) => {
      expression.lastIndex = at;
      const [value] = expression.exec(text) ?? [];
      return value === undefined ? { failsAt: at } : { end: at + value.length, value };
    },
  };
}

/** The longest of some names that matches: as given, in upper case, or in lower case. */
export function createNamesReader(field: string, names: readonly string[]): FieldReader {
  const spelled = names.flatMap((name) => [name, name.toUpperCase(), name.toLowerCase()]);
  const longestFirst = [...spelled].sort((a, b) => b.length - a.length);
  return {
    field,
    read: (text, at) => {
      const value = longestFirst.find((name) => text.startsWith(name, at));
      return value === undefined ? { failsAt: at } : { end: at + value.length, value };
    },
  };
}
