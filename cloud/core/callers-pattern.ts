import { createContext, Script, type Context } from "node:vm";

/** ms of real time for all texts of one question. An honest question takes a few thousandths of it. */
const LONGEST_MS = 1_000;

/** A regular expression of a caller's is given up. */
export class PatternTooSlow extends Error {
  override readonly name = "PatternTooSlow";

  constructor(pattern: string) {
    super(`The regular expression '${pattern.slice(0, 100)}' needs more than ${LONGEST_MS / 1000} s to match.`);
  }
}

/** Made when first wanted: a start is not to wait for it. */
let own: { readonly context: Context; readonly script: Script } | undefined;

/** Those of whom a text matches a caller's regular expression. @throws PatternTooSlow */
export function matching<T>(pattern: RegExp, all: readonly T[], textOf: (one: T) => string): T[] {
  const isWanted = matchesOf(pattern, all.map(textOf));
  return all.filter((_, at) => isWanted[at] === true);
}

/** Whether a caller's regular expression matches a text. @throws PatternTooSlow */
export const isMatch = (pattern: RegExp, text: string): boolean => matching(pattern, [text], String).length > 0;

/**
 * Which of some texts a caller's regular expression matches.
 *
 * JavaScript's expressions go back and forth (`(a+)+$` over a name of thirty letters for minutes), and nobody else is served meanwhile.
 * So this is the one way to run a caller's: with a limit of time, which Node has for scripts alone.
 *
 * @throws PatternTooSlow
 */
function matchesOf(pattern: RegExp, texts: readonly string[]): readonly boolean[] {
  own ??= { context: createContext({}), script: new Script("texts.map((text) => pattern.test(text))") };
  const { context, script } = own;
  Object.assign(context, { pattern, texts });
  try {
    // The border: the script above answers so.
    return script.runInContext(context, { timeout: LONGEST_MS }) as readonly boolean[];
  } catch (error) {
    // No `instanceof Error`: it comes from the script's own world.
    if (typeof error === "object" && error !== null && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT")
      throw Object.assign(new PatternTooSlow(pattern.source), { cause: error });
    throw error;
  } finally {
    Object.assign(context, { pattern: undefined, texts: undefined });
  }
}

/** Whether an error says that a caller's regular expression is none, or can be matched by nobody. */
export const isBadPattern = (error: unknown): error is Error =>
  error instanceof SyntaxError || error instanceof PatternTooSlow;
