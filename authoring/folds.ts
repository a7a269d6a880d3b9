import type { Exercise } from "./lab-source";
import { getSolutionCode } from "./views";

const SOLUTION = /^\s*\{\{solution (\S+)\}\}(?:\s+(\S.*?))?\s*$/;
const WITH = /^\s*\{\{(with (?:solutions|checks))\}\}\s*$/;
const END = /^\s*\{\{end\}\}\s*$/;
const LOOKS_LIKE_A_DIRECTIVE = /\{\{.*\}\}/;

/** The directive on a markdown line. */
export type Directive =
  | { readonly solution: string; readonly why: string | undefined }
  | "with solutions"
  | "with checks"
  | "end"
  | "unknown"
  | undefined;

/**
 * Reads a markdown line. The directives, each on its own line:
 *
 * - `{{solution 01-streaming-ingestion.create-buckets}} Why it is so.` is replaced by the way to hints for an exercise. The
 *   last of them is the solution, with the words behind the directive below the code;
 * - the lines between `{{with solutions}}` and `{{end}}` are left out of notebooks without solutions, such as a class's
 *   copy;
 * - those between `{{with checks}}` and `{{end}}` are left out of notebooks without `check` cells.
 */
export function parseDirective(line: string): Directive {
  const [, solution, why] = SOLUTION.exec(line) ?? [];
  if (solution !== undefined) return { solution, why };
  const [, condition] = WITH.exec(line) ?? [];
  if (condition === "with solutions" || condition === "with checks") return condition;
  if (END.test(line)) return "end";
  return LOOKS_LIKE_A_DIRECTIVE.test(line) ? "unknown" : undefined;
}

/** The words that are inserted into several cells. */
export interface NotebookWords {
  /** How to get hints; `{{call}}` is where the call is written. */
  readonly stuck: string;
}

export const ENGLISH_WORDS: NotebookWords = {
  stuck: "**Stuck?** Run `{{call}}` in a new cell. Each run gives you one more of three hints.",
};

/** Explains above each directive `{{solution …}}` how to get hints for its exercise, which are in `data/hints.json`. */
export function insertHints(lines: readonly string[], { stuck }: NotebookWords): string[] {
  return lines.flatMap((line) => {
    const directive = parseDirective(line);
    if (directive === undefined || typeof directive === "string") return [line];
    return [stuck.replace("{{call}}", `await hint("${directive.solution}")`), "", line];
  });
}

/**
 * The solutions of the exercises that a text has a directive for, as Markdown, by the exercise's id.
 *
 * @param of `relocate` makes the imports of code in a file fit the learner's notebook or script
 */
export function createSolutions(
  lines: readonly string[],
  {
    exercises,
    relocate,
  }: { readonly exercises: readonly Exercise[]; readonly relocate: (code: string, file: string) => string },
): Record<string, string> {
  const found = lines.flatMap((line) => {
    const directive = parseDirective(line);
    if (directive === undefined || typeof directive === "string") return [];
    const code = exercises
      .filter(({ id }) => id === directive.solution)
      .map(({ lines: whole, region, file }) => relocate(getSolutionCode(whole, region), file))
      .join("\n\n");
    const why = directive.why === undefined ? "" : `\n\n${directive.why}`;
    return [[directive.solution, `\`\`\`ts\n${code}\n\`\`\`${why}`] as const];
  });
  return Object.fromEntries(found);
}

/**
 * Removes the directives that remain, with the lines of those whose condition does not hold.
 *
 * @param conditions of these directives the lines stay
 * @param reasons whether the words behind a solution's directive stay: in the solution notebook, where the solution
 *   is in the cell, and not in a class's copy
 */
export function removeDirectives(
  lines: readonly string[],
  { conditions, reasons }: { conditions: readonly Directive[]; reasons: "kept" | "left out" },
): string[] {
  let isLeftOut = false;
  return removeGaps(
    lines.map((line) => {
      const directive = parseDirective(line);
      if (typeof directive === "string") isLeftOut = directive.startsWith("with") && !conditions.includes(directive);
      if (isLeftOut) return undefined;
      return directive === undefined ? line : reasons === "kept" ? getReason(directive) : undefined;
    }),
  );
}

/** The remaining lines, without double blank lines where others were removed. */
function removeGaps(lines: readonly (string | undefined)[]): string[] {
  const out: string[] = [];
  let isAfterGap = false;
  for (const line of lines) {
    const isSecondBlank: boolean = line === "" && isAfterGap && (out.at(-1) ?? "") === "";
    if (line !== undefined && !isSecondBlank) out.push(line);
    isAfterGap = line === undefined || isSecondBlank;
  }
  return isAfterGap && out.at(-1) === "" ? out.slice(0, -1) : out;
}

/** The words behind a solution's directive, to be read below the cell that holds the solution. */
const getReason = (request: Directive): string | undefined =>
  typeof request === "object" && request.why !== undefined ? `**Why so?** ${request.why}` : undefined;
