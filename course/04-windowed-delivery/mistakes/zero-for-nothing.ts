import type { Mistake } from "../../../grader/index";

/** A smallest or largest value of 0 is taken for none, since || takes 0 for false. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.take-in",
  fails: ["keeps the smallest value", "keeps the largest value"],
  answer: [
    "window.count += 1;",
    "window.sum += value;",
    "window.min = Math.min(window.min || value, value);",
    "window.max = Math.max(window.max || value, value);",
    "window.firstMs = Math.min(window.firstMs, atMs);",
    "window.lastMs = Math.max(window.lastMs, atMs);",
  ],
};
