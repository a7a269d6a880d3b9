import type { Mistake } from "../../../grader/index";

/** Math.min and Math.max are swapped. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.take-in",
  fails: ["keeps the smallest value", "keeps the largest value"],
  answer: [
    "window.count += 1;",
    "window.sum += value;",
    "window.min = Math.max(window.min, value);",
    "window.max = Math.min(window.max, value);",
    "window.firstMs = Math.min(window.firstMs, atMs);",
    "window.lastMs = Math.max(window.lastMs, atMs);",
  ],
};
