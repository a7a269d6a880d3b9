import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The column of the average is missing. */
  "average-forgotten": {
    fails: ["has the seven columns of an aggregate"],
    changes: [[", avg double, fromTimestamp", ", fromTimestamp"]],
  },
  /** One of the seven types is another one. */
  "average-as-text": {
    fails: ["gives each column its type"],
    isAlwaysJudged: true,
    changes: [["avg double", "avg string"]],
  },
  /** A comma between two columns is missing, so Athena can't read the statement. */
  "columns-without-a-comma": {
    fails: ["has the seven columns of an aggregate"],
    isAlwaysJudged: true,
    changes: [["unit string, minValue", "unit string minValue"]],
  },
  /** The words are those of a window function. */
  "partition-by": {
    fails: ["takes the component from the partition"],
    isAlwaysJudged: true,
    changes: [["PARTITIONED BY", "PARTITION BY"]],
  },
  /** The partition key is also declared as a column, which Athena refuses. */
  "component-twice": {
    fails: ["has the seven columns of an aggregate"],
    changes: [['COLUMNS = "', 'COLUMNS = "componentName string, ']],
  },
  /** The partition key is called component instead of componentName. */
  "partitioned-by-metric": {
    fails: ["takes the component from the partition"],
    changes: [["componentName", "component"]],
  },
  /** The columns of values are strings, which sort in another order than numbers. */
  "values-as-text": {
    fails: ["gives each column its type"],
    changes: [["double, maxValue double", "string, maxValue string"]],
  },
};
