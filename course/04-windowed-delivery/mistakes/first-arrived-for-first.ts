import type { Mistake } from "../../../grader/index";

/** The event that arrives first is taken for the first one. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.take-in",
  fails: ["keeps the first event time"],
  answer: [
    "window.count += 1;",
    "window.sum += value;",
    "window.min = Math.min(window.min, value);",
    "window.max = Math.max(window.max, value);",
    "window.firstMs = window.count === 1 ? atMs : window.firstMs;",
    "window.lastMs = Math.max(window.lastMs, atMs);",
  ],
};
