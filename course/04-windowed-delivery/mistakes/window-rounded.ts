import type { Mistake } from "../../../grader/index";

/** The time is rounded to the nearest window border, instead of down. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.window-start",
  fails: ["begins windows at multiples of their size"],
  answer: ["const startMs = Math.round(atMs / this.#sizeMs) * this.#sizeMs;"],
};
