import type { Mistake } from "../../../grader/index";

/** The count is set to 1 at each event. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.take-in",
  fails: ["counts the events"],
  answer: [
    "window.count = 1;",
    "window.sum += value;",
    "window.min = Math.min(window.min, value);",
    "window.max = Math.max(window.max, value);",
    "window.firstMs = Math.min(window.firstMs, atMs);",
    "window.lastMs = Math.max(window.lastMs, atMs);",
  ],
};
