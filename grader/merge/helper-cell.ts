/** Cells made of learner's helpers are called so. */
export const HELPER_CELL = "learner-helpers";
