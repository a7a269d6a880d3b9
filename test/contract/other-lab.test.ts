import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readLab } from "../../authoring/index";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { labs } from "../../course/index";
import { collectAnswers } from "../../grader/merge/collect-answers";
import { collectDeclared, removeComments } from "../../grader/merge/code-words";
import { MIN_SIGNS, readOtherLabs } from "../../grader/merge/other-labs";
import { readCode } from "../../grader/merge/read-code";
import { readSkeleton } from "../../grader/merge/read-skeleton";
import type { Skeleton } from "../../grader/merge/skeleton";
import { readNotebook, type SubmittedCell } from "../../grader/submission/read-notebook";

const ROOT = join(import.meta.dirname, "..", "..");

const toNotebook = (cells: readonly SubmittedCell[]): string =>
  JSON.stringify({
    nbformat: 4,
    cells: cells.map(({ id, exercise, lines }) => ({
      ...(id === undefined ? {} : { id }),
      cell_type: "code",
      source: lines.join("\n"),
      metadata: exercise === undefined ? {} : { labs: { exercise } },
    })),
  });
const readSolution = (lab: string): SubmittedCell[] =>
  readNotebook(readFileSync(join(ROOT, "solutions", `${lab}_Solution.ipynb`), "utf8"));
const removeIds = ({ lines }: SubmittedCell): SubmittedCell => ({ lines });
const isExercise = ({ exercise }: SubmittedCell): boolean => exercise !== undefined;

describe("exercises of another lab", () => {
  const skeletons = new Map<string, Skeleton>();
  before(async () => {
    for (const { id } of labs) skeletons.set(id, readSkeleton(await readLab(ROOT, id)));
  });
  const getSkeleton = (lab: string): Skeleton => {
    const skeleton = skeletons.get(lab);
    if (!skeleton) throw new Error(`There is no lab ${lab}.`);
    return skeleton;
  };
  const readAs = (lab: string, cells: readonly SubmittedCell[], root = ROOT) => {
    const skeleton = getSkeleton(lab);
    const submission = { id: "ada", notebook: toNotebook(cells), scripts: new Map<string, string>(), notes: [] };
    const code = readCode(submission, lab, readOtherLabs(root, skeleton));
    return { code, answers: collectAnswers(skeleton, code) };
  };
  const listAnswers = ({ answers }: ReturnType<typeof readAs>) =>
    [...answers.bodies].map(([id, bodies]) => [id, bodies]);

  it("make a notebook that lab's, by its text: without ids or metadata, and with the answers alone", () => {
    for (const { id: lab } of labs)
      for (const { id: other } of labs) {
        if (other === lab) continue;
        const pasted = readSolution(other).map(removeIds);
        const bare = getSkeleton(other).cells.flatMap(({ slots }) =>
          slots.flatMap(({ solution }) => removeComments(solution)),
        );
        const expected = `This is lab ${other.slice(0, 2)}, not lab ${lab.slice(0, 2)}.`;
        expect(() => readAs(lab, pasted), `${other} as ${lab}`).to.throw(expected);
        // The few names of a small lab's answers show nothing. The capstone has one exercise in its notebook.
        if (collectDeclared(bare).size >= MIN_SIGNS)
          expect(() => readAs(lab, [{ lines: bare }]), `bare ${other} as ${lab}`).to.throw(expected);
      }
  });

  it("never make a notebook of this lab another's", () => {
    for (const { id: lab } of labs) {
      const bare = getSkeleton(lab).cells.flatMap(({ slots }) =>
        slots.flatMap(({ solution }) => removeComments(solution)),
      );
      for (const cells of [readSolution(lab), readSolution(lab).map(removeIds), [{ lines: bare }]])
        expect(readAs(lab, cells).code.notes, lab).to.deep.equal([]);
    }
  });

  it("are not those of this lab's solution beside its notebook", () => {
    const root = createTemporaryFolder();
    mkdirSync(join(root, "notebooks"));
    for (const { id: lab } of labs) {
      copyFileSync(join(ROOT, "notebooks", `${lab}.ipynb`), join(root, "notebooks", `${lab}.ipynb`));
      const solution = `${lab}_Solution.ipynb`;
      copyFileSync(join(ROOT, "solutions", solution), join(root, "notebooks", solution));
    }
    for (const { id: lab } of labs) {
      // The grader reads the notebooks once for a skeleton.
      skeletons.set(lab, structuredClone(getSkeleton(lab)));
      const cells = readSolution(lab).map(removeIds);
      expect(readAs(lab, cells, root).code.notes, lab).to.deep.equal([]);
    }
  });

  it("change no answer of this lab, above, below or between its own, with metadata or without", () => {
    for (const { id: lab } of labs) {
      const solved = readSolution(lab);
      const expected = listAnswers(readAs(lab, solved));
      for (const { id: other } of labs) {
        if (other === lab) continue;
        const exercises = readSolution(other)
          .filter(isExercise)
          .slice(0, Math.floor(solved.filter(isExercise).length * 3));
        for (const pasted of [exercises, exercises.map(removeIds)])
          for (const cells of [
            [...solved, ...pasted],
            [...pasted, ...solved],
            [...solved.slice(0, 9), ...pasted, ...solved.slice(9)],
          ])
            expect(listAnswers(readAs(lab, cells)), `${other} in ${lab}`).to.deep.equal(expected);
      }
    }
  });

  it("are left out, with a note", () => {
    const [pasted] = readSolution("02-fuel-network").filter(({ id }) => id === "quiz");
    if (!pasted) throw new Error("Lab 02 has a quiz.");
    const { code, answers } = readAs("01-streaming-ingestion", [...readSolution("01-streaming-ingestion"), pasted]);
    expect(code.notes).to.deep.equal(["A cell with an exercise of lab 02 doesn't count here."]);
    expect(answers.bodies.get("quiz")?.[0]).to.not.deep.equal(pasted.lines);
  });
});
