import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** `fromTimestamp` is the beginning of the window instead of its first event. */
  "bounds-of-the-window": {
    fails: ["gives the first event time as text"],
    changes: [["window.firstMs", "window.startMs"]],
  },
  /** The timestamps are Dates. As JSON they look like text, but code that uses the aggregate itself gets no text. */
  "dates-instead-of-texts": {
    fails: ["gives the first event time as text", "gives the last event time as text"],
    changes: [[").toISOString()", ") as never"]],
  },
  /** The average is computed as the middle between the smallest and the largest value. */
  "middle-for-average": {
    fails: ["gives the average"],
    changes: [["window.sum / window.count", "(window.min + window.max) / 2"]],
  },
  /** The timestamps are numbers instead of text. */
  "times-in-milliseconds": {
    fails: ["gives the first event time as text", "gives the last event time as text"],
    changes: [
      ["new Date(window.firstMs).toISOString()", "window.firstMs as never"],
      ["new Date(window.lastMs).toISOString()", "window.lastMs as never"],
    ],
  },
  /** `metricName` holds the unit. */
  "unit-for-metric": {
    fails: ["says of which metric of which component it is"],
    changes: [["metricName", "metricName: unit"]],
  },
};
