import type { Evidence } from "../evidence/view";
import type { GradedLab } from "./lab";

/** The parts that all submissions of one batch share. */
export interface Grading {
  readonly lab: GradedLab;
  readonly solution: ReadonlyMap<string, Evidence>;
  /** Leave out hidden claims, for a learner's own check. */
  readonly visibleOnly?: boolean;
  /**
   * Tell the learner also what runs have said in which the solution's text stood beside their code: where they have the solution
   * anyhow, as in their own check, and to try what is held back otherwise.
   */
  readonly tellsAllRuns?: boolean;
  /** False in a class's copy: there an exercise stands on the learner's own other answers. Default: true. */
  readonly hasSolutions?: boolean;
}
