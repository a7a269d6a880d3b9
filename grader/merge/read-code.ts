import type { SubmittedCode } from "./answers";
import { findLabOfCode, dropOtherLabs, type LabsCode } from "./other-labs";
import { findOtherLab, hasExerciseOf, readNotebook } from "../submission/read-notebook";
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
  if (other === undefined) return { ...dropOtherLabs(cells, lab, labs), scripts, absent };
  const [number = lab] = lab.split("-");
  if (scripts.size === 0)
    throw new SubmissionProblem(
      "unreadable",
      `This is lab ${other}, not lab ${number}. Hand in ${lab}.ipynb; you can still hand in this one for lab ${other}.`,
    );
  return { scripts, absent: new Map([...absent, [`notebooks/${lab}.ipynb`, `the notebook is that of lab ${other}`]]) };
}
