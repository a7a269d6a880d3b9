/** The verdict on one case of a suite: `refused` for what the lab cloud leaves out by name, `left out` for what the suite itself sets apart. */
export interface JudgedCase {
  readonly name: string;
  readonly verdict: "passed" | "wrong" | "refused" | "left out";
  /** For a wrong case, the difference; for a refused one, what is refused; for one left out, the reason. */
  readonly why?: string;
}

/** A cloud that is judged. */
export interface JudgedCloud {
  readonly name: string;
  readonly endpoint: string;
}

/** What a judge's run returns. */
export interface Judgment {
  /** The version or commit of the suite. */
  readonly version: string;
  readonly cases: readonly JudgedCase[];
}

/** A test suite of others. */
export interface Judge {
  readonly name: string;
  /** One sentence: what is judged. */
  readonly title: string;
  /** Where the suite comes from, and its license. */
  readonly source: string;
  /** Whether it judges the lab cloud's own code, or any cloud at an endpoint. */
  readonly judges: "code" | "endpoint";
  /** Whether the suite is read from a folder that the caller names with `--folder`. */
  readonly needsFolder: boolean;
  run(context: { readonly root: string; readonly folder: string; readonly cloud: JudgedCloud }): Promise<Judgment>;
}
