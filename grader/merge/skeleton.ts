/** A region of the skeleton that a learner fills in: the stub that was handed out, and the solution's lines. */
export interface Slot {
  readonly exercise: string;
  readonly stub: readonly string[];
  readonly solution: readonly string[];
}

/** A cell or a script of the lab. `lines` are the learner's view; its n-th region is the n-th slot. */
export interface SkeletonText {
  /** A cell's id, or a script's path in the project. */
  readonly id: string;
  readonly exercise?: string;
  readonly lines: readonly string[];
  readonly slots: readonly Slot[];
  /** Names that the learner's view declares at its top level. */
  readonly declares: readonly string[];
}

/** Everything of a lab except the learners' own lines: cells, scripts, stubs and solutions. */
export interface Skeleton {
  readonly lab: string;
  readonly notebook: string;
  readonly cells: readonly SkeletonText[];
  readonly scripts: readonly SkeletonText[];
}

/** The exercises of a skeleton, in the order of its texts. */
export function listExercises(texts: readonly SkeletonText[]): string[] {
  return [...new Set(texts.flatMap(({ slots }) => slots.map(({ exercise }) => exercise)))];
}
