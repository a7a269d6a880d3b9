/**
 * Where the notebook's library says what an error means: `globalThis[Symbol.for("labs.explain")]` takes any thrown value
 * and returns one line, or undefined if the error's own message says enough. Absent when no library has set it.
 */
const EXPLAIN_HOOK = Symbol.for("labs.explain");

/** The library's line about a thrown value, if it has one. Never throws. */
export function explainError(error: unknown): string | undefined {
  try {
    const explain: unknown = Reflect.get(globalThis, EXPLAIN_HOOK);
    const line: unknown = typeof explain === "function" ? explain(error) : undefined;
    return typeof line === "string" ? line : undefined;
  } catch {
    // A cell may have replaced the function, or the error may defend itself.
    return undefined;
  }
}
