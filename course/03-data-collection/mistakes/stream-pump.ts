import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** Without quotes, `age` becomes AGE, which isn't a column. */
  "age-without-quotes": {
    fails: ["takes people who are old enough, and nobody else"],
    changes: [['WHERE "age"', "WHERE age"]],
  },
  /** The condition leaves out people of one country, too. */
  "not-from-one-country": {
    fails: ["takes people who are old enough, and nobody else"],
    changes: [['"age" >= 21', '"age" >= 21 AND "country" <> \'Germany\'']],
  },
  /** The condition leaves out people of exactly 21. */
  "older-than-21": {
    fails: ["takes people who are old enough, and nobody else"],
    changes: [['"age" >= 21', '"age" > 21']],
  },
  /** The in-application stream's name lacks its suffix _001, so there is no such stream. */
  "source-without-number": {
    fails: ["reads SOURCE_SQL_STREAM_001"],
    changes: [["SOURCE_SQL_STREAM_001", "SOURCE_SQL_STREAM"]],
  },
  /** The first two columns are swapped: a pump without column names fills the columns in their order. */
  "two-columns-changed-places": {
    fails: ["selects the five columns, in the order of the stream"],
    changes: [['"first", "last"', '"last", "first"']],
  },
};
