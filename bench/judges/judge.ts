/** The verdict on one case of a suite: `left out` for cases that aren't run. */
export interface JudgedCase {
  readonly name: string;
  readonly verdict: "passed" | "wrong" | "left out";
  /** For a wrong case, the difference; for one left out, the reason. */
  readonly why?: string;
}

/** The reason for a case that a run had no time for. */
export const NOT_REACHED = "not reached in the time of the run";

/** What a judge's run returns. */
export interface Judgment {
  /** The version or commit of the suite. */
  readonly version: string;
  readonly cases: readonly JudgedCase[];
}

export interface JudgeContext {
  readonly root: string;
  /** The suite's folder, if the judge needs one. */
  readonly folder: string;
  /** How long a suite that takes minutes may take. */
  readonly seconds: number;
  /** The address of another cloud that is judged instead of the lab cloud, see `alone`. */
  readonly endpoint?: URL | undefined;
}

/** A test suite of others, which judges the lab cloud's own code. */
export interface Judge {
  readonly name: string;
  /** One sentence: what is judged. */
  readonly title: string;
  /** Where the suite comes from, and its license. */
  readonly source: string;
  /** Whether the suite is read from a folder that the caller names with `--folder`. */
  readonly needsFolder: boolean;
  /** Why no other cloud can be judged; undefined if the suite calls the cloud over the network. */
  readonly alone?: string;
  run(context: JudgeContext): Promise<Judgment>;
}
