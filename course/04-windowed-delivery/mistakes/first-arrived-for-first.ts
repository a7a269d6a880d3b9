import type { Mistake } from "../../../grader/index";

/** The beginning of the window's times is that of the event that arrives first, instead of the earliest event. */
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
