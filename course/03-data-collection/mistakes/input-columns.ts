import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** A column is kept that nobody needs. */
  "a-sixth-column": {
    fails: ["finds the path of each value"],
    changes: [
      [
        'SqlType: "VARCHAR(64)" },',
        'SqlType: "VARCHAR(64)" },\n{ Name: "email", Mapping: "$.email", SqlType: "VARCHAR(64)" },',
      ],
    ],
  },
  /** The column for last names is guessed too short for longer names. */
  "guessed-length": {
    fails: ["gives each column its type"],
    changes: [['"$.name.last", SqlType: "VARCHAR(32)"', '"$.name.last", SqlType: "VARCHAR(8)"']],
  },
  /** The age is taken from the registration instead of the date of birth. */
  "registered-for-born": {
    fails: ["finds the path of each value"],
    changes: [["$.dob.age", "$.registered.age"]],
  },
};
