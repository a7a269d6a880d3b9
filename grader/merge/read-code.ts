import type { SubmittedCode } from "./answers";
import { findLabOfCode, dropOtherLabs, type LabsCode } from "./other-labs";
import { findOtherLab, hasExerciseOf, readNotebook, type SubmittedCell } from "../submission/read-notebook";
import { SubmissionProblem, type Submission } from "../submission/submission";

/**
 * The code of a submission's cells and scripts.
 *
 * @param lab `01-streaming-ingestion`
 * @param labs the code of this lab and of others, by which a notebook without metadata is recognized
 * @throws SubmissionProblem if the submission or its notebook cannot be read, or the notebook is another lab's and nothing else was
 * handed in
 */
export function readCode(
  { problem, notebook, scripts, absent = new Map() }: Submission,
  lab: string,
  labs: LabsCode,
): SubmittedCode {
  if (problem) throw new SubmissionProblem(problem.status, problem.says);
  if (notebook === undefined) return { scripts, absent };
  const cells = readNotebook(notebook);
  const other = findOtherLab(notebook, lab) ?? (hasExerciseOf(notebook, lab) ? undefined : findLabOfCode(cells, labs));
  if (other === undefined) {
    const { cells: cellsOfLab, notes } = dropOtherLabs(cells, lab, labs);
    return { cells: cellsOfLab, notes: [...notes, ...describeTextCells(cellsOfLab)], scripts, absent };
  }
  const [number = lab] = lab.split("-");
  if (scripts.size === 0)
    throw new SubmissionProblem(
      "unreadable",
      `This is lab ${other}, not lab ${number}. Hand in ${lab}.ipynb; you can still hand in this one for lab ${other}.`,
    );
  return { scripts, absent: new Map([...absent, [`notebooks/${lab}.ipynb`, `the notebook is that of lab ${other}`]]) };
}

/** A note on each exercise's cell that isn't code: JupyterLab makes it text with one key. */
const describeTextCells = (cells: readonly SubmittedCell[]): string[] =>
  cells.flatMap(({ exercise, textType }) =>
    textType === undefined
      ? []
      : [
          `The cell of ${exercise ?? ""} is ${textType === "raw" ? "raw text" : "Markdown"}, so it doesn't run. Its answer counts. To make it code again, select the cell, and press Escape, then Y.`,
        ],
  );
