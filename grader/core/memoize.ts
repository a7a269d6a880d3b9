/** Number of texts whose results are kept. A class hands in hundreds of notebooks that differ in only a few cells. */
const MAX_STORED = 2_000;
/** Results of longer texts are not kept: no other submission has the same text, and they cost memory. */
const MAX_STORED_LENGTH = 10_000;

/**
 * A function of a text that keeps its recently used results. Callers must never change a result.
 *
 * @param make must give the same result for the same text
 */
export function memoize<T extends object | string>(make: (text: string) => T): (text: string) => T {
  const stored = new Map<string, T>();
  return (text) => {
    const created = stored.get(text) ?? make(text);
    if (text.length > MAX_STORED_LENGTH) return created;
    // The most recently used text is moved to the end.
    stored.delete(text);
    stored.set(text, created);
    const [oldest] = stored.keys();
    if (stored.size > MAX_STORED && oldest !== undefined) stored.delete(oldest);
    return created;
  };
}
