import type { Compiler } from "../compile/compiler";
import type { Answers } from "../merge/answers";
import type { LabsCode } from "../merge/other-labs";
import { readCode } from "../merge/read-code";
import type { Skeleton } from "../merge/skeleton";
import { returnProblem, SubmissionProblem, TOO_MUCH_TO_READ, type Submission } from "../submission/submission";

/** The answers of a submission, and the notes on how they were read. */
interface ReadAnswers {
  readonly answers: Answers;
  readonly notes: readonly string[];
  /** The notebook that counts. */
  readonly notebook: string | undefined;
}

/** What answers are read with. */
interface Reading {
  readonly skeleton: Skeleton;
  readonly labs: LabsCode;
  readonly compiler: Pick<Compiler, "collectAnswers">;
}

/**
 * Reads the answers in a submission's notebook and scripts. If its notebook has none, or can't be read, and only one of its other notebooks has
 * any, that one counts, with a note: a learner may have worked in a copy.
 *
 * @throws SubmissionProblem if the submission can't be read
 */
export async function readAnswers(submission: Submission, reading: Reading): Promise<ReadAnswers> {
  const { otherNotebooks = [] } = submission;
  const read = (notebook: string | undefined) => readNotebookAnswers({ ...submission, notebook }, reading);
  if (otherNotebooks.length === 0) return read(submission.notebook);
  const usual = await read(submission.notebook).catch(returnProblem);
  const copies: (ReadAnswers & { readonly path: string })[] = [];
  for (const { path, text } of otherNotebooks) {
    const copy = await read(text).catch(returnProblem);
    if (!(copy instanceof SubmissionProblem) && countAnswers(copy, reading) > 0) copies.push({ ...copy, path });
  }
  const [only, another] = copies;
  const isUsualEmpty = usual instanceof SubmissionProblem || countAnswers(usual, reading) === 0;
  if (only && !another && isUsualEmpty)
    return { ...only, notes: [`Only the notebook ${only.path} has answers: it counts instead.`, ...only.notes] };
  if (usual instanceof SubmissionProblem) throw usual;
  const paths = copies.map(({ path }) => path).join(", ");
  const notes = copies.length > 0 ? [`Other notebooks have answers, too, which don't count: ${paths}.`] : [];
  return { ...usual, notes: [...notes, ...usual.notes] };
}

async function readNotebookAnswers(
  submission: Submission & { readonly notebook: string | undefined },
  { skeleton, labs, compiler }: Reading,
): Promise<ReadAnswers> {
  const { notes = [], ...code } = readCode(submission, skeleton.lab, labs);
  const answers = await compiler.collectAnswers(skeleton, code);
  if (!answers) throw new SubmissionProblem("rejected", TOO_MUCH_TO_READ);
  return { answers, notes, notebook: submission.notebook };
}

/** How many answers a notebook has. */
const countAnswers = ({ answers: { bodies } }: ReadAnswers, { skeleton }: Reading): number =>
  skeleton.cells.flatMap(({ id }) => bodies.get(id) ?? []).filter((body) => body !== undefined).length;
