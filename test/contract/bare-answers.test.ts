import { join } from "node:path";
import { expect } from "chai";
import { readLab } from "../../authoring/index";
import { LONG } from "../../cloud/testing/skip";
import { labs } from "../../course/index";
import { loadMistakes } from "../../course/testing/load-mistakes";
import { collectAnswers } from "../../grader/merge/collect-answers";
import { removeComments } from "../../grader/merge/code-words";
import { readSkeleton } from "../../grader/merge/read-skeleton";
import type { Skeleton } from "../../grader/merge/skeleton";

const ROOT = join(import.meta.dirname, "..", "..");

type Code = ReadonlyMap<string, readonly string[]>;

/** The exercises of a lab's notebook, in its order. */
const listSlots = ({ cells }: Skeleton) =>
  cells.flatMap((text) => text.slots.map((slot, at) => ({ ...slot, text: text.id, at })));

/** Notebooks with the answers and nothing else: no comments, ids, given lines or markers. In one cell, and in one each. */
function createNotebooks(skeleton: Skeleton, answers: Code): { lines: readonly string[] }[][] {
  const bare = listSlots(skeleton).map(({ exercise }) => ({ lines: answers.get(exercise) ?? [] }));
  return [[{ lines: bare.flatMap(({ lines }) => lines) }], bare.filter(({ lines }) => lines.length > 0)];
}

/** The exercises without an answer, and those with lines that aren't their own. */
function compareAnswers(skeleton: Skeleton, answers: Code): { missed: string[]; wrong: string[] } {
  const scripts = new Map(skeleton.scripts.map(({ id, lines }) => [id, lines.join("\n")] as const));
  const missed: string[] = [];
  const wrong: string[] = [];
  for (const cells of createNotebooks(skeleton, answers)) {
    const { bodies, notFound } = collectAnswers(skeleton, { cells, scripts });
    for (const { exercise, text, at } of listSlots(skeleton)) {
      const found = bodies.get(text)?.[at];
      const expected = answers.get(exercise) ?? [];
      if (found === undefined) expect(notFound.get(exercise), exercise).to.be.a("string");
      if (found !== undefined && removeComments(found).join("\n") !== expected.join("\n")) wrong.push(exercise);
      if (found === undefined && expected.length > 0) missed.push(exercise);
    }
  }
  return { missed, wrong };
}

describe("answers without anything around them", () => {
  for (const { id: lab } of labs)
    describe(`of ${lab}`, () => {
      let skeleton: Skeleton;
      let solution: Code;
      before(async () => {
        skeleton = readSkeleton(await readLab(ROOT, lab));
        solution = new Map(listSlots(skeleton).map((slot) => [slot.exercise, removeComments(slot.solution)]));
      });

      it("are all found, in one cell or in one each", () => {
        expect(compareAnswers(skeleton, solution)).to.deep.equal({ missed: [], wrong: [] });
      });

      it("are never another exercise's if one or two are left out", () => {
        const exercises = [...solution.keys()];
        for (const [n, first] of exercises.entries())
          for (const second of exercises.slice(n, LONG ? undefined : n + 2)) {
            const rest = new Map([...solution].filter(([id]) => id !== first && id !== second));
            expect(compareAnswers(skeleton, rest).wrong, `without ${first}, ${second}`).to.deep.equal([]);
          }
      });

      it("are found if they are wrong", async () => {
        const mistakes = (await loadMistakes(lab))
          .filter(({ exercise }) => solution.has(exercise))
          .filter((_, at) => LONG || at % 3 === 0);
        const missed: string[] = [];
        for (const { name, exercise, answer } of mistakes) {
          const found = compareAnswers(skeleton, new Map(solution).set(exercise, removeComments(answer)));
          expect(found.wrong, name).to.deep.equal([]);
          if (found.missed.length > 0) missed.push(name);
        }
        const undecided = mistakes.map(({ name }) => name).filter((name) => UNDECIDED.has(name));
        expect(missed).to.deep.equal(undecided);
      });
    });
});

/** Mistakes that leave too little of an answer to tell it from another one. */
const UNDECIDED: ReadonlySet<string> = new Set(["no-alarm", "sales-written-once"]);
