import { createContext, Script, type Context } from "node:vm";

/**
 * The limit for matching all texts of one request, in ms of real time. An ordinary pattern takes a few thousandths of
 * it.
 */
const MAX_MS = 1_000;

/** The error for a caller's regular expression that took too long. */
class PatternTooSlow extends Error {
  override readonly name = "PatternTooSlow";

  constructor(pattern: string) {
    super(`The regular expression '${pattern.slice(0, 100)}' needs more than ${MAX_MS / 1000} s to match.`);
  }
}

/** Made at first use, so that the cloud starts faster. */
let matcher: { readonly context: Context; readonly script: Script } | undefined;

/** The items whose text matches a caller's regular expression. @throws PatternTooSlow */
export function selectMatching<T>(pattern: RegExp, all: readonly T[], textOf: (item: T) => string): T[] {
  const isWanted = testPattern(pattern, all.map(textOf));
  return all.filter((_, index) => isWanted[index] === true);
}

/** Whether a caller's regular expression matches a string. @throws PatternTooSlow */
export const isMatch = (pattern: RegExp, text: string): boolean => selectMatching(pattern, [text], String).length > 0;

/**
 * For each text, whether a caller's regular expression matches it.
 *
 * JavaScript's regular expressions backtrack (`(a+)+$` takes minutes for a name of thirty letters), and the cloud
 * answers no other request meanwhile. So callers' expressions run only here: in a `vm` script, the only code that Node
 * can run with a time limit.
 *
 * @throws PatternTooSlow
 */
function testPattern(pattern: RegExp, texts: readonly string[]): readonly boolean[] {
  matcher ??= { context: createContext({}), script: new Script("texts.map((text) => pattern.test(text))") };
  const { context, script } = matcher;
  Object.assign(context, { pattern, texts });
  try {
    // The border: the script above returns booleans.
    return script.runInContext(context, { timeout: MAX_MS }) as readonly boolean[];
  } catch (error) {
    // Not `instanceof Error`: the error may be of the script's own context, which has its own `Error`.
    if (typeof error === "object" && error !== null && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT")
      throw Object.assign(new PatternTooSlow(pattern.source), { cause: error });
    throw error;
  } finally {
    Object.assign(context, { pattern: undefined, texts: undefined });
  }
}

/** Whether an error says that a caller's regular expression is invalid or too slow. */
export const isBadPattern = (error: unknown): error is Error =>
  error instanceof SyntaxError || error instanceof PatternTooSlow;
