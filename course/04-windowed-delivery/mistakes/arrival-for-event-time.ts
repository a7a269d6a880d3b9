import type { Mistake } from "../../../grader/index";

/** The end of the window's times is that of the event that arrives last, instead of the latest event. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.take-in",
  fails: ["keeps the last event time"],
  answer: [
    "window.count += 1;",
    "window.sum += value;",
    "window.min = Math.min(window.min, value);",
    "window.max = Math.max(window.max, value);",
    "window.firstMs = Math.min(window.firstMs, atMs);",
    "window.lastMs = atMs;",
  ],
};
