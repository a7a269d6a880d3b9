import type { Mistake } from "../../../grader/index";

/** The sum is set to the last value. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.take-in",
  fails: ["sums up the values"],
  answer: [
    "window.count += 1;",
    "window.sum = value;",
    "window.min = Math.min(window.min, value);",
    "window.max = Math.max(window.max, value);",
    "window.firstMs = Math.min(window.firstMs, atMs);",
    "window.lastMs = Math.max(window.lastMs, atMs);",
  ],
};
