import type { Mistake } from "../../../grader/index";

/** Each event begins a window of its own. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.window-start",
  fails: ["begins windows at multiples of their size"],
  answer: ["const startMs = atMs;"],
};
