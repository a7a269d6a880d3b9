import type { Mistake } from "../../../grader/index";

/** The largest value is 0 at least, which is wrong for negative values. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.take-in",
  fails: ["keeps the largest value"],
  answer: [
    "window.count += 1;",
    "window.sum += value;",
    "window.min = Math.min(window.min, value);",
    "window.max = Math.max(window.max, value, 0);",
    "window.firstMs = Math.min(window.firstMs, atMs);",
    "window.lastMs = Math.max(window.lastMs, atMs);",
  ],
};
