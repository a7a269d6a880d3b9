/** An error in a course source, at a line that an editor can jump to. */
export interface Problem {
  /** Path in the project, with forward slashes. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** A sentence that says what is wrong and, where it helps, what to write. */
  readonly says: string;
}

/** One `file:line: sentence` for each problem, in the order of file and line. */
export function formatProblems(problems: readonly Problem[]): string[] {
  return [...problems]
    .sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
    .map(({ file, line, says }) => `${file}:${line}: ${says}`);
}

/** A course source that cannot be built; the error's message lists all problems, one on each line. */
export class CourseError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(formatProblems(problems).join("\n"));
    this.name = "CourseError";
    this.problems = problems;
  }
}

/**
 * Ends a build that has found problems.
 *
 * @throws CourseError with all problems, unless the list is empty
 */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new CourseError(problems);
}
