import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildLab, type LabSource } from "../../authoring/index";
import type { MutatedLab } from "./mutator";
import { parseCells } from "./write-mutants";

/**
 * The folder whose `course/` contains the plain lab for testing the grader: ten cells, four answers, no cloud.
 */
export const PLAIN_ROOT = import.meta.dirname;
export const PLAIN_LAB = { id: "99-plain", notebook: "notebooks/99-plain.ipynb", scripts: [] } as const;
/** The lab's only part, by its path in that folder. */
export const PLAIN_PART = "course/99-plain/lab/01-functions.ts";

/** The plain lab, with right and wrong answers. */
export function createPlainLab(): MutatedLab {
  return {
    notebook: "99-plain.ipynb",
    cells: parseCells(createPlainNotebook()),
    answers: {
      "99-plain.square": {
        points: 1,
        right: [
          ["return n * n;"],
          ["return n ** 2;"],
          ["let sum = 0;", "for (let at = 0; at < n; at += 1) sum += n;", "return sum;"],
          ["const product = n * n; return product;"],
        ],
        wrong: [
          { lines: ["return n + n + 1;"], score: 0 },
          { lines: ["return Math.sqrt(n);"], score: 0 },
          { lines: ['return "no" ;'], score: 0 },
          { lines: ["return n *;"], score: 0 },
        ],
      },
      "99-plain.longest": {
        points: 1,
        right: [
          ['return words.reduce((best, word) => (word.length > best.length ? word : best), "");'],
          ["return [...words].sort((a, b) => b.length - a.length)[0] ?? '';"],
        ],
        wrong: [
          { lines: ['return "";'], score: 0 },
          { lines: ["throw new Error('not done');"], score: 0 },
        ],
      },
      "99-plain.counts": {
        points: 1,
        right: [
          [
            "const found: Record<string, number> = {};",
            "for (const word of words) found[word] = (found[word] ?? 0) + 1;",
            "return found;",
          ],
          [
            "const found: Record<string, number> = {};",
            "words.forEach((word) => { found[word] = words.filter((other) => other === word).length; });",
            "return found;",
          ],
        ],
        wrong: [
          { lines: ["const found: Record<string, number> = {};", "return found;"], score: 0 },
          { lines: ["return Object.fromEntries(words.map((word) => [word, 1]));"], score: 0 },
        ],
      },
      "99-plain.limit": {
        points: 1,
        right: [["const LIMIT = square(7) + longest(WORDS).length;"], ["const LIMIT = 55;"]],
        wrong: [
          { lines: ["const LIMIT = 0;"], score: 0 },
          { lines: ["const LIMIT = 'many';"], score: 0 },
          { lines: ["const OTHER = 55;"], score: 0 },
        ],
      },
    },
    hostile: [
      { exercise: "99-plain.counts", lines: ["process.exit(0);"], status: "crashed" },
      { exercise: "99-plain.longest", lines: ['process.kill(process.pid, "SIGKILL"); return "";'], status: "crashed" },
      { exercise: "99-plain.counts", lines: ["for (;;) { }"], status: "timeout" },
      {
        exercise: "99-plain.limit",
        lines: ["const all: number[][] = [];", "for (;;) all.push(new Array(1e6).fill(0.5));"],
        status: "out-of-memory",
      },
      { exercise: "99-plain.square", lines: ["JSON.stringify = () => '[]';", "return 0;"], status: "graded" },
      {
        exercise: "99-plain.limit",
        lines: ['import { writeFileSync } from "node:fs";', 'writeFileSync("src/index.ts", "");'],
        status: "graded",
      },
    ],
  };
}

/** The learner's notebook of the plain lab. */
export function createPlainNotebook(): string {
  const source: LabSource = {
    id: PLAIN_LAB.id,
    parts: [{ file: PLAIN_PART, text: readFileSync(join(PLAIN_ROOT, PLAIN_PART), "utf8") }],
    scripts: [],
    hasFile: () => true,
  };
  return buildLab(source, { solutions: "none" }).learner[0]?.text ?? "";
}
