/** The id of cells that are made of a learner's helpers. */
export const HELPER_CELL = "learner-helpers";
