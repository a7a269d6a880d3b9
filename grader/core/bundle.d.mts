/**
 * Bundles the grader's programs and the labs' checks into plain JavaScript, unless bundles newer than all their sources are there.
 *
 * @param root absolute path of the project
 */
export function bundleGrader(root: string): Promise<{
  /** The front door, for `labs grade` and `labs check`. */
  readonly index: string;
  /** The program that grades one submission after another. */
  readonly worker: string;
  /** The program that checks a learner's work while they write it. */
  readonly checker: string;
  /** The program of the trusted compiler. */
  readonly compiler: string;
  /** The same program in one file, to make a startup snapshot of. */
  readonly "compiler-snapshot": string;
  /** The program that runs in sandboxes. */
  readonly inside: string;
  /** The program that the sandboxes of what a lab cloud starts begin with. */
  readonly enter: string;
  /** The program that makes the code cache of AWS's clients. */
  readonly "code-cache": string;
}>;
