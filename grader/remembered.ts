/** A class hands in hundreds of notebooks that are the same but for a few cells. */
const MOST_KEPT = 2_000;
/** Longer texts are nobody else's: they are not worth the memory. */
const LONGEST_KEPT = 10_000;

/**
 * A function of a text that keeps what it has made, as long as it is asked for. What it returns must never be changed.
 *
 * @param make always makes the same of the same text
 */
export function remembered<T extends object | string>(make: (text: string) => T): (text: string) => T {
  const kept = new Map<string, T>();
  return (text) => {
    const made = kept.get(text) ?? make(text);
    if (text.length > LONGEST_KEPT) return made;
    // At the end stands what was asked for last.
    kept.delete(text);
    kept.set(text, made);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return made;
  };
}
