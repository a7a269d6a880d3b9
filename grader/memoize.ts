/** Number of texts whose results are kept. A class hands in hundreds of notebooks that differ in only a few cells. */
const MOST_KEPT = 2_000;
/** Results of longer texts are not kept: no other submission has the same text, and they cost memory. */
const LONGEST_KEPT = 10_000;

/**
 * A function of a text that keeps its recently used results. Callers must never change a result.
 *
 * @param make must give the same result for the same text
 */
export function memoize<T extends object | string>(make: (text: string) => T): (text: string) => T {
  const kept = new Map<string, T>();
  return (text) => {
    const made = kept.get(text) ?? make(text);
    if (text.length > LONGEST_KEPT) return made;
    // The most recently used text is moved to the end.
    kept.delete(text);
    kept.set(text, made);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return made;
  };
}
