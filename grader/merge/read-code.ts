import type { SubmittedCode } from "./answers";
import { findOtherLab, readNotebook } from "../submission/read-notebook";
import { SubmissionProblem, type Submission } from "../submission/submission";

/**
 * The code of a submission's cells and scripts.
 *
 * @param lab `01-streaming-ingestion`
 * @throws SubmissionProblem if the submission or its notebook cannot be read, or the notebook is another lab's and nothing else was
 * handed in
 */
export function readCode({ problem, notebook, scripts, absent = new Map() }: Submission, lab: string): SubmittedCode {
  if (problem) throw new SubmissionProblem(problem.status, problem.says);
  if (notebook === undefined) return { scripts, absent };
  const cells = readNotebook(notebook);
  const other = findOtherLab(notebook, lab);
  if (other === undefined) return { cells, scripts, absent };
  const [number = lab] = lab.split("-");
  if (scripts.size === 0)
    throw new SubmissionProblem(
      "unreadable",
      `This is lab ${other}, not lab ${number}. Hand in ${lab}.ipynb; you can still hand in this one for lab ${other}.`,
    );
  return { scripts, absent: new Map([...absent, [`notebooks/${lab}.ipynb`, `the notebook is that of lab ${other}`]]) };
}
