/** An error as Jupyter shows it: `traceback` are lines of text, with ANSI colors. */
export interface Report {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}
