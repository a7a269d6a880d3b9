import type { Exercise } from "./lab-source";
import { solutionCode } from "./views";

const SOLUTION = /^\s*\{\{solution (\S+)\}\}(?:\s+(\S.*?))?\s*$/;
const WITH_SOLUTIONS = /^\s*\{\{with solutions\}\}\s*$/;
const END = /^\s*\{\{end\}\}\s*$/;
const LOOKS_LIKE_A_DIRECTIVE = /\{\{.*\}\}/;

/** The directive on a markdown line. */
type Directive =
  | { readonly solution: string; readonly why: string | undefined }
  | "with solutions"
  | "end"
  | "unknown"
  | undefined;

/**
 * Reads a markdown line. The directives, each on a line of its own:
 *
 * - `{{solution 01-streaming-ingestion.create-buckets}} Why it is so.` is replaced by the folded solution of an exercise,
 * with the words behind the directive below the code;
 * - the lines between `{{with solutions}}` and `{{end}}` are left out of notebooks without solutions, such as a class's
 * copy.
 */
export function directive(line: string): Directive {
  const [, solution, why] = SOLUTION.exec(line) ?? [];
  if (solution !== undefined) return { solution, why };
  if (WITH_SOLUTIONS.test(line)) return "with solutions";
  if (END.test(line)) return "end";
  return LOOKS_LIKE_A_DIRECTIVE.test(line) ? "unknown" : undefined;
}

/** Replaces each directive `{{solution …}}` by a folded block with the exercise's solution. */
export function withSolutions(lines: readonly string[], exercises: readonly Exercise[]): string[] {
  return lines.flatMap((line) => {
    const asked = directive(line);
    if (asked === undefined) return [line];
    if (typeof asked === "string") return [];
    const code = exercises
      .filter(({ id }) => id === asked.solution)
      .map(({ lines: whole, region }) => solutionCode(whole, region))
      .join("\n\n");
    const why = asked.why === undefined ? [] : [asked.why, ""];
    return [
      "<details>",
      "<summary>Solution</summary>",
      "",
      "```ts",
      ...code.split("\n"),
      "```",
      "",
      ...why,
      "</details>",
    ];
  });
}

/**
 * Removes the directives, and the lines that are only for notebooks with folded solutions.
 *
 * @param reasons whether the words behind a solution's directive stay: in the solution notebook, where the solution
 *   stands in the cell, and not in a class's copy
 */
export function withoutSolutions(lines: readonly string[], reasons: "kept" | "left out"): string[] {
  const out: string[] = [];
  let left = false;
  for (const line of lines) {
    const asked = directive(line);
    if (asked === "with solutions" || asked === "end") left = asked === "with solutions";
    const kept = asked === undefined ? line : reasons === "kept" ? reasonOf(asked) : undefined;
    if (left || kept === undefined) continue;
    if (kept === "" && (out.length === 0 || out.at(-1) === "")) continue; // no second blank line for a directive
    out.push(kept);
  }
  return out.at(-1) === "" ? out.slice(0, -1) : out;
}

/** The words behind a solution's directive, to be read below the cell that holds the solution. */
const reasonOf = (asked: Directive): string | undefined =>
  typeof asked === "object" && asked.why !== undefined ? `**Why so?** ${asked.why}` : undefined;
