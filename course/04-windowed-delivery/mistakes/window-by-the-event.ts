import type { Mistake } from "../../../grader/index";

/** Each window begins at its event's time instead of a multiple of the size. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.window-start",
  fails: ["begins windows at multiples of their size"],
  answer: ["const startMs = atMs;"],
};
