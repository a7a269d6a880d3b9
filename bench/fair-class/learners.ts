import { readFileSync } from "node:fs";
import { join } from "node:path";
import { removeComments } from "../../grader/merge/code-words";
import { isForm, type Form } from "./forms";

/** One answer that differs from the solution's, and the points that a fair person gives it. */
export interface Change {
  /** The exercise's name, or `*` for every exercise of the lab. */
  readonly exercise: string;
  readonly points: number | "all";
  /** The answer; undefined for one that is as it was handed out. @throws Error if the solution lacks the changed part */
  readonly answer?: (solution: string) => string;
  /** Whether there is no answer: the exercise is as it was handed out, or holds only comments. */
  readonly isOpen: boolean;
}

/** One learner's submission. */
export interface Learner {
  readonly who: string;
  /** The number of the lab that was handed in. */
  readonly lab: string;
  readonly form: Form;
  readonly changes: readonly Change[];
  /** The number of the lab that the submission was handed in for; the same, unless the learner took the wrong file. */
  readonly handedInFor: string;
  /** Nothing can be graded, and the page says why. */
  readonly isUnreadable: boolean;
}

function parseClass(text: string): Learner[] {
  return text.split(/^# lab /m).flatMap((section, n) => {
    const handedInFor = section.slice(0, 2);
    const learners = section.replaceAll(/^(?: {2})?#.*\n/gm, "").matchAll(/^(\w+): (.+)\n((?: .*\n|\n)*)/gm);
    return n === 0
      ? []
      : Array.from(learners, ([, who = "", head = "", changes = ""]) => {
          const [, form = "", lab = handedInFor, mark] = /^(.*?)(?: of lab (\d\d))?(, unreadable)?$/.exec(head) ?? [];
          if (!isForm(form)) throw new Error(`There is no form "${form}" to hand in.`);
          return { who, lab, form, handedInFor, isUnreadable: mark !== undefined, changes: parseChanges(changes) };
        });
  });
}

const parseChanges = (text: string): Change[] =>
  Array.from(
    text.matchAll(/^ {2}(\S+) (\S+)(?: (is|has) ?(.*\n(?: {6}.*\n)*))?/gm),
    ([, exercise = "", points = "", verb, lines = ""]) => {
      const answer = lines.replaceAll(/^ {6}/gm, "").trim();
      return {
        exercise,
        points: points === "all" ? points : Number(points),
        isOpen: verb === undefined || (verb === "is" && removeComments(answer.split("\n")).length === 0),
        ...(verb === undefined ? {} : { answer: verb === "is" ? () => answer : parseReplacement(answer) }),
      };
    },
  );

function parseReplacement(text: string): (solution: string) => string {
  const [from = "", to = ""] = text.split(/ →(?:\s|$)/);
  return (solution) => {
    if (!solution.includes(from)) throw new Error(`The solution has no ${from}`);
    return solution.replace(from, () => to);
  };
}

/** A class whose marks were decided before the grader saw it: `class.txt`, which explains its lines. */
export const FAIR_CLASS: readonly Learner[] = parseClass(readFileSync(join(import.meta.dirname, "class.txt"), "utf8"));
