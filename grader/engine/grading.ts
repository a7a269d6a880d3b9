import type { Evidence } from "../evidence/view";
import type { StoredLists } from "./stored-json";
import type { GradedLab } from "./lab";

/** The parts that all submissions of one batch share. */
export interface Grading {
  readonly lab: GradedLab;
  readonly solution: ReadonlyMap<string, Evidence>;
  /** Leaves out hidden claims, for a learner's own check. */
  readonly visibleOnly?: boolean;
  /**
   * Tells the learner also the messages of runs in whose process the solution's text was present. Used where the learner has the
   * solution anyway, as in their own check, and in tests of what is held back otherwise.
   */
  readonly revealsAllOutput?: boolean;
  /**
   * False in a class's copy: there an exercise is judged together with the learner's own other answers. Default: true.
   */
  readonly hasSolutions?: boolean;
  /** For each exercise, its claims that hold for an answer that does nothing, if they are stored. */
  readonly claimsOfNothing?: StoredLists;
  /** For each exercise, what its claims advise on an answer that does nothing: text without a word of any learner, if it is stored. */
  readonly adviceOnNothing?: StoredLists;
  /** For each exercise, the later ones of its unit that aren't right if its answer does nothing, if they are stored. */
  readonly dependents?: StoredLists;
}
