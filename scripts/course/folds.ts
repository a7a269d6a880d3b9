import type { Exercise } from "./lab-source";
import { solutionCode } from "./views";

const SOLUTION = /^\s*\{\{solution (\S+)\}\}\s*$/;
const LOOKS_LIKE_A_DIRECTIVE = /\{\{.*\}\}/;

/** What a markdown line asks the builder for, if anything. */
export type Directive = { readonly solution: string } | "unknown" | undefined;

/** Reads a markdown line: `{{solution 01-streaming-ingestion.create-buckets}}`, alone on its line, is the one directive. */
export function directive(line: string): Directive {
  const id = SOLUTION.exec(line)?.[1];
  if (id !== undefined) return { solution: id };
  return LOOKS_LIKE_A_DIRECTIVE.test(line) ? "unknown" : undefined;
}

/** Puts a folded block with the exercise's solution in the place of each directive. */
export function withSolutions(lines: readonly string[], exercises: readonly Exercise[]): string[] {
  return lines.flatMap((line) => {
    const asked = directive(line);
    if (asked === undefined || asked === "unknown") return [line];
    const code = exercises.filter(({ id }) => id === asked.solution).map(({ lines: whole, region }) => solutionCode(whole, region)).join("\n\n");
    return ["<details>", "<summary>Solution</summary>", "", "```ts", ...code.split("\n"), "```", "", "</details>"];
  });
}

/** Takes the directives out: for the solution itself, and for a class that is to have no solutions. */
export function withoutSolutions(lines: readonly string[]): string[] {
  const out: string[] = [];
  for (const line of lines) {
    if (directive(line) !== undefined) continue;
    if (line === "" && (out.length === 0 || out.at(-1) === "")) continue; // no gap where a directive stood
    out.push(line);
  }
  return out.at(-1) === "" ? out.slice(0, -1) : out;
}
