import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The age's column is a VARCHAR instead of an INTEGER. */
  "age-as-text": {
    fails: ["gives each column its type"],
    changes: [['"age" INTEGER', '"age" VARCHAR(8)']],
  },
  /** The in-application stream has another name than the one that the application's output names. */
  "another-destination": {
    fails: ["creates the stream DESTINATION_USER_DATA"],
    changes: [["DESTINATION_USER_DATA", "DESTINATION_SQL_STREAM"]],
  },
  /** A value is passed on that nobody needs. */
  "column-of-passwords": {
    fails: ["gives it five columns, in their order"],
    isAlwaysJudged: true,
    changes: [['"country" VARCHAR(64)', '"country" VARCHAR(64), "password" VARCHAR(64)']],
  },
  /** A comma between two columns is missing. AWS refuses the statement, but its columns are right. */
  "comma-forgotten": {
    fails: ["creates the stream DESTINATION_USER_DATA"],
    changes: [['"gender" VARCHAR(8),', '"gender" VARCHAR(8)']],
  },
  /** The last column has a comma after it, as the others do. */
  "comma-too-many": {
    fails: ["creates the stream DESTINATION_USER_DATA"],
    isAlwaysJudged: true,
    changes: [['"country" VARCHAR(64)', '"country" VARCHAR(64),']],
  },
  /** The bracket that closes the list of columns is missing. */
  "columns-without-an-end": {
    fails: ["creates the stream DESTINATION_USER_DATA"],
    changes: [["\n);", ";"]],
  },
  /** Two columns have changed places, each with its own type. */
  "age-before-gender": {
    fails: ["gives it five columns, in their order"],
    changes: [['"gender" VARCHAR(8),\n  "age" INTEGER,', '"age" INTEGER,\n  "gender" VARCHAR(8),']],
  },
  /** Without quotes, SQL makes the column names upper case. */
  "names-without-quotes": {
    fails: ["gives it five columns, in their order"],
    answer: [
      "// The in-application stream for the result: five columns, each with its type.",
      'export const DESTINATION_STREAM: string = `CREATE OR REPLACE STREAM "DESTINATION_USER_DATA" (',
      "  first VARCHAR(32),",
      "  last VARCHAR(32),",
      "  gender VARCHAR(8),",
      "  age INTEGER,",
      "  country VARCHAR(64)",
      ");`;",
    ],
  },
};
