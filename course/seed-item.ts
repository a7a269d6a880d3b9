export const SEED_STATUSES = ["done", "shown", "mentioned"] as const;
type SeedStatus = (typeof SEED_STATUSES)[number];

/** An item of a lab's seed documents, and the places of this course that cover it. */
export interface SeedItem {
  /** The number of the seed's step, after the seed's own number where a lab has several seeds; or a word for the text before the first step. */
  readonly step: string;
  readonly kind: "step" | "name" | "message" | "setting" | "exercise";
  /**
   * What a learner does about it: `done`, written or carried out by the learner, and checked; `shown`, prefilled or given, to run or to look
   * at; `mentioned`, in a clause. Without it, an exercise is done, and all else is shown.
   */
  readonly status?: SeedStatus;
  /** The item in our words; a name, message or setting as in the seed. */
  readonly seed: string;
  /** Cells of the lab by their id (`cell:…`), or files of the project (`file:…`). */
  readonly where: readonly `${"cell" | "file"}:${string}`[];
  /** The text that each of these places must contain; absent if the whole place covers the step. */
  readonly text?: string;
  /** The exercise whose check covers the item. */
  readonly check?: string;
  /** The way in which the course differs from the seed, and the reason. */
  readonly differs?: string;
}

export const getSeedStatus = ({ kind, status }: SeedItem): SeedStatus =>
  status ?? (kind === "exercise" ? "done" : "shown");
