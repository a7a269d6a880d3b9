import type { Exercise } from "./lab-source";
import { solutionCode } from "./views";

const SOLUTION = /^\s*\{\{solution (\S+)\}\}\s*$/;
const WITH_SOLUTIONS = /^\s*\{\{with solutions\}\}\s*$/;
const END = /^\s*\{\{end\}\}\s*$/;
const LOOKS_LIKE_A_DIRECTIVE = /\{\{.*\}\}/;

/** The directive on a markdown line. */
type Directive = { readonly solution: string } | "with solutions" | "end" | "unknown" | undefined;

/**
 * Reads a markdown line. The directives, each alone on its line:
 *
 * - `{{solution 01-streaming-ingestion.create-buckets}}` is replaced by the folded solution of an exercise;
 * - the lines between `{{with solutions}}` and `{{end}}` are left out of notebooks without solutions, such as a class's
 * copy.
 */
export function directive(line: string): Directive {
  const id = SOLUTION.exec(line)?.[1];
  if (id !== undefined) return { solution: id };
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
    return ["<details>", "<summary>Solution</summary>", "", "```ts", ...code.split("\n"), "```", "", "</details>"];
  });
}

/**
 * Removes the directives, and the lines that are only for notebooks with folded solutions: for the solution notebook,
 * and for a class's copy.
 */
export function withoutSolutions(lines: readonly string[]): string[] {
  const out: string[] = [];
  let left = false;
  for (const line of lines) {
    const asked = directive(line);
    if (asked === "with solutions" || asked === "end") left = asked === "with solutions";
    if (left || asked !== undefined) continue;
    if (line === "" && (out.length === 0 || out.at(-1) === "")) continue; // no second blank line for a directive
    out.push(line);
  }
  return out.at(-1) === "" ? out.slice(0, -1) : out;
}
