import { changeText } from "../../testing/change-solution";
import type { Mistakes } from "../../testing/load-mistakes";

const RIGHT = `return {
componentName, metricName, unit,
minValue: window.min,
maxValue: window.max,
avg: window.sum / window.count,
fromTimestamp: new Date(window.firstMs).toISOString(),
toTimestamp: new Date(window.lastMs).toISOString(),
};`;

export const mistakes: Mistakes = {
  /** `fromTimestamp` is the beginning of the window instead of its first event. */
  "bounds-of-the-window": {
    fails: ["gives the first event time as text"],
    answer: changeText(RIGHT, [["window.firstMs", "window.startMs"]]),
  },
  /** The timestamps are Dates. As JSON they look like text, but code that uses the aggregate itself gets no text. */
  "dates-instead-of-texts": {
    fails: ["gives the first event time as text", "gives the last event time as text"],
    answer: changeText(RIGHT, [[").toISOString()", ") as never"]]),
  },
  /** The average is computed as the middle between the smallest and the largest value. */
  "middle-for-average": {
    fails: ["gives the average"],
    answer: changeText(RIGHT, [["window.sum / window.count", "(window.min + window.max) / 2"]]),
  },
  /** The timestamps are numbers instead of text. */
  "times-in-milliseconds": {
    fails: ["gives the first event time as text", "gives the last event time as text"],
    answer: changeText(RIGHT, [
      ["new Date(window.firstMs).toISOString()", "window.firstMs as never"],
      ["new Date(window.lastMs).toISOString()", "window.lastMs as never"],
    ]),
  },
  /** `metricName` holds the unit. */
  "unit-for-metric": {
    fails: ["says of which metric of which component it is"],
    answer: changeText(RIGHT, [["metricName", "metricName: unit"]]),
  },
};
