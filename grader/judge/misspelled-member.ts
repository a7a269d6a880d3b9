import { computeEditDistance } from "../../foundation/edit-distance";

/** A message that a required member isn't there. */
export const MISSING = /must be given|must not be null|mandatory|missing|is required/i;

/** Two names with so few different letters, and no fewer than these in all, are the same name, misspelled. */
const MAX_DIFFERENT = 2;
const MIN_LETTERS = 5;

/** A name or a text in an answer. */
interface Word {
  readonly text: string;
  readonly isText: boolean;
  readonly isKey: boolean;
}

/** A member of the answer with almost the name of one that the message misses, and that name as AWS's SDK writes it. */
export function findMisspelledMember<T extends Word>(
  message: string,
  words: readonly T[],
): { readonly word: T; readonly member: string } | undefined {
  if (!MISSING.test(message)) return undefined;
  const paths = [...message.matchAll(/\bat '([\w.]+)'|\b([A-Z]\w+)\b/g)].map(([, path, name = ""]) => path ?? name);
  const members = paths.flatMap((path) => path.split(".").at(-1) ?? []).filter(({ length }) => length >= MIN_LETTERS);
  const keys = words.filter(({ isText, isKey }) => isKey && !isText);
  for (const name of members) {
    const member = name.charAt(0).toUpperCase() + name.slice(1);
    if (keys.some(({ text }) => text === member)) continue;
    const word = keys.find(
      ({ text }) =>
        // A submission may have names of any length.
        Math.abs(text.length - member.length) <= MAX_DIFFERENT &&
        computeEditDistance(text.toLowerCase(), member.toLowerCase()) <= MAX_DIFFERENT,
    );
    if (word) return { word, member };
  }
  return undefined;
}
