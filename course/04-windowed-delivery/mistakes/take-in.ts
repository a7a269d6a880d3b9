import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The end of the window's times is that of the event that arrives last, instead of the latest event. */
  "arrival-for-event-time": {
    fails: ["keeps the last event time"],
    changes: [["Math.max(window.lastMs, atMs)", "atMs"]],
  },
  /** The count is set to 1 at each event. */
  "count-begins-again": {
    fails: ["counts the events"],
    changes: [["count += 1", "count = 1"]],
  },
  /** The beginning of the window's times is that of the event that arrives first, instead of the earliest event. */
  "first-arrived-for-first": {
    fails: ["keeps the first event time"],
    changes: [["Math.min(window.firstMs, atMs)", "window.count === 1 ? atMs : window.firstMs"]],
  },
  /** The line of the first event time is left out. */
  "first-time-left-out": {
    fails: ["keeps the first event time"],
    changes: [["window.firstMs = Math.min(window.firstMs, atMs);", ""]],
  },
  /** The largest value is 0 at least, which is wrong for negative values. */
  "largest-value-from-zero": {
    fails: ["keeps the largest value"],
    changes: [["window.max, value", "window.max, value, 0"]],
  },
  /** The line of the last event time is left out. */
  "last-time-left-out": {
    fails: ["keeps the last event time"],
    changes: [["window.lastMs = Math.max(window.lastMs, atMs);", ""]],
  },
  /** The sum is set to the last value. */
  "last-value-instead-of-sum": {
    fails: ["sums up the values"],
    changes: [["sum += value", "sum = value"]],
  },
  /** Math.min and Math.max are swapped. */
  "min-and-max-swapped": {
    fails: ["keeps the smallest value", "keeps the largest value"],
    changes: [
      ["Math.min(window.min", "Math.max(window.min"],
      ["Math.max(window.max", "Math.min(window.max"],
    ],
  },
  /** A smallest or largest value of 0 is taken for none, since || takes 0 for false. */
  "zero-for-nothing": {
    fails: ["keeps the smallest value", "keeps the largest value"],
    isAlwaysJudged: true,
    changes: [
      ["(window.min", "(window.min || value"],
      ["(window.max", "(window.max || value"],
    ],
  },
};
